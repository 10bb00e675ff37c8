package io.riskmesh.rows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import scala.Option;
import scala.collection.JavaConverters;

/** Collections of Spark's own classes, in and out. */
public final class ScalaInterop {
  private ScalaInterop() {}

  public static <T> List<T> list(scala.collection.Seq<T> seq) {
    return JavaConverters.seqAsJavaList(seq);
  }

  public static <T> scala.collection.immutable.List<T> seq(List<T> list) {
    return JavaConverters.asScalaBuffer(list).toList();
  }

  public static <K, V> Map<K, V> map(scala.collection.Map<K, V> map) {
    return JavaConverters.mapAsJavaMap(map);
  }

  public static <K, V> scala.collection.immutable.Map<K, V> immutable(Map<K, V> map) {
    return scala.collection.immutable.Map$.MODULE$
        .<K, V>empty()
        .$plus$plus(JavaConverters.mapAsScalaMap(map));
  }

  public static <T> Optional<T> optional(Option<T> option) {
    return option.isDefined() ? Optional.of(option.get()) : Optional.empty();
  }
}

package io.riskmesh.spark;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import scala.Option;
import scala.collection.JavaConverters;
import scala.collection.immutable.Map$;

/** Converts collections of Spark's own classes to and from Java's. */
@SuppressWarnings("deprecation") // In Scala 2.13; its successor is not in 2.12.
public final class ScalaInterop {
  private ScalaInterop() {}

  /** Returns a view of a Scala sequence as a list. */
  public static <T> List<T> list(scala.collection.Seq<T> seq) {
    return JavaConverters.seqAsJavaList(seq);
  }

  /** Returns a view of a Scala iterator. */
  public static <T> java.util.Iterator<T> javaIterator(scala.collection.Iterator<T> iterator) {
    return JavaConverters.asJavaIterator(iterator);
  }

  /** Returns a view of a Java iterator. */
  public static <T> scala.collection.Iterator<T> iterator(java.util.Iterator<T> iterator) {
    return JavaConverters.asScalaIterator(iterator);
  }

  /** Copies a list to an immutable Scala list. */
  public static <T> scala.collection.immutable.List<T> seq(List<T> list) {
    return JavaConverters.asScalaBuffer(list).toList();
  }

  /** Returns a view of a Scala map as a Java map. */
  public static <K, V> Map<K, V> map(scala.collection.Map<K, V> map) {
    return JavaConverters.mapAsJavaMap(map);
  }

  /** Copies a map to an immutable Scala map. */
  @SuppressWarnings("unchecked") // Scala 2.13's maps do not tell Java of what the result is.
  public static <K, V> scala.collection.immutable.Map<K, V> immutable(Map<K, V> map) {
    scala.collection.immutable.Map<K, V> copy = Map$.MODULE$.empty();
    for (Map.Entry<K, V> entry : map.entrySet()) {
      copy = copy.updated(entry.getKey(), entry.getValue());
    }
    return copy;
  }

  /** Converts a Scala option, whose value must not be null. */
  public static <T> Optional<T> optional(Option<T> option) {
    return option.isDefined() ? Optional.of(option.get()) : Optional.empty();
  }
}

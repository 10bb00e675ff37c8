package io.riskmesh.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;
import scala.util.Properties$;

/**
 * The Spark that a process runs on, and the jar of riskmesh that is built for it.
 *
 * @param spark version of Spark
 * @param scala version of its Scala
 */
public record ClusterSpark(String spark, String scala) {
  private static final String SPARK = "spark-version-info.properties";
  private static final String RISKMESH = "io/riskmesh/build.properties";

  /**
   * Returns the Spark on the class path; empty if there is none. It reads files and loads only
   * classes that every Spark has.
   */
  public static Optional<ClusterSpark> find() {
    return Optional.ofNullable(read(SPARK).getProperty("version"))
        .map(spark -> new ClusterSpark(spark, Properties$.MODULE$.versionNumberString()));
  }

  /** Returns which jar this Spark wants, in one sentence. */
  public String wanted() {
    String name = "Spark %s with Scala %s".formatted(spark, scala);
    int major = major();
    if (major == 0) {
      return "%s: riskmesh has jars for Spark 3.5 with Scala 2.12 and for Spark 4 with Scala 2.13"
          .formatted(name);
    }
    return "%s wants %s".formatted(name, jar(major));
  }

  /** Returns {@link #wanted} as a problem; empty if this build is the wanted one. */
  public Optional<String> problem() {
    return major() == SparkLine.MAJOR
        ? Optional.empty()
        : Optional.of("%s, and this is %s".formatted(wanted(), jar(SparkLine.MAJOR)));
  }

  private int major() {
    if (spark.startsWith("3.") && scala.startsWith("2.12.")) {
      return 3;
    }
    return spark.startsWith("4.") && scala.startsWith("2.13.") ? 4 : 0;
  }

  private static String jar(int major) {
    String version = read(RISKMESH).getProperty("version", "<version>");
    return "riskmesh-%s-spark%d.jar".formatted(version, major);
  }

  private static Properties read(String resource) {
    Properties properties = new Properties();
    try (InputStream in = ClusterSpark.class.getClassLoader().getResourceAsStream(resource)) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }
}

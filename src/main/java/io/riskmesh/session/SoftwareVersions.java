package io.riskmesh.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.iceberg.IcebergBuild;

/** Versions of the software that a run was made with. */
public final class SoftwareVersions {
  private SoftwareVersions() {}

  /**
   * Returns the versions by name: riskmesh and its commit, Spark, XGBoost, Iceberg, Java, operating
   * system and architecture.
   */
  public static Map<String, String> of() {
    Properties build = build();
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("riskmesh", build.getProperty("version", "unknown"));
    versions.put("commit", build.getProperty("commit", "unknown"));
    versions.put("spark", org.apache.spark.package$.MODULE$.SPARK_VERSION());
    versions.put("xgboost", build.getProperty("xgboost", "unknown"));
    versions.put("iceberg", iceberg());
    versions.put("java", System.getProperty("java.version"));
    versions.put("os", System.getProperty("os.name"));
    versions.put("arch", System.getProperty("os.arch"));
    return versions;
  }

  /**
   * Returns whether the same build of riskmesh made both; null means a release that did not record
   * its versions.
   */
  public static boolean isSameBuild(Map<String, String> one, Map<String, String> other) {
    return other != null
        && Objects.equals(one.get("riskmesh"), other.get("riskmesh"))
        && Objects.equals(one.get("commit"), other.get("commit"));
  }

  /**
   * Returns Iceberg's version. Files do not need Iceberg, and a plain Spark distribution does not
   * contain it.
   */
  private static String iceberg() {
    try {
      return IcebergBuild.version();
    } catch (NoClassDefFoundError e) {
      return "none";
    }
  }

  /** Reads the properties that the build writes into the jar. */
  private static Properties build() {
    Properties properties = new Properties();
    try (InputStream in =
        SoftwareVersions.class.getResourceAsStream("/io/riskmesh/build.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }
}

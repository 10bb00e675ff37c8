package io.riskmesh.session;

import static java.util.Map.entry;

import io.riskmesh.aws.S3aSettings;
import io.riskmesh.config.CatalogConfig.CatalogType;
import io.riskmesh.config.EnvConfig;
import io.riskmesh.spark.ClassicSession;
import io.riskmesh.spark.SparkLine;
import io.riskmesh.store.FileMode;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Opens Spark sessions with riskmesh's settings. */
final class SparkSessions {
  /** Settings that determine the meaning of the data; an environment file cannot change them. */
  private static final Map<String, String> FIXED =
      Map.ofEntries(
          entry("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS"),
          entry("spark.sql.session.timeZone", "UTC"),
          entry("spark.sql.caseSensitive", "true"),
          entry("spark.sql.parquet.datetimeRebaseModeInRead", "EXCEPTION"),
          entry("spark.sql.parquet.datetimeRebaseModeInWrite", "CORRECTED"),
          entry("spark.sql.parquet.int96RebaseModeInRead", "EXCEPTION"),
          entry("spark.sql.parquet.int96RebaseModeInWrite", "CORRECTED"),
          entry("spark.sql.files.ignoreCorruptFiles", "false"),
          entry("spark.sql.files.ignoreMissingFiles", "false"));

  /**
   * HotSpot compiles no method above 8,000 bytes of bytecode, and dozens of features in one of
   * Spark's generated methods exceed that: split into smaller methods they take less than half the
   * time.
   */
  private static final Map<String, String> DEFAULTS =
      Map.of("spark.sql.codegen.hugeMethodLimit", "8000");

  private static final String HADOOP = "spark.hadoop.";
  private static final String EXECUTOR_OPTIONS = "spark.executor.extraJavaOptions";

  private static final String PINNED =
      "-Duser.timezone=UTC -Duser.language=en -Duser.country=US -Duser.extensions=";

  private static final String S3_CLIENT = "fs.s3.impl";

  private SparkSessions() {}

  /**
   * Opens a separate session on the process's context, which is created if there is none. Settings
   * of spark-submit take precedence over the environment file, which takes precedence over
   * defaults.
   */
  static SparkSession open(String job, EnvConfig env) {
    EnvConfig.Spark spark = env.spark();
    SparkConf submitted = new SparkConf();
    Map<String, String> conf = new TreeMap<>(DEFAULTS);
    conf.putAll(FileMode.DEFAULTS);
    conf.putAll(S3aSettings.of(env.aws()));
    if (env.catalog().type() == CatalogType.HIVE) {
      requireHive();
      conf.put("spark.sql.catalogImplementation", "hive");
    }
    conf.putAll(spark.conf());
    spark.master().ifPresent(master -> conf.put("spark.master", master));
    conf.keySet().removeIf(submitted::contains);
    conf.putAll(FIXED);
    conf.putAll(SparkLine.SETTINGS);
    pinZoneAndLocale(submitted, conf);
    SparkSession.Builder builder = SparkSession.builder();
    if (!submitted.contains("spark.app.name")) {
      builder.appName("riskmesh " + job);
    }
    conf.forEach(builder::config);
    SparkSession session = builder.getOrCreate().newSession();
    conf.keySet().stream()
        .filter(key -> session.conf().isModifiable(key))
        .forEach(key -> session.conf().set(key, conf.get(key)));
    reachFiles(session, conf);
    return session;
  }

  /**
   * Pins the JVM time zone and locale of executors: beside the session's zone, the JVM's determines
   * how old times are read; the locale determines the digits in names of files and attempts.
   */
  private static void pinZoneAndLocale(SparkConf submitted, Map<String, String> conf) {
    String options = submitted.get(EXECUTOR_OPTIONS, conf.getOrDefault(EXECUTOR_OPTIONS, ""));
    conf.put(EXECUTOR_OPTIONS, (options + " " + PINNED).strip());
  }

  /**
   * Requires Spark's Hive classes. The class path of a laptop has none; distributions and platforms
   * do.
   */
  private static void requireHive() {
    if (!ClassicSession.hasHive()) {
      throw new RunException(
          Outcome.USAGE,
          "catalog.type: hive needs Spark's Hive classes, which this Spark does not include. Use one that does, with spark-submit or SPARK_HOME, or another catalog.type.");
    }
  }

  /**
   * Sets Hadoop's settings on the session, without Spark's prefix: the session passes them to every
   * read and write, even if the context was created earlier by other code. A file system that such
   * a context has already opened for the same bucket keeps its settings, since Hadoop keeps one per
   * bucket.
   */
  private static void reachFiles(SparkSession session, Map<String, String> conf) {
    conf.forEach(
        (key, value) -> {
          if (key.startsWith(HADOOP)) {
            session.conf().set(key.substring(HADOOP.length()), value);
          }
        });
    // On EMR the platform's own client has this name; elsewhere no client has.
    if (session.sessionState().newHadoopConf().get(S3_CLIENT) == null) {
      session.conf().set(S3_CLIENT, "org.apache.hadoop.fs.s3a.S3AFileSystem");
    }
  }
}

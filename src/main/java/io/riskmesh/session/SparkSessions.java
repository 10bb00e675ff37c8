package io.riskmesh.session;

import static java.util.Map.entry;

import io.riskmesh.aws.S3aSettings;
import io.riskmesh.config.CatalogConfig.CatalogType;
import io.riskmesh.config.EnvConfig;
import io.riskmesh.store.FileMode;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.SparkSession$;

/** Spark sessions as riskmesh wants them. */
final class SparkSessions {
  /** What the meaning of the data depends on; not for an environment file to change. */
  private static final Map<String, String> FIXED =
      Map.ofEntries(
          entry("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS"),
          entry("spark.sql.session.timeZone", "UTC"),
          entry("spark.sql.ansi.enabled", "false"),
          entry("spark.sql.caseSensitive", "true"),
          entry("spark.sql.parquet.datetimeRebaseModeInRead", "EXCEPTION"),
          entry("spark.sql.parquet.datetimeRebaseModeInWrite", "CORRECTED"),
          entry("spark.sql.parquet.int96RebaseModeInRead", "EXCEPTION"),
          entry("spark.sql.parquet.int96RebaseModeInWrite", "CORRECTED"),
          entry("spark.sql.files.ignoreCorruptFiles", "false"),
          entry("spark.sql.files.ignoreMissingFiles", "false"));

  /**
   * HotSpot compiles no method above 8,000 bytes of bytecode, and dozens of features in one of
   * Spark's generated methods are above it: as smaller methods they take less than half the time.
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
   * A session of its own on the process's context, which is made when there is none. What
   * spark-submit was told goes before the environment file, which goes before defaults.
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
   * What an executor makes of old times depends on its JVM's zone, beside the session's; the digits
   * in names of files and attempts on its locale.
   */
  private static void pinZoneAndLocale(SparkConf submitted, Map<String, String> conf) {
    String options = submitted.get(EXECUTOR_OPTIONS, conf.getOrDefault(EXECUTOR_OPTIONS, ""));
    conf.put(EXECUTOR_OPTIONS, (options + " " + PINNED).strip());
  }

  /** A laptop's class path has none of Hive; distributions and platforms do. */
  private static void requireHive() {
    if (!SparkSession$.MODULE$.hiveClassesArePresent()) {
      throw new RunException(
          Outcome.USAGE,
          "catalog.type: hive needs Spark's Hive classes, which this Spark does not include. Use one that does, with spark-submit or SPARK_HOME, or another catalog.type.");
    }
  }

  /**
   * Hadoop's settings on the session: it hands its own, without Spark's prefix, to every read and
   * write, also where the context was made before, by others. A file system that such a context has
   * opened already for the same bucket stays as it is, since Hadoop keeps one per bucket.
   */
  private static void reachFiles(SparkSession session, Map<String, String> conf) {
    conf.forEach(
        (key, value) -> {
          if (key.startsWith(HADOOP)) {
            session.conf().set(key.substring(HADOOP.length()), value);
          }
        });
    // On EMR the platform's own client has this name; elsewhere nobody has.
    if (session.sessionState().newHadoopConf().get(S3_CLIENT) == null) {
      session.conf().set(S3_CLIENT, "org.apache.hadoop.fs.s3a.S3AFileSystem");
    }
  }
}

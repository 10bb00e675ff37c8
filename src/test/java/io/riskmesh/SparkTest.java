package io.riskmesh;

import io.riskmesh.spark.SparkLine;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands a Spark session to test methods that ask for it: all of a JVM share one context, each test
 * has its own settings, catalogs and views.
 */
public final class SparkTest implements ParameterResolver {
  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == SparkSession.class;
  }

  @Override
  public SparkSession resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getStore(ExtensionContext.Namespace.create(SparkTest.class))
        .getOrComputeIfAbsent(
            SparkSession.class, key -> session().newSession(), SparkSession.class);
  }

  /** The session: two cores, two shuffle partitions, no UI, UTC. */
  public static SparkSession session() {
    SparkSession.Builder builder = SparkSession.builder();
    SparkLine.SETTINGS.forEach(builder::config);
    return builder
        .master("local[2]")
        .appName("riskmesh-test")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.default.parallelism", "2")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.warehouse.dir", "target/spark-warehouse")
        .getOrCreate();
  }
}

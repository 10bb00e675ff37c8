package io.riskmesh.spark;

import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.classic.SparkSession$;
import org.apache.spark.sql.types.StructType;

/** What Spark's session offers to code inside of its own process, without Spark Connect. */
public final class ClassicSession {
  private ClassicSession() {}

  /** Returns the rows of a plan. */
  public static Dataset<Row> frame(SparkSession spark, LogicalPlan plan) {
    return org.apache.spark.sql.classic.Dataset.ofRows(classic(spark), plan);
  }

  /** Returns rows that are in Spark's own representation. */
  public static Dataset<Row> frame(SparkSession spark, RDD<InternalRow> rows, StructType schema) {
    return classic(spark).internalCreateDataFrame(rows, schema, false);
  }

  /** Returns a session with the same settings, which can be changed apart. */
  public static SparkSession copy(SparkSession spark) {
    return classic(spark).cloneSession();
  }

  /** Returns whether Spark's Hive classes are on the class path. */
  public static boolean hasHive() {
    return SparkSession$.MODULE$.hiveClassesArePresent();
  }

  private static org.apache.spark.sql.classic.SparkSession classic(SparkSession spark) {
    return (org.apache.spark.sql.classic.SparkSession) spark;
  }
}

package io.riskmesh.spark;

import java.util.Map;

/** The Spark that this build is for. */
public final class SparkLine {
  /** First number of the version; the name of the jar ends with it. */
  public static final int MAJOR = 3;

  /** Version of Scala that this Spark is compiled with. */
  public static final String SCALA = "2.12";

  /** Settings by which data mean the same on every Spark. */
  public static final Map<String, String> SETTINGS = Map.of("spark.sql.ansi.enabled", "false");

  private SparkLine() {}
}

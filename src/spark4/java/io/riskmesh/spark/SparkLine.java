package io.riskmesh.spark;

import java.util.Map;

/** The Spark that this build is for. */
public final class SparkLine {
  /** First number of the version; the name of the jar ends with it. */
  public static final int MAJOR = 4;

  /** Version of Scala that this Spark is compiled with. */
  public static final String SCALA = "2.13";

  /** Settings by which data mean the same on every Spark: where Spark 4 has other defaults. */
  public static final Map<String, String> SETTINGS =
      Map.of(
          "spark.sql.ansi.enabled", "false",
          // Encodings that are not in its list of seven, such as windows-1252.
          "spark.sql.legacy.javaCharsets", "true",
          "spark.sql.legacy.codingErrorAction", "true",
          // The token NaN is missing, and 1.50 is the text 1.5.
          "spark.sql.json.enableExactStringParsing", "false",
          "spark.sql.legacy.timeParserPolicy", "EXCEPTION",
          // BETWEEN is two comparisons, which other engines can be told.
          "spark.sql.legacy.duplicateBetweenInput", "true");

  private SparkLine() {}
}

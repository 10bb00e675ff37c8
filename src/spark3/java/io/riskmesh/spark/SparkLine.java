package io.riskmesh.spark;

/** The Spark that this build is for. */
public final class SparkLine {
  /** First number of the version; the name of the jar ends with it. */
  public static final int MAJOR = 3;

  /** Version of Scala that this Spark is compiled with. */
  public static final String SCALA = "2.12";

  private SparkLine() {}
}

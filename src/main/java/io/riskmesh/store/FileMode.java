package io.riskmesh.store;

import java.util.Map;

/** Default file permissions: files contain rows of borrowers, and machines are shared. */
public final class FileMode {
  private FileMode() {}

  /**
   * Spark settings that make files written through Hadoop accessible to their owner only, unless
   * configured otherwise.
   */
  public static final Map<String, String> DEFAULTS =
      Map.of("spark.hadoop.fs.permissions.umask-mode", "077");
}

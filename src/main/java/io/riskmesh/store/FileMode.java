package io.riskmesh.store;

import java.util.Map;

/** Who may read files: rows of borrowers are in them, and machines are shared. */
public final class FileMode {
  private FileMode() {}

  /** Spark's and Hadoop's files are their owner's alone, where no setting says otherwise. */
  public static final Map<String, String> DEFAULTS =
      Map.of("spark.hadoop.fs.permissions.umask-mode", "077");
}

package io.riskmesh.catalog;

import java.io.IOException;

/** A whole file that Spark would not open, or would read wrong. */
final class FileRefusal extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * A refusal.
   *
   * @param why what follows the file's name, and the way out
   */
  FileRefusal(String why) {
    super(why);
  }
}

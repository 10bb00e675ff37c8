package io.riskmesh.catalog;

import java.io.IOException;

/** Thrown for a file that Spark could not open at all, or would read incorrectly. */
final class FileRefusal extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param why rest of a sentence that begins with the file's name, and the remedy
   */
  FileRefusal(String why) {
    super(why);
  }
}

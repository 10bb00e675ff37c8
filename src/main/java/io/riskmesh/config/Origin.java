package io.riskmesh.config;

import java.util.function.UnaryOperator;

/**
 * Where a value was written.
 *
 * @param file the file as a person named it, or {@code --set}
 * @param line from 1; 0 means that there are no lines to count
 * @param resolve makes a relative path that stands there absolute
 */
record Origin(String file, int line, UnaryOperator<String> resolve) {

  static Origin commandLine(UnaryOperator<String> resolve) {
    return new Origin("--set", 0, resolve);
  }

  Origin at(int newLine) {
    return line == 0 ? this : new Origin(file, newLine, resolve);
  }

  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line;
  }
}

package io.riskmesh.config.yaml;

import java.util.function.UnaryOperator;

/**
 * Place where a value was written.
 *
 * @param file the file as the user named it, or {@code --set}
 * @param line from 1; 0 if there are no lines
 * @param resolve resolves relative paths in the value to absolute ones
 */
public record ValueOrigin(String file, int line, UnaryOperator<String> resolve) {

  /** Returns the origin of values from {@code --set}. */
  public static ValueOrigin commandLine(UnaryOperator<String> resolve) {
    return new ValueOrigin("--set", 0, resolve);
  }

  ValueOrigin at(int newLine) {
    return line == 0 ? this : new ValueOrigin(file, newLine, resolve);
  }

  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line;
  }
}

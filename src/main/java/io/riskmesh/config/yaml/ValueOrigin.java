package io.riskmesh.config.yaml;

import java.util.function.UnaryOperator;

/**
 * Where a value was written.
 *
 * @param file the file as a person named it, or {@code --set}
 * @param line from 1; 0 means that there are no lines to count
 * @param resolve makes a relative path that stands there absolute
 */
public record ValueOrigin(String file, int line, UnaryOperator<String> resolve) {

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

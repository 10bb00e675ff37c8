package io.riskmesh.config.yaml;

import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.LinkedHashSet;
import java.util.Set;

/** Collects all problems of a configuration, so that they can be fixed in one go. */
public final class ConfigProblems {
  private final Set<String> lines = new LinkedHashSet<>();

  /**
   * Adds a problem.
   *
   * @param path keys of the value; empty if the whole file is meant
   */
  public void add(ValueOrigin origin, String path, String what) {
    add(path.isEmpty() ? origin + ": " + what : "%s: %s: %s".formatted(origin, path, what));
  }

  /** Adds a problem as a single line without passwords, whatever its keys and values contain. */
  public void add(String line) {
    lines.add(UserInfo.without(line).replaceAll("\\p{Cntrl}", " "));
  }

  /** Returns whether there are no problems so far. */
  public boolean isEmpty() {
    return lines.isEmpty();
  }

  /**
   * Throws if there are any problems.
   *
   * @throws RunException {@code USAGE} with the number of problems on the first line, then one line
   *     per problem
   */
  public void throwIfAny() {
    if (!lines.isEmpty()) {
      String count = lines.size() == 1 ? "1 problem" : lines.size() + " problems";
      throw new RunException(
          Outcome.USAGE, count + " in the configuration:\n" + String.join("\n", lines));
    }
  }
}

package io.riskmesh.config.yaml;

import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.LinkedHashSet;
import java.util.Set;

/** Everything that is wrong, collected so that a person can mend it all in one go. */
public final class ConfigProblems {
  private final Set<String> lines = new LinkedHashSet<>();

  public void add(ValueOrigin origin, String path, String what) {
    add(path.isEmpty() ? origin + ": " + what : "%s: %s: %s".formatted(origin, path, what));
  }

  /** One line, whatever a key or a value holds. */
  public void add(String line) {
    lines.add(UserInfo.without(line).replaceAll("\\p{Cntrl}", " "));
  }

  /** Whether nothing is wrong so far. */
  public boolean isEmpty() {
    return lines.isEmpty();
  }

  /**
   * Ends the command if anything is wrong.
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

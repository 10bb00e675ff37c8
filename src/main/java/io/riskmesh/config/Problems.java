package io.riskmesh.config;

import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.LinkedHashSet;
import java.util.Set;

/** Everything that is wrong, collected so that a person can mend it all in one go. */
final class Problems {
  private final Set<String> lines = new LinkedHashSet<>();

  void add(Origin origin, String path, String what) {
    add(path.isEmpty() ? origin + ": " + what : "%s: %s: %s".formatted(origin, path, what));
  }

  /** One line, whatever a key or a value holds. */
  void add(String line) {
    lines.add(UserInfo.without(line).replaceAll("\\p{Cntrl}", " "));
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  /**
   * @throws RunException with a first line that counts and then a line per problem
   */
  void throwIfAny() {
    if (!lines.isEmpty()) {
      String count = lines.size() == 1 ? "1 problem" : lines.size() + " problems";
      throw new RunException(
          Outcome.USAGE, count + " in the configuration:\n" + String.join("\n", lines));
    }
  }
}

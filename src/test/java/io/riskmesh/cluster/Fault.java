package io.riskmesh.cluster;

import java.util.Set;

/**
 * What goes wrong with a run. Every fault may leave it published or refused, as if nothing had
 * been; else its exit code is one of those that tell a person what was.
 */
enum Fault {
  DRIVER_KILLED("driver killed", Set.of(137), 1),
  EXECUTOR_KILLED("executor killed", Set.of(21), 1),
  STALLED("stalled", Set.of(21), 1),
  UNAVAILABLE("503", Set.of(21), 2),
  DENIED("403", Set.of(20), 1),
  CUT("cut bodies", Set.of(21), 2),
  DISK_FULL("disk full", Set.of(1), 1),
  /** Of a HEAD that is refused nobody learns why: it may as well be a grant. */
  CLOCK_MOVED("clock moved", Set.of(20, 21), 1);

  private final String words;
  private final Set<Integer> codes;
  private final int ofTen;

  Fault(String words, Set<Integer> codes, int ofTen) {
    this.words = words;
    this.codes = codes;
    this.ofTen = ofTen;
  }

  /** Whether the store has it, not a process or a machine. */
  boolean isOfStore() {
    return this == UNAVAILABLE || this == DENIED || this == CUT;
  }

  /** Name in the table. */
  String words() {
    return words;
  }

  /** Exit codes beside those of a run that is published. */
  Set<Integer> codes() {
    return codes;
  }

  /** How many of ten faults are of this kind. */
  int ofTen() {
    return ofTen;
  }
}

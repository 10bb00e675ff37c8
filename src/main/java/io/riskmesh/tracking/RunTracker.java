package io.riskmesh.tracking;

/**
 * A system that is told about commands. Methods may take as long as they like and throw anything:
 * {@link CommandTracking} calls them on a thread of their own and waits for a limited time.
 */
interface RunTracker {
  /** Returns its key below {@code tracking} in the environment. */
  String name();

  /** Tells that a command has begun. */
  default void begin(TrackedCommand command) {}

  /** Tells how a command has ended. */
  void end(TrackedCommand command, TrackedEnd end);

  /**
   * Asks the system without changing anything.
   *
   * @return what was reached
   * @throws TrackerException if it cannot be reached or refuses to answer
   */
  String probe();
}

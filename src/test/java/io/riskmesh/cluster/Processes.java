package io.riskmesh.cluster;

import java.util.List;
import java.util.concurrent.TimeUnit;

/** Processes that have children of their own. */
public final class Processes {
  private Processes() {}

  /** Asks a process to end, then ends it and what it started. */
  public static void stop(Process process) {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    children.forEach(ProcessHandle::destroyForcibly);
  }
}

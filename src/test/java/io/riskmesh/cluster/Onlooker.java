package io.riskmesh.cluster;

import io.riskmesh.runs.Manifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Somebody who reads while a run is made: at any moment {@code latest.json} names a published run,
 * and from the moment that there is a manifest it holds.
 */
final class Onlooker implements AutoCloseable {
  private static final long PAUSE_MILLIS = 700;

  private final Audit audit;
  private final String runId;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final Thread thread = new Thread(this::look, "onlooker");
  private boolean seen;
  private Throwable failure;

  Onlooker(Audit audit, String runId) {
    this.audit = audit;
    this.runId = runId;
    thread.start();
  }

  private void look() {
    try {
      while (!ended.get()) {
        audit.requireLatest();
        Optional<Manifest> manifest = seen ? Optional.empty() : audit.manifest(runId);
        if (manifest.isPresent()) {
          seen = true;
          Path copies = Files.createTempDirectory(audit.scratch(), "seen-");
          audit.requireFiles(manifest.get(), copies);
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (Throwable e) {
      failure = e;
    }
  }

  /** Ends, and tells what was wrong. */
  void end() throws InterruptedException {
    close();
    thread.join();
    if (failure != null) {
      throw new AssertionError("a reader was deceived: " + failure.getMessage(), failure);
    }
  }

  @Override
  public void close() {
    ended.set(true);
  }
}

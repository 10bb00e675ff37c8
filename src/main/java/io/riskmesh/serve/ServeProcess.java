package io.riskmesh.serve;

import io.riskmesh.model.Scorer;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.Map;

/** A process that serves a model until it is asked to end. */
public final class ServeProcess {
  private static final int FAILED = 1;

  private ServeProcess() {}

  /**
   * Loads the model and serves it.
   *
   * @throws IllegalArgumentException if the model cannot be read or the address cannot be used
   */
  public static void run(ServeOptions options) {
    run(Scorer.load(options.model()), options);
  }

  /**
   * Serves until the process gets SIGTERM or SIGINT. It then finishes what it has accepted, and
   * ends with exit code 0; a connection that takes longer than the options allow is cut off.
   *
   * @throws IllegalArgumentException if the address cannot be used
   */
  public static void run(Scorer scorer, ServeOptions options) {
    HttpProperties.set(options.limits());
    Thread.setDefaultUncaughtExceptionHandler(ServeProcess::failed);
    FileOutputStream log = new FileOutputStream(FileDescriptor.out);
    try (ScoringServer server = new ScoringServer(scorer, options, log)) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server), "drain"));
      server.start();
      server.started(
          Map.of("run", scorer.info().runId(), "port", server.port(), "host", options.host()));
      server.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * A server that has lost its dispatcher, for instance for want of memory, answers nobody: the
   * process ends, so that it is started again.
   */
  private static void failed(Thread thread, Throwable error) {
    new ServeLog(new FileOutputStream(FileDescriptor.out), false).failure(thread.getName(), error);
    if (error instanceof VirtualMachineError) {
      Runtime.getRuntime().halt(FAILED);
    }
  }

  /** The JVM's own exit code for a signal is 143 or 130, which SageMaker takes for a crash. */
  private static void end(ScoringServer server) {
    server.drain();
    Runtime.getRuntime().halt(0);
  }
}

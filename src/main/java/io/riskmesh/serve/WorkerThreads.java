package io.riskmesh.serve;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A thread for each request in work: virtual ones in JDK 24 and later. In JDK 21 to 23 they would
 * keep a core while they wait for a client, since the JDK's server reads within {@code
 * synchronized}: JEP 491.
 */
final class WorkerThreads {
  private static final int FIRST_VIRTUAL = 24;

  private WorkerThreads() {}

  /**
   * Opens a pool that takes every request at once. The server's limit on connections bounds it, not
   * a limit of its own: a client that has its answer may send the next request before the thread
   * that answered is free.
   */
  static ExecutorService open() {
    if (Runtime.version().feature() < FIRST_VIRTUAL) {
      return Executors.newCachedThreadPool();
    }
    try {
      MethodHandle virtual =
          MethodHandles.publicLookup()
              .findStatic(
                  Executors.class,
                  "newVirtualThreadPerTaskExecutor",
                  MethodType.methodType(ExecutorService.class));
      return (ExecutorService) virtual.invokeExact();
    } catch (Throwable e) {
      throw new IllegalStateException("no virtual threads", e);
    }
  }
}

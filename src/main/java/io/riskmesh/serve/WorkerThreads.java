package io.riskmesh.serve;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A thread for each connection: virtual ones where the JDK has them (21 and later). */
final class WorkerThreads {
  private static final long KEPT_SECONDS = 30;

  private WorkerThreads() {}

  /**
   * Opens a pool without a queue.
   *
   * @param most most threads that are no virtual ones
   */
  static ExecutorService open(int most) {
    MethodHandle virtual;
    try {
      virtual =
          MethodHandles.publicLookup()
              .findStatic(
                  Executors.class,
                  "newVirtualThreadPerTaskExecutor",
                  MethodType.methodType(ExecutorService.class));
    } catch (NoSuchMethodException | IllegalAccessException e) {
      return new ThreadPoolExecutor(
          0, most, KEPT_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>());
    }
    try {
      return (ExecutorService) virtual.invokeExact();
    } catch (Throwable e) {
      throw new IllegalStateException("no virtual threads", e);
    }
  }
}

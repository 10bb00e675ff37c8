package io.riskmesh.serve;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A thread for each connection: virtual ones where the JDK has them (21 and later). */
final class WorkerThreads {
  private WorkerThreads() {}

  /** Opens a pool without a queue, of as many threads as there are connections. */
  static ExecutorService open() {
    MethodHandle virtual;
    try {
      virtual =
          MethodHandles.publicLookup()
              .findStatic(
                  Executors.class,
                  "newVirtualThreadPerTaskExecutor",
                  MethodType.methodType(ExecutorService.class));
    } catch (NoSuchMethodException | IllegalAccessException e) {
      return Executors.newCachedThreadPool();
    }
    try {
      return (ExecutorService) virtual.invokeExact();
    } catch (Throwable e) {
      throw new IllegalStateException("no virtual threads", e);
    }
  }
}

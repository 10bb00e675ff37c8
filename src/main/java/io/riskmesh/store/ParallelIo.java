package io.riskmesh.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Parallel calls that mostly wait for a file system or a service; their number does not depend on
 * the number of cores.
 */
public final class ParallelIo {
  private static final int AT_ONCE = 16;

  private ParallelIo() {}

  /** Returns results in the order of the items; the first failure is rethrown as it is. */
  public static <T, R> List<R> map(List<T> items, Function<T, R> call) {
    if (items.size() < 2) {
      return items.stream().map(call).toList();
    }
    ExecutorService threads = Executors.newFixedThreadPool(Math.min(AT_ONCE, items.size()));
    try {
      List<Future<R>> futures =
          items.stream().map(item -> threads.submit(() -> call.apply(item))).toList();
      List<R> results = new ArrayList<>();
      for (Future<R> future : futures) {
        results.add(future.get());
      }
      return List.copyOf(results);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunException(Outcome.FAILED, "interrupted while waiting for storage", e);
    } finally {
      threads.shutdownNow();
    }
  }
}

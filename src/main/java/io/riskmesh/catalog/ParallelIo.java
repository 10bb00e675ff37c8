package io.riskmesh.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Calls that wait for another machine, several at a time. */
final class ParallelIo {
  private static final int AT_ONCE = 16;

  private ParallelIo() {}

  /** Results in the order of the items; the first failure is thrown as it is. */
  static <T, R> List<R> map(List<T> items, Function<T, R> call) {
    if (items.size() == 1) {
      return List.of(call.apply(items.get(0)));
    }
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Future<R>> futures =
          items.stream().map(item -> threads.submit(() -> call.apply(item))).toList();
      List<R> results = new ArrayList<>();
      for (Future<R> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      threads.shutdownNow();
    }
  }
}

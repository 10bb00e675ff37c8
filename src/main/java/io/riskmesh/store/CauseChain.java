package io.riskmesh.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A failure and its causes, outermost first. Each is visited once, even if the causes form a cycle.
 */
public final class CauseChain {
  private CauseChain() {}

  /** Returns the failure, its cause, the cause of that, and so on; empty for null. */
  public static Stream<Throwable> of(Throwable failure) {
    return list(failure).stream();
  }

  /** Returns the innermost cause: the failure itself if it has none. */
  public static Throwable root(Throwable failure) {
    List<Throwable> chain = list(failure);
    return chain.get(chain.size() - 1);
  }

  private static List<Throwable> list(Throwable failure) {
    List<Throwable> chain = new ArrayList<>();
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Throwable e = failure; e != null && seen.add(e); e = e.getCause()) {
      chain.add(e);
    }
    return chain;
  }
}

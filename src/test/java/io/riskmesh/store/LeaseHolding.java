package io.riskmesh.store;

import java.time.Duration;
import java.util.Map;

/** Process that holds a lease until it is killed. */
final class LeaseHolding {
  private LeaseHolding() {}

  public static void main(String[] args) throws InterruptedException {
    Store store = Store.openAt(args[0], Map.of());
    try (Lease lease = Lease.acquire(store, new RunPaths("job", "run-1"), Lease.PATIENCE)) {
      Thread.sleep(Duration.ofMinutes(2).toMillis());
      lease.require();
    }
  }
}

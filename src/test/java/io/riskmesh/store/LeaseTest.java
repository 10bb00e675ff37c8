package io.riskmesh.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseTest {
  private static final Duration PATIENCE = Duration.ofMillis(600);
  private static final RunPaths PATHS = new RunPaths("job", "run-1");

  @TempDir Path folder;
  private Store store;

  @BeforeEach
  void open() {
    store = Store.at(folder.toString(), Map.of());
  }

  @Test
  void aSecondAttemptStopsWhileTheFirstIsAlive() {
    try (Lease first = Lease.acquire(store, PATHS, PATIENCE)) {
      assertThatThrownBy(() -> Lease.acquire(store, PATHS, PATIENCE))
          .isInstanceOf(RunException.class)
          .hasMessageContaining("run-1")
          .extracting(e -> ((RunException) e).outcome())
          .isEqualTo(Outcome.SOURCE_UNAVAILABLE);
      assertThatCode(first::require).doesNotThrowAnyException();
    }
  }

  @Test
  void theNextAttemptGoesOnAtOnceAfterARelease() {
    Lease.acquire(store, PATHS, PATIENCE).close();
    try (Lease second = Lease.acquire(store, PATHS, Duration.ofDays(1))) {
      assertThatCode(second::require).doesNotThrowAnyException();
    }
  }

  @Test
  void takesOverFromAProcessThatIsGone() {
    hold(1, host(), 999_999_999L);
    try (Lease lease = Lease.acquire(store, PATHS, Duration.ofDays(1))) {
      assertThatCode(lease::require).doesNotThrowAnyException();
    }
  }

  @Test
  void takesOverFromAnotherHostThatIsSilent() {
    hold(1, "another-host", 1);
    try (Lease lease = Lease.acquire(store, PATHS, PATIENCE)) {
      assertThatCode(lease::require).doesNotThrowAnyException();
    }
  }

  @Test
  void leavesAnotherHostThatBeatsAlone() throws Exception {
    hold(1, "another-host", 1);
    AtomicBoolean alive = new AtomicBoolean(true);
    Thread beating =
        new Thread(
            () -> {
              for (int beat = 0; alive.get(); beat++) {
                store.write(PATHS.work("lease/1.beat"), Json.bytes(beat));
              }
            });
    beating.start();
    try {
      assertThatThrownBy(() -> Lease.acquire(store, PATHS, PATIENCE))
          .hasMessageContaining("another-host");
    } finally {
      alive.set(false);
      beating.join();
    }
  }

  @Test
  void aHolderThatWasFollowedStops() {
    try (Lease slow = Lease.acquire(store, PATHS, PATIENCE)) {
      hold(2, "another-host", 1);
      assertThatThrownBy(slow::require).hasMessageContaining("taken over");
    }
  }

  @Test
  void closingAfterTheWorkFolderIsGoneLeavesNothing() {
    Lease lease = Lease.acquire(store, PATHS, PATIENCE);
    store.delete(PATHS.workFolder());
    lease.close();
    assertThat(store.list(PATHS.workFolder())).isEmpty();
  }

  private void hold(int number, String host, long pid) {
    store.write(
        PATHS.work("lease/" + number + ".json"),
        Json.bytes(new Lease.Holder("someone", host, pid, "2020-01-01T00:00:00Z")));
  }

  private static String host() {
    try {
      return java.net.InetAddress.getLocalHost().getHostName();
    } catch (java.net.UnknownHostException e) {
      return "localhost";
    }
  }
}

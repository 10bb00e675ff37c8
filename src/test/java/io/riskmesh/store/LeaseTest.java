package io.riskmesh.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LeaseTest {
  /**
   * For holders that are found dead by watching; too short to require that a holder stays alive.
   */
  private static final Duration SHORT = Duration.ofSeconds(3);

  /** For holders that must notice a loss within seconds, and not because they are too slow. */
  private static final Duration MIDDLE = Duration.ofSeconds(12);

  /** For holders that must stay alive, however busy the machine is. */
  private static final Duration LONG = Lease.PATIENCE;

  private static final Duration ENDLESS = Duration.ofDays(1);
  private static final RunPaths PATHS = new RunPaths("job", "run-1");
  private static final long GONE = 999_999_999L;

  @TempDir Path folder;
  private Store store;

  @BeforeEach
  void open() {
    store = Store.openAt(folder.toString(), Map.of());
  }

  @Test
  void aSecondAttemptStopsWhileTheFirstIsAlive() {
    try (Lease first = Lease.acquire(store, PATHS, LONG)) {
      refuses(() -> Lease.acquire(store, PATHS, LONG), "run-1 is being worked on");
      assertThatCode(first::require).doesNotThrowAnyException();
    }
  }

  @Test
  void theNextAttemptGoesOnAtOnceAfterARelease() {
    Lease.acquire(store, PATHS, LONG).close();
    try (Lease second = Lease.acquire(store, PATHS, ENDLESS)) {
      assertThatCode(second::require).doesNotThrowAnyException();
    }
  }

  @Test
  void takesOverFromAProcessThatIsGone() {
    hold(1, here(GONE));
    try (Lease lease = Lease.acquire(store, PATHS, ENDLESS)) {
      assertThatCode(lease::require).doesNotThrowAnyException();
    }
  }

  @Test
  void takesOverFromALaterProcessWithTheSameNumber() {
    LeaseHolder me = LeaseHolder.identify();
    hold(
        1,
        new LeaseHolder(
            "x", me.host(), me.pid(), "", me.boot(), me.namespace(), me.startTicks() - 100));
    try (Lease lease = Lease.acquire(store, PATHS, ENDLESS)) {
      assertThatCode(lease::require).doesNotThrowAnyException();
    }
  }

  /** The wall clock may be set meanwhile, which changes the process start that Java reports. */
  @Test
  void aProcessIsTheSameWhateverTheClockSaysOfItsStart() {
    LeaseHolder me = LeaseHolder.identify();
    hold(
        1,
        new LeaseHolder(
            "x",
            me.host(),
            me.pid(),
            "2020-01-01T00:00:00Z",
            me.boot(),
            me.namespace(),
            me.startTicks()));
    refuses(() -> Lease.acquire(store, PATHS, ENDLESS), "process " + me.pid());
  }

  /** As on a machine that was restored twice from one snapshot. */
  @Test
  void aBeatOverrulesThatTheProcessIsGone() throws Exception {
    hold(1, here(GONE));
    whileBeating(() -> refuses(() -> Lease.acquire(store, PATHS, LONG), "being worked on"));
  }

  @Test
  void theLastBeatOfAProcessThatIsGoneIsNotWaitedForLong() {
    hold(1, here(GONE));
    store.write(PATHS.work("lease/1.beat"), JsonText.bytes(1));
    long begun = System.nanoTime();
    try (Lease lease = Lease.acquire(store, PATHS, LONG)) {
      lease.require();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(LONG.dividedBy(2));
  }

  /** Host names, process ids and even one of the two machine ids may be equal by chance. */
  @ParameterizedTest
  @CsvSource({"other-boot,", ",pid:[1]", "other-boot,pid:[1]"})
  void equalHostNamesAreNotOneMachine(String boot, String namespace) throws Exception {
    LeaseHolder me = LeaseHolder.identify();
    hold(
        1,
        new LeaseHolder(
            "x",
            me.host(),
            GONE,
            me.started(),
            boot == null ? me.boot() : boot,
            namespace == null ? me.namespace() : namespace,
            1));
    whileBeating(() -> refuses(() -> Lease.acquire(store, PATHS, SHORT), me.host()));
  }

  /** As on macOS and Windows, and in files of the previous release. */
  @Test
  void withoutTheIdsNobodyIsDeadAtOnce() throws Exception {
    holdAsBefore(GONE);
    whileBeating(() -> refuses(() -> Lease.acquire(store, PATHS, SHORT), "process " + GONE));
  }

  @Test
  void takesOverFromASilentHolderOfTheReleaseBefore() {
    holdAsBefore(ProcessHandle.current().pid());
    isTakenOver();
  }

  @Test
  void whatTheReleaseBeforeHasReleasedIsFree() {
    holdAsBefore(GONE);
    store.write(PATHS.work("lease/1.released"), new byte[0]);
    try (Lease lease = Lease.acquire(store, PATHS, ENDLESS)) {
      assertThatCode(lease::require).doesNotThrowAnyException();
    }
  }

  @Test
  void takesOverFromAnotherHostThatIsSilent() {
    hold(1, elsewhere("x"));
    isTakenOver();
  }

  @Test
  void leavesAnotherHostThatBeatsAlone() throws Exception {
    hold(1, elsewhere("x"));
    whileBeating(() -> refuses(() -> Lease.acquire(store, PATHS, SHORT), "another-host"));
  }

  @Test
  void aLeaseFileThatIsNotWholeYetIsWatched() {
    store.write(PATHS.work("lease/1.json"), "{\"att".getBytes(StandardCharsets.UTF_8));
    isTakenOver();
  }

  /** On HDFS a file exists before its content does. */
  @Test
  void aLeaseFileThatBecomesWholeIsOfSomebodyAlive() {
    store.write(PATHS.work("lease/1.json"), new byte[0]);
    Store slow =
        new ForwardingStore(store) {
          @Override
          public Optional<byte[]> read(String path) {
            if (path.endsWith(".beat")) {
              hold(1, elsewhere("x"));
            }
            return super.read(path);
          }
        };
    refuses(() -> Lease.acquire(slow, PATHS, SHORT), "being worked on");
  }

  @Test
  void aHolderThatWasFollowedStops() {
    try (Lease slow = Lease.acquire(store, PATHS, LONG)) {
      hold(2, elsewhere("x"));
      refuses(slow::require, "taken over");
    }
  }

  /** Numbering restarts at 1 when the work folder is removed. */
  @Test
  void anotherAttemptWithTheSameNumberIsAnother() {
    Lease slow = Lease.acquire(store, PATHS, LONG);
    store.delete(PATHS.workFolder());
    hold(1, elsewhere("other"));
    refuses(slow::require, "taken over");
    slow.close();
    assertThat(store.read(PATHS.work("lease/1.released"))).as("the other's lease").isEmpty();
  }

  @Test
  void aReleaseThatComesLateDoesNotReleaseAnother() {
    hold(1, elsewhere("other"));
    store.write(PATHS.work("lease/1.released"), "the one before".getBytes(StandardCharsets.UTF_8));
    long begun = System.nanoTime();
    Lease.acquire(store, PATHS, SHORT).close();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(SHORT);
  }

  @Test
  void aSleeperThatWakesUpIsStopped() {
    AtomicInteger stopped = new AtomicInteger();
    try (Lease sleeper = Lease.acquire(store, PATHS, MIDDLE)) {
      sleeper.onLoss(stopped::incrementAndGet);
      hold(2, elsewhere("x"));
      await(() -> stopped.get() >= 2);
      refuses(sleeper::require, "taken over");
    }
  }

  @Test
  void aHolderWhoseBeatsAreRefusedStopsItself() {
    AtomicInteger stopped = new AtomicInteger();
    AtomicBoolean broken = new AtomicBoolean(true);
    Store refusing =
        new ForwardingStore(store) {
          @Override
          public void write(String path, byte[] content) {
            if (broken.get() && path.endsWith(".beat")) {
              throw new RunException(Outcome.SOURCE_UNAVAILABLE, "planted");
            }
            super.write(path, content);
          }
        };
    try (Lease lease = Lease.acquire(refusing, PATHS, SHORT)) {
      lease.onLoss(stopped::incrementAndGet);
      await(() -> stopped.get() >= 2);
      refuses(lease::require, "could not renew its lease");
      broken.set(false);
      refuses(lease::require, "could not renew its lease");
    }
    try (Lease next = Lease.acquire(store, PATHS, ENDLESS)) {
      assertThatCode(next::require).as("it was given back").doesNotThrowAnyException();
    }
  }

  @Test
  void aHolderWhoseBeatHangsStopsItself() {
    CountDownLatch hangs = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Store stalled =
        new ForwardingStore(store) {
          @Override
          public void write(String path, byte[] content) {
            if (path.endsWith(".beat")) {
              awaitQuietly(hangs);
            }
            super.write(path, content);
          }
        };
    try (Lease lease = Lease.acquire(stalled, PATHS, SHORT)) {
      lease.onLoss(stopped::countDown);
      assertThat(awaitQuietly(stopped)).isTrue();
      refuses(lease::require, "could not renew its lease");
      hangs.countDown();
    }
  }

  @Test
  void anErrorInABeatDoesNotEndThem() {
    AtomicInteger beats = new AtomicInteger();
    Store small =
        new ForwardingStore(store) {
          @Override
          public void write(String path, byte[] content) {
            if (path.endsWith(".beat") && beats.incrementAndGet() <= 2) {
              throw new OutOfMemoryError("planted");
            }
            super.write(path, content);
          }
        };
    try (Lease lease = Lease.acquire(small, PATHS, MIDDLE)) {
      await(() -> beats.get() >= 4);
      assertThat(store.read(PATHS.work("lease/1.beat"))).isPresent();
      assertThatCode(lease::require).doesNotThrowAnyException();
    }
  }

  @Test
  void whatOnLossThrowsDoesNotEndTheWatch() {
    AtomicInteger stopped = new AtomicInteger();
    try (Lease lease = Lease.acquire(store, PATHS, MIDDLE)) {
      lease.onLoss(
          () -> {
            stopped.incrementAndGet();
            throw new OutOfMemoryError("planted");
          });
      hold(2, elsewhere("x"));
      await(() -> stopped.get() >= 3);
    }
  }

  @Test
  void beatsGoByAStoreThatDoesNotWait() {
    AtomicInteger patient = new AtomicInteger();
    AtomicInteger hasty = new AtomicInteger();
    Store two =
        new ForwardingStore(counting(patient)) {
          @Override
          public Store impatient(Duration longest) {
            assertThat(longest.multipliedBy(4)).isLessThanOrEqualTo(LONG.dividedBy(6));
            return counting(hasty);
          }
        };
    try (Lease lease = Lease.acquire(two, PATHS, LONG)) {
      await(() -> hasty.get() > 0);
      lease.require();
    }
    assertThat(patient.get()).isZero();
  }

  private Store counting(AtomicInteger beats) {
    return new ForwardingStore(store) {
      @Override
      public void write(String path, byte[] content) {
        super.write(path, content);
        beats.addAndGet(path.endsWith(".beat") ? 1 : 0);
      }
    };
  }

  @Test
  void aFileThatNoListShowsYetIsWatchedAndNotRunAgainst() {
    AtomicInteger creates = new AtomicInteger();
    Store late =
        new ForwardingStore(store) {
          @Override
          public List<Entry> list(String path) {
            return List.of();
          }

          @Override
          public boolean create(String path, byte[] content) {
            if (creates.incrementAndGet() > 10) {
              throw new AssertionError("create after create");
            }
            return super.create(path, content);
          }
        };
    hold(1, elsewhere("x"));
    Lease.acquire(late, PATHS, SHORT).close();
    assertThat(creates.get()).isEqualTo(2);
  }

  @Test
  void aStoreThatRefusesWhatItDoesNotShowIsAskedWithPauses() throws Exception {
    AtomicInteger creates = new AtomicInteger();
    Store strange =
        new ForwardingStore(store) {
          @Override
          public boolean create(String path, byte[] content) {
            creates.incrementAndGet();
            return false;
          }
        };
    Thread asking =
        new Thread(() -> assertThatThrownBy(() -> Lease.acquire(strange, PATHS, LONG)).isNotNull());
    asking.start();
    Thread.sleep(1000);
    asking.interrupt();
    asking.join(10_000);
    assertThat(asking.isAlive()).isFalse();
    assertThat(creates.get()).isBetween(1, 3);
  }

  @Test
  void workThatFailsBecauseTheLeaseIsLostSaysSo() {
    try (Lease lease = Lease.acquire(store, PATHS, MIDDLE)) {
      assertThatThrownBy(() -> lease.whileHeld(LeaseTest::failing)).hasMessage("job cancelled");
      AtomicBoolean stopped = new AtomicBoolean();
      lease.onLoss(() -> stopped.set(true));
      hold(2, elsewhere("x"));
      await(stopped::get);
      refuses(() -> lease.whileHeld(LeaseTest::failing), "taken over");
      assertThat(lease.<String>whileHeld(() -> "done")).isEqualTo("done");
    }
  }

  private static String failing() {
    throw new IllegalStateException("job cancelled");
  }

  @Test
  void closingAfterTheWorkFolderIsGoneLeavesNothing() {
    Lease lease = Lease.acquire(store, PATHS, LONG);
    store.delete(PATHS.workFolder());
    lease.close();
    assertThat(store.list(PATHS.workFolder())).isEmpty();
  }

  /** A heartbeat that was under way when the folder was removed writes after that. */
  @Test
  void aHeartbeatAfterTheRemovalOfTheWorkFolderIsRemovedToo() {
    Lease lease = Lease.acquire(store, PATHS, LONG);
    store.delete(PATHS.workFolder());
    store.write(PATHS.workFolder() + "/lease/1.beat", new byte[] {1});
    lease.close();
    assertThat(store.list(PATHS.workFolder())).isEmpty();
  }

  @Test
  void closingNeverFailsWhatWasDone() {
    AtomicBoolean broken = new AtomicBoolean();
    Store fragile =
        new ForwardingStore(store) {
          @Override
          public void write(String path, byte[] content) {
            if (broken.get()) {
              throw new RunException(Outcome.SOURCE_UNAVAILABLE, "planted");
            }
            super.write(path, content);
          }
        };
    Lease lease = Lease.acquire(fragile, PATHS, LONG);
    broken.set(true);
    assertThatCode(lease::close).doesNotThrowAnyException();
  }

  @Test
  void whatIsBorrowedLeavesNothing() {
    try (Lease lease = Lease.borrow(store, PATHS)) {
      refuses(() -> Lease.acquire(store, PATHS, LONG), "being worked on");
      lease.require();
    }
    assertThat(folder.resolve(PATHS.workFolder())).doesNotExist();
  }

  @Test
  void whatIsBorrowedLeavesTheWorkOfOthers() {
    store.write(PATHS.work("run.json"), new byte[0]);
    try (Lease lease = Lease.borrow(store, PATHS)) {
      lease.require();
    }
    assertThat(store.list(PATHS.workFolder()))
        .extracting(Store.Entry::path)
        .containsExactly(PATHS.work("run.json"));
  }

  @Test
  void aHolderThatIsSilentForVeryLongIsNotWatched() {
    hold(1, elsewhere("x"));
    long begun = System.nanoTime();
    try (Lease lease = Lease.borrow(store, PATHS, Instant.now().plusSeconds(60))) {
      lease.require();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(LONG.dividedBy(2));
  }

  /** This needs no machine ids, so it works on every system. */
  @Test
  void aProcessThatIsToldToEndGivesItsLeaseBack() throws Exception {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                LeaseHolding.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    try {
      await(() -> store.read(PATHS.work("lease/1.beat")).isPresent() || !process.isAlive());
      assertThat(process.isAlive()).as(log()).isTrue();
      process.destroy();
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(store.read(PATHS.work("lease/1.released"))).as(log()).isPresent();
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("log"));
  }

  private void isTakenOver() {
    Lease.acquire(store, PATHS, SHORT).close();
    assertThat(store.read(PATHS.work("lease/2.json"))).isPresent();
  }

  private static void refuses(ThrowingCallable call, String words) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RunException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.SOURCE_UNAVAILABLE))
        .hasMessageContaining(words);
  }

  /** Runs a test while the holder of number 1 keeps beating. */
  private void whileBeating(Runnable test) throws InterruptedException {
    AtomicBoolean alive = new AtomicBoolean(true);
    Thread beating =
        new Thread(
            () -> {
              for (int beat = 0; alive.get(); beat++) {
                store.write(PATHS.work("lease/1.beat"), JsonText.bytes(beat));
                pause();
              }
            });
    beating.start();
    try {
      await(() -> store.read(PATHS.work("lease/1.beat")).isPresent());
      test.run();
    } finally {
      alive.set(false);
      beating.join();
    }
  }

  private static void await(BooleanSupplier done) {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (!done.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited for a minute").isLessThan(end);
      pause();
    }
  }

  private static boolean awaitQuietly(CountDownLatch latch) {
    try {
      return latch.await(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void hold(int number, LeaseHolder holder) {
    store.write(PATHS.work("lease/" + number + ".json"), JsonText.bytes(holder));
  }

  /** Writes a lease file in the format of the previous release, on a host of this name. */
  private void holdAsBefore(long pid) {
    store.write(
        PATHS.work("lease/1.json"),
        JsonText.bytes(
            Map.of(
                "attempt",
                "x",
                "host",
                LeaseHolder.identify().host(),
                "pid",
                pid,
                "started",
                "2020-01-01")));
  }

  private static LeaseHolder here(long pid) {
    LeaseHolder me = LeaseHolder.identify();
    return new LeaseHolder("x", me.host(), pid, me.started(), me.boot(), me.namespace(), 1);
  }

  private static LeaseHolder elsewhere(String attempt) {
    return new LeaseHolder(attempt, "another-host", 1, "", "other-boot", "pid:[1]", 1);
  }
}

package io.riskmesh.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.aws.FaultProxy;
import io.riskmesh.aws.Moto;
import io.riskmesh.runs.Manifest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One run that meets one fault, is started again where it has to be, and is looked through in the
 * end.
 *
 * @param usual the run to which nothing happened
 */
record FaultRound(Nights nights, Audit audit, PlannedFault plan, Usual usual) {
  /** What an attempt is waited for. */
  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** Longer than a silent attempt is watched before it is followed. */
  private static final double STALL_SECONDS = 63;

  private static final int MORE_ATTEMPTS = 2;
  private static final int PUBLISHED = 0;
  private static final int REFUSED = 40;
  private static final int MAX_HOURS = 100;

  /**
   * A run to which nothing happened.
   *
   * @param calls of the store
   * @param found what every other run must have too
   */
  record Usual(double seconds, int calls, Audit.Found found) {}

  /**
   * How it went.
   *
   * @param code exit code of the attempt that met the fault
   * @param more how many attempts came after it
   */
  record Ended(int code, int more, double seconds, int strays) {
    boolean isPublished() {
      return code == PUBLISHED;
    }

    boolean isRefused() {
      return code == REFUSED;
    }
  }

  /** What is usual. */
  static Usual undisturbed(Nights nights, Audit audit) throws Exception {
    StoreFault counting = StoreFault.none();
    try (FaultProxy proxy = new FaultProxy(Moto.endpoint()).when(counting)) {
      long begun = System.nanoTime();
      Machine driver = nights.executors().beside("usual");
      Process process = nights.start("usual", "usual", driver, proxy, false);
      assertThat(end(process)).as("exit code of the undisturbed run").isEqualTo(PUBLISHED);
      double seconds = seconds(begun);
      Audit.Found found = audit.verify(audit.manifest("usual").orElseThrow());
      return new Usual(seconds, counting.calls(), found);
    }
  }

  /** Plays it to its end. */
  Ended play() throws Exception {
    long begun = System.nanoTime();
    String before = audit.latest();
    StoreFault store = StoreFault.of(plan, usual.calls());
    Machine driver = nights.executors().beside(plan.runId());
    int code;
    int more = 0;
    try (Onlooker onlooker = new Onlooker(audit, plan.runId());
        FaultProxy proxy = new FaultProxy(Moto.endpoint()).when(store)) {
      try {
        code = disturbed(store, proxy, driver);
      } finally {
        store.heal();
        driver.heal();
        nights.executors().heal();
      }
      assertThat(plan.fault().codes().contains(code) || isAnswer(code))
          .as("%s tells exit code %d", plan.fault().words(), code)
          .isTrue();
      boolean answered = isAnswer(code);
      while (!answered && more < MORE_ATTEMPTS) {
        more++;
        answered = isAnswer(end(start("again-" + more, driver, proxy)));
      }
      assertThat(answered).as("an answer after %d more attempts", more).isTrue();
      onlooker.end();
    }
    return new Ended(code, more, seconds(begun), whole(before).strays());
  }

  private boolean isAnswer(int code) {
    return code == (plan.gated() ? REFUSED : PUBLISHED);
  }

  private Audit.Found whole(String before) throws IOException {
    Manifest manifest = audit.manifest(plan.runId()).orElseThrow();
    assertThat(manifest.isAccepted()).isNotEqualTo(plan.gated());
    Audit.Found found = audit.verify(manifest);
    assertThat(found.rows()).as("rows").isEqualTo(usual.found().rows());
    assertThat(found.result()).as("the undisturbed run's").isEqualTo(usual.found().result());
    audit.requireLatest();
    assertThat(audit.latest()).isEqualTo(plan.gated() ? before : plan.runId());
    return found;
  }

  /** The attempt that meets the fault: its exit code. */
  private int disturbed(StoreFault store, FaultProxy proxy, Machine driver) throws Exception {
    Process process = start("first", driver, proxy);
    try {
      switch (plan.fault()) {
        case DRIVER_KILLED -> killDriver(process, store);
        case EXECUTOR_KILLED -> killExecutor(process);
        case STALLED -> stall(process, store, proxy);
        case DISK_FULL -> breakMachines(process, driver, 0, true);
        case CLOCK_MOVED -> breakMachines(process, driver, shift(), false);
        case UNAVAILABLE, DENIED, CUT -> {
          // The proxy does it.
        }
      }
      return end(process);
    } finally {
      process.destroyForcibly();
    }
  }

  /** At a call of the store, or at any other moment. */
  private void killDriver(Process process, StoreFault store) throws InterruptedException {
    if (plan.side() % 2 == 0) {
      store.atCall(process::destroyForcibly);
    } else if (!endsWithin(process, plan.moment() * usual.seconds())) {
      process.destroyForcibly();
    }
  }

  /** One of them, as soon as there are any. */
  private void killExecutor(Process process) throws InterruptedException {
    double pause = plan.moment() * usual.seconds();
    while (!endsWithin(process, pause)) {
      List<ProcessHandle> executors = nights.cluster().executors();
      if (!executors.isEmpty()) {
        executors.get(plan.side() % executors.size()).destroyForcibly();
        return;
      }
      pause = 0.1;
    }
  }

  /**
   * The driver stands still, its executors do not. To whoever follows, its lease is of another
   * machine: on this one its process is seen to be there, and it would not be followed at all.
   */
  private void stall(Process process, StoreFault store, FaultProxy proxy) throws Exception {
    if (endsWithin(process, plan.moment() * usual.seconds())) {
      return;
    }
    signal(process, "-STOP");
    store.pretendOtherMachine();
    Process second = start("second", nights.executors().beside(plan.runId() + "-second"), proxy);
    try {
      boolean ended = endsWithin(second, STALL_SECONDS + plan.size() * usual.seconds());
      signal(process, "-CONT");
      int code = end(second);
      assertThat(isAnswer(code) || code == 21).as("exit code %d of the second", code).isTrue();
      assertThat(ended && code == 21).as("the first was not followed").isFalse();
    } finally {
      second.destroyForcibly();
    }
  }

  private static void signal(Process process, String signal) throws Exception {
    String pid = Long.toString(process.pid());
    new ProcessBuilder("kill", signal, pid).inheritIO().start().waitFor();
  }

  private void breakMachines(Process process, Machine driver, long ahead, boolean isFull)
      throws Exception {
    if (!endsWithin(process, plan.moment() * usual.seconds())) {
      if (plan.side() != 0) {
        nights.executors().set(ahead, isFull);
      }
      if (plan.side() != 1) {
        driver.set(ahead, isFull);
      }
    }
  }

  private long shift() {
    long seconds = Duration.ofHours(plan.upTo(MAX_HOURS)).toSeconds();
    return plan.side() == 2 ? -seconds : seconds;
  }

  private Process start(String attempt, Machine driver, FaultProxy store) throws IOException {
    String log = plan.runId() + "-" + attempt;
    return nights.start(plan.runId(), log, driver, store, plan.gated());
  }

  private static boolean endsWithin(Process process, double seconds) throws InterruptedException {
    return process.waitFor(Math.round(seconds * 1_000), TimeUnit.MILLISECONDS);
  }

  private static int end(Process process) throws InterruptedException {
    if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("an attempt hangs");
    }
    return process.exitValue();
  }

  private static double seconds(long begun) {
    return (System.nanoTime() - begun) / 1e9;
  }
}

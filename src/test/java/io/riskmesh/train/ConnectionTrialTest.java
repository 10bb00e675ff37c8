package io.riskmesh.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.SparkTest;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkContext;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests the connection test itself, which local mode skips, with open and blocked connections. */
@ExtendWith(SparkTest.class)
class ConnectionTrialTest {
  private static final Duration LIMIT = Duration.ofSeconds(9);

  private static final StageResources SHARED = new StageResources(1, false, false);

  /** As Spark 3.5 reports it. */
  private static final String LOST =
      "Job aborted due to stage failure: Could not recover from a failed barrier ResultStage. Most"
          + " recent failure reason: Stage failed because barrier task ResultTask(42, 0) finished"
          + " unsuccessfully.\nExecutorLostFailure (executor 0 exited caused by one of the running"
          + " tasks) Reason: Command exited with code 137";

  private final SparkContext spark = SparkTest.session().sparkContext();

  @Test
  void twoWorkersSayHello() throws Exception {
    try (ReportServer server = server();
        WorkerTracker tracker = WorkerTracker.start(spark, 2, 30)) {
      ConnectionTrial.require(
          spark, SHARED, 2, server.target("127.0.0.1"), tracker.workerSettings(), LIMIT);
    }
  }

  /** Training survives a lost executor; so must the trial before it. */
  @Test
  void aLostExecutorIsNotTheEnd() {
    AtomicInteger trials = new AtomicInteger();
    AtomicInteger waits = new AtomicInteger();
    ConnectionTrial.repeat(() -> fail(trials.incrementAndGet() < 3, LOST), waits::incrementAndGet);
    assertThat(trials).hasValue(3);
    assertThat(waits).hasValue(2);

    trials.set(0);
    assertThatThrownBy(() -> ConnectionTrial.repeat(() -> fail(true, LOST), () -> {}))
        .isInstanceOf(RunException.class);
    assertThatThrownBy(
            () ->
                ConnectionTrial.repeat(
                    () -> fail(trials.incrementAndGet() > 0, "a port is blocked"), () -> {}))
        .isInstanceOf(RunException.class);
    assertThat(trials).as("what would fail again is not repeated").hasValue(1);
  }

  private static void fail(boolean fails, String why) {
    if (fails) {
      throw new RunException(Outcome.FAILED, "training failed", new IllegalStateException(why));
    }
  }

  @Test
  void aDriverThatDoesNotAnswerIsNamed() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ReportSender.ReportTarget target =
          new ReportSender.ReportTarget("127.0.0.1", silent.getLocalPort(), "x".repeat(36));

      assertThatThrownBy(() -> ConnectionTrial.require(spark, SHARED, 1, target, Map.of(), LIMIT))
          .asInstanceOf(InstanceOfAssertFactories.type(RunException.class))
          .satisfies(e -> assertThat(e.outcome()).isEqualTo(Outcome.FAILED))
          .extracting(Throwable::getMessage, InstanceOfAssertFactories.STRING)
          .contains("a worker cannot reach the driver at 127.0.0.1:" + silent.getLocalPort());
    }
  }

  /**
   * A tracker that never answers would otherwise keep the workers waiting until the training
   * timeout.
   */
  @Test
  void aTrackerThatIsShutOffIsNoticedInTime() throws Exception {
    try (ReportServer server = server();
        WorkerTracker tracker = WorkerTracker.start(spark, 2, 30);
        ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Map<String, Object> settings = new HashMap<>(tracker.workerSettings());
      settings.put("dmlc_tracker_port", silent.getLocalPort());
      Instant begun = Instant.now();

      assertThatThrownBy(
              () ->
                  ConnectionTrial.require(
                      spark, SHARED, 2, server.target("127.0.0.1"), settings, LIMIT))
          .isInstanceOf(RunException.class)
          .hasMessageContaining("driver");
      assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(30));
    }
  }

  private static ReportServer server() throws Exception {
    return ReportServer.start(
        InetAddress.getLoopbackAddress(),
        new OrderedRounds(RoundListener.NONE),
        TrainingCheckpoints.inMemory());
  }
}

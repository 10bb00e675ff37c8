package io.riskmesh.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.riskmesh.SparkTest;
import io.riskmesh.config.TrainingConfig.Engine;
import io.riskmesh.train.TrainSummary.Round;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkTest.class)
class RoundReportTest {
  private final List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
  private final TrainingCheckpoints checkpoints = TrainingCheckpoints.inMemory();
  private final OrderedRounds rounds = new OrderedRounds((round, metrics) -> seen.add(round));

  @Test
  void barrierReportsWhileItTrains(SparkSession spark) {
    List<String> threads = Collections.synchronizedList(new ArrayList<>());
    Trainer.of(Engine.BARRIER)
        .train(
            Credits.data(spark),
            Credits.plan(2, 20, 0),
            (round, metrics) -> threads.add(Thread.currentThread().getName()));

    assertThat(threads).hasSize(20).startsWith("riskmesh-train-rounds");
  }

  private ReportServer server() throws Exception {
    return ReportServer.start(InetAddress.getLoopbackAddress(), rounds, checkpoints);
  }

  @Test
  void deliversWhatWasSent() throws Exception {
    try (ReportServer server = server();
        ReportSender sender = ReportSender.connect(server.target("127.0.0.1"))) {
      sender.send(0, new Round(0.5f, 0.6f));
      sender.send(1, new Round(0.4f, 0.5f));
      for (int wait = 0; wait < 500 && seen.size() < 2; wait++) {
        Thread.sleep(20);
      }
    }

    assertThat(seen).containsExactly(0, 1);
  }

  @Test
  void hangsUpOnWhoeverDoesNotKnowTheToken() throws Exception {
    try (ReportServer server = server();
        ReportSender stranger =
            ReportSender.connect(
                new ReportSender.ReportTarget(
                    "127.0.0.1", server.target("").port(), "x".repeat(36)))) {
      stranger.send(0, new Round(0, 0));
      Thread.sleep(200);
    }

    assertThat(seen).isEmpty();
  }

  @Test
  void aDriverThatDoesNotListenStopsNobody() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    for (String host : List.of("127.0.0.1", "no-such-host.invalid")) {
      try (ReportSender sender =
          ReportSender.connect(new ReportSender.ReportTarget(host, free, "token"))) {
        assertThatCode(() -> sender.send(0, new Round(0, 0))).doesNotThrowAnyException();
      }
    }
  }

  @Test
  void repeatedRoundsOfARetriedStageAreToldOnce() {
    rounds.report(0, new Round(1, 1));
    rounds.report(1, new Round(1, 1));
    rounds.report(0, new Round(1, 1));
    rounds.complete(Collections.nCopies(4, new Round(1, 1)));

    assertThat(seen).containsExactly(0, 1, 2, 3);
  }

  @Test
  void takesSegmentsInOrder() throws Exception {
    try (ReportServer server = server();
        ReportSender sender = ReportSender.connect(server.target("127.0.0.1"))) {
      sender.send(segment(0));
      sender.send(segment(2));
      sender.send(segment(1));
      for (int wait = 0; wait < 500 && checkpoints.segments().size() < 2; wait++) {
        Thread.sleep(20);
      }
    }

    // The segment that leaves a gap was ignored.
    assertThat(checkpoints.segments())
        .extracting(BoostingSegment::firstRound)
        .containsExactly(0, 1);
    assertThat(checkpoints.segments().get(1).model()).containsExactly(1, 2, 3);
    assertThat(checkpoints.segments().get(1).history()).containsExactly(new Round(0.5f, 0.25f));
  }

  private static BoostingSegment segment(int round) {
    return new BoostingSegment(round, List.of(new Round(0.5f, 0.25f)), new byte[] {1, 2, 3});
  }

  @Test
  void hangsUpOnWhoeverSaysTooLittleForTooLong() throws Exception {
    try (ReportServer server = server();
        Socket drip = new Socket("127.0.0.1", server.target("").port())) {
      drip.setSoTimeout(10_000);
      drip.getOutputStream().write('a');

      assertThat(drip.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void inLocalModeNobodyElseCanConnect() throws Exception {
    try (ReportServer server =
        ReportServer.start(
            DriverHost.ownAddress(SparkTest.session().sparkContext()), rounds, checkpoints)) {
      assertThat(server.address().isLoopbackAddress()).isTrue();
    }
  }
}

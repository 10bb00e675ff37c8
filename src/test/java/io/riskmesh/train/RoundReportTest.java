package io.riskmesh.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.riskmesh.SparkTest;
import io.riskmesh.config.TrainingConfig.Engine;
import io.riskmesh.train.RoundSender.Target;
import io.riskmesh.train.TrainSummary.Round;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkTest.class)
class RoundReportTest {
  private final List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
  private final Rounds rounds = new Rounds((round, metrics) -> seen.add(round));

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

  @Test
  void deliversWhatWasSent() throws Exception {
    try (RoundServer server = RoundServer.start(rounds);
        RoundSender sender =
            RoundSender.to(new Target("127.0.0.1", server.port(), server.token()))) {
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
    try (RoundServer server = RoundServer.start(rounds);
        RoundSender stranger =
            RoundSender.to(new Target("127.0.0.1", server.port(), "x".repeat(36)))) {
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
      try (RoundSender sender = RoundSender.to(new Target(host, free, "token"))) {
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
}

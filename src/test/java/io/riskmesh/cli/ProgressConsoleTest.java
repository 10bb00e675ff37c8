package io.riskmesh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.session.RunStage;
import io.riskmesh.store.StageJournal;
import io.riskmesh.train.TrainSummary;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ProgressConsoleTest {
  private static final StageJournal.Cost COST =
      new StageJournal.Cost(1.25, 10, 100, 1_000_000_000L);

  @Test
  void aTerminalGetsABarThatIsDrawnOverAndThenALine() {
    String shown =
        shown(
            true,
            console -> {
              console.begin(RunStage.TRAIN, null);
              console.round(50, 100, "logloss", new TrainSummary.Round(0.5f, 0.6f));
              console.end(RunStage.TRAIN, "50 of 100 rounds kept", COST, false);
            });
    assertThat(shown)
        .contains("[###############---------------] round 50 of 100")
        .contains("train logloss 0.50000  validation 0.60000");
    String last = shown.substring(shown.lastIndexOf('\r'));
    assertThat(last).startsWith("\r\u001b[2K").contains("50 of 100 rounds kept").contains("1.3 s");
  }

  @Test
  void otherOutputGetsPlainLinesAndFewOfThem() {
    String shown =
        shown(
            false,
            console -> {
              console.begin(RunStage.TRAIN, null);
              for (int round = 1; round <= 100; round++) {
                console.round(round, 100, "auc", new TrainSummary.Round(0.5f, Float.NaN));
              }
              console.end(RunStage.TRAIN, "done", COST, true);
            });
    assertThat(shown).doesNotContain("\r").doesNotContain("\u001b").doesNotContain("validation");
    assertThat(shown.lines()).hasSize(4).last().asString().endsWith("earlier");
  }

  @Test
  void allMetricsOfARoundAreTold() {
    TrainSummary.OtherMetric loss = new TrainSummary.OtherMetric("logloss", 0.4f, 0.5f);
    String shown =
        shown(
            false,
            console ->
                console.round(1, 9, "auc", new TrainSummary.Round(null, 0.75f, List.of(loss))));
    assertThat(shown).contains("round 1 of 9  validation auc 0.75000  logloss 0.50000");
  }

  @Test
  void numbersDoNotFollowTheMachinesLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(shown(false, console -> console.end(RunStage.SPLIT, "hash", COST, false)))
          .contains("1.3 s");
    } finally {
      Locale.setDefault(before);
    }
  }

  private static String shown(boolean terminal, Consumer<ProgressConsole> talk) {
    StringWriter out = new StringWriter();
    try (ProgressConsole console = new ProgressConsole(new PrintWriter(out), terminal)) {
      talk.accept(console);
    }
    return out.toString();
  }
}

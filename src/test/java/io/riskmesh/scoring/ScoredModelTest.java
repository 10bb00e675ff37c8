package io.riskmesh.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.gate.VerdictWord;
import io.riskmesh.model.Expr;
import io.riskmesh.model.FeatureSpec;
import io.riskmesh.model.ModelFeature;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoredModelTest {
  private static final FeatureSpec SPEC =
      new FeatureSpec(List.of(new ModelFeature("age", new Expr.NumberColumn("age"))));

  @TempDir Path folder;

  /**
   * The earlier format matched values by other rules, so today's scores would be another model's.
   */
  @Test
  void featuresOfAnEarlierFormatStopTheScoringWithAWord() {
    String today = new String(SPEC.toJson(), StandardCharsets.UTF_8);
    byte[] before =
        today.replace("\"version\": 2", "\"version\": 1").getBytes(StandardCharsets.UTF_8);

    assertThat(ScoredModel.spec(SPEC.toJson(), "night-1")).isEqualTo(SPEC);
    assertThatThrownBy(() -> ScoredModel.spec(before, "night-1"))
        .hasMessageContaining("run night-1 cannot be used for scoring here")
        .hasMessageContaining("format 1")
        .hasMessageContaining("train again")
        .isInstanceOfSatisfying(
            RunException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.USAGE));
  }

  private void fails(RunPaths run, Outcome outcome, String message) {
    assertThatThrownBy(() -> ScoredModel.read(LoanRun.store(folder), run))
        .hasMessageContaining(message)
        .isInstanceOfSatisfying(
            RunException.class, e -> assertThat(e.outcome()).isEqualTo(outcome));
  }

  @Test
  void aPublishedRunIsReadWithTheTypesThatItWasTrainedOn() {
    ScoredModel model = LoanRun.model(LoanRun.store(folder));

    assertThat(model.spec()).isEqualTo(LoanRun.SPEC);
    assertThat(model.info().calibrator()).isEqualTo(LoanRun.CALIBRATOR);
    assertThat(model.trained()).hasSize(5).containsEntry("amount", "DOUBLE");
    assertThatCode(model::requireAccepted).doesNotThrowAnyException();
  }

  @Test
  void aRunThatIsNotPublishedCannotScore() {
    fails(
        new RunPaths(LoanRun.JOB, "nowhere"),
        Outcome.SOURCE_MISSING,
        "run nowhere of job loans is not published");
  }

  @Test
  void aRunThatWasRefusedSaysSo() {
    Store store = LoanRun.store(folder);
    ScoredModel model = ScoredModel.read(store, LoanRun.publish(store, "bad", VerdictWord.REFUSED));

    assertThatThrownBy(model::requireAccepted)
        .hasMessageContaining("run bad was refused by its gates")
        .isInstanceOfSatisfying(
            RunException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.REFUSED));
  }

  @Test
  void filesThatDifferFromWhatWasPublishedDoNotScore() {
    Store store = LoanRun.store(folder);
    for (String file : List.of(RunPaths.FEATURES, RunPaths.MODEL)) {
      RunPaths run = LoanRun.publish(store, "first", VerdictWord.ACCEPTED);
      store.write(run.published(file), SPEC.toJson());
      fails(run, Outcome.FAILED, file + " is not the file that run first published");
      store.delete(run.published(file));
      fails(run, Outcome.FAILED, "sha256 none");
    }
  }

  /** Each file is the published one, but they do not belong together. */
  @Test
  void featuresOfAnotherModelDoNotScore() {
    RunPaths run =
        LoanRun.publish(LoanRun.store(folder), "mixed", VerdictWord.ACCEPTED, SPEC.toJson());

    fails(
        run,
        Outcome.FAILED,
        "features/features.json of run mixed is not the one that its model was trained with");
  }
}

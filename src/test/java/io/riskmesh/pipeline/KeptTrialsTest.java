package io.riskmesh.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.store.AttemptPaths;
import io.riskmesh.store.ForwardingStore;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.StageJournal;
import io.riskmesh.store.Store;
import io.riskmesh.train.TrialResult;
import io.riskmesh.train.TrialResult.TrialEnd;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptTrialsTest {
  private static final RunPaths RUN = new RunPaths("job", "r");

  @TempDir Path folder;
  private Store store;
  private final List<Integer> told = new ArrayList<>();

  @BeforeEach
  void open() {
    store = Store.openAt(folder.toString(), Map.of());
  }

  private KeptTrials kept(Store in, String search) {
    StageJournal journal = new StageJournal(in, AttemptPaths.begin(RUN), "b");
    return new KeptTrials(journal, "tune", "r", search, trial -> told.add(trial.number()));
  }

  private static TrialResult trial(int number) {
    return new TrialResult(
        number,
        Map.of("eta", "0.1"),
        List.of(0.1 + number),
        (float) Math.PI / (number + 1),
        4,
        9,
        TrialEnd.RUNG,
        0.25);
  }

  @Test
  void anotherAttemptFindsTheTrialsAsTheyWere() {
    KeptTrials first = kept(store, "s");
    first.keep(trial(0));
    first.keep(trial(1));

    assertThat(kept(store, "s").trials()).containsExactly(trial(0), trial(1));
    assertThat(told).containsExactly(0, 1);
  }

  @Test
  void ordersTrialsThatOvertakeEachOtherAndIgnoresRepetitions() {
    KeptTrials trials = kept(store, "s");
    trials.keep(trial(2));
    trials.keep(trial(1));
    assertThat(trials.trials()).isEmpty();
    trials.keep(trial(0));
    trials.keep(trial(1));

    assertThat(trials.trials()).containsExactly(trial(0), trial(1), trial(2));
    assertThat(told).containsExactly(0, 1, 2);
    assertThat(kept(store, "s").trials()).hasSize(3);
  }

  @Test
  void refusesTheTrialsOfAnotherSearch() {
    kept(store, "s").keep(trial(0));

    assertThatThrownBy(() -> kept(store, "other"))
        .isInstanceOfSatisfying(
            RunException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.USAGE))
        .hasMessage(
            "run r was searched with other tune.trials or tune.ranges. Use those, or a new run id.");
  }

  @Test
  void theSearchGoesOnIfAMarkerCannotBeWritten() {
    Store broken =
        new ForwardingStore(store) {
          @Override
          public boolean create(String path, byte[] content) {
            throw new RunException(Outcome.SOURCE_UNAVAILABLE, "no answer");
          }
        };
    KeptTrials trials = kept(broken, "s");
    trials.keep(trial(0));

    assertThat(trials.trials()).containsExactly(trial(0));
    assertThat(kept(store, "s").trials()).isEmpty();
  }
}

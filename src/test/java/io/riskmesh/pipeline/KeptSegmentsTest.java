package io.riskmesh.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.riskmesh.store.AttemptPaths;
import io.riskmesh.store.ForwardingStore;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.StageJournal;
import io.riskmesh.store.Store;
import io.riskmesh.train.BoostingSegment;
import io.riskmesh.train.TrainSummary.Round;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptSegmentsTest {
  private static final RunPaths PATHS = new RunPaths("job", "r1");

  @TempDir Path folder;
  private Store store;

  @BeforeEach
  void open() {
    store = Store.openAt(folder.toString(), Map.of());
  }

  @Test
  void theNextAttemptGoesOnFromAllOfThem() {
    AttemptPaths first = AttemptPaths.begin(PATHS);
    KeptSegments dead = kept(first);
    dead.keep(segment(0, 1));
    dead.keep(segment(3, 9));
    dead.keep(segment(1, 2));

    AttemptPaths second = AttemptPaths.begin(PATHS);
    KeptSegments next = kept(second);
    assertThat(next.segments()).extracting(BoostingSegment::firstRound).containsExactly(0, 1);
    assertThat(next.segments().get(1).model()).containsExactly(2);
    next.keep(segment(2, 3));

    assertThat(kept(AttemptPaths.begin(PATHS)).segments())
        .extracting(BoostingSegment::firstRound)
        .containsExactly(0, 1, 2);
    assertThat(store.list(second.workFolder())).hasSize(1);
  }

  @Test
  void oneThatIsGoneOrTornIsBoostedAgain() {
    AttemptPaths first = AttemptPaths.begin(PATHS);
    KeptSegments dead = kept(first);
    dead.keep(segment(0, 1));
    dead.keep(segment(1, 2));
    store.write(first.work("segments/000001.bin"), new byte[] {1});
    assertThat(kept(AttemptPaths.begin(PATHS)).segments()).hasSize(1);

    store.delete(first.work("segments/000000.bin"));
    assertThat(kept(AttemptPaths.begin(PATHS)).segments()).isEmpty();
  }

  /** A suspended attempt and its successor do not know each other's trees. */
  @Test
  void segmentsOfTwoTrainingsAreNotJoined() {
    KeptSegments sleeper = kept(AttemptPaths.begin(PATHS));
    KeptSegments successor = kept(AttemptPaths.begin(PATHS));
    sleeper.keep(segment(0, 1));
    successor.keep(segment(0, 7));
    successor.keep(segment(1, 8));

    assertThat(kept(AttemptPaths.begin(PATHS)).segments())
        .extracting(segment -> segment.model()[0])
        .containsExactly((byte) 1);
  }

  @Test
  void aStoreThatFailsStopsNoTraining() {
    Store broken =
        new ForwardingStore(store) {
          @Override
          public void write(String path, byte[] content) {
            throw new RunException(Outcome.SOURCE_UNAVAILABLE, "no answer");
          }
        };
    AttemptPaths mine = AttemptPaths.begin(PATHS);
    KeptSegments kept = new KeptSegments(broken, mine, new StageJournal(broken, mine, "b"));

    assertThatCode(() -> kept.keep(segment(0, 1))).doesNotThrowAnyException();
    assertThat(kept.segments()).as("this process still has it").hasSize(1);
  }

  private KeptSegments kept(AttemptPaths attempt) {
    return new KeptSegments(store, attempt, new StageJournal(store, attempt, "b"));
  }

  private static BoostingSegment segment(int round, int content) {
    return new BoostingSegment(round, List.of(new Round(0.5f, 0.25f)), new byte[] {(byte) content});
  }
}

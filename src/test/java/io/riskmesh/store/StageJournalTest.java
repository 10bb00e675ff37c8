package io.riskmesh.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageJournalTest {
  private static final RunPaths PATHS = new RunPaths("job", "r1");
  private static final StageJournal.Cost COST = new StageJournal.Cost(1, 2, 3, 1_000_000_000L);

  @TempDir Path folder;
  private Store store;

  @BeforeEach
  void open() {
    store = Store.openAt(folder.toString(), Map.of());
  }

  @Test
  void theFirstAttemptThatFinishesAStageIsTheOneThatCounts() {
    AttemptPaths slow = AttemptPaths.begin(PATHS);
    AttemptPaths fast = AttemptPaths.begin(PATHS);
    StageJournal awake = new StageJournal(store, slow, "b");
    new StageJournal(store, fast, "b").finish("read", COST, 7);

    assertThat(awake.findWriter("read")).isEqualTo(fast);
    assertThat(awake.findWriter("quality")).as("not finished").isEqualTo(slow);
    assertThatThrownBy(() -> awake.finish("read", COST, 8))
        .isInstanceOfSatisfying(
            RunException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.SOURCE_UNAVAILABLE))
        .hasMessageContaining("publishes nothing");
    assertThat(awake.find("read").orElseThrow().result().asInt()).isEqualTo(7);
    assertThat(awake.readCosts()).containsExactly(Map.entry("read", COST));
  }

  @Test
  void aPartIsKeptByTheFirstAttemptToo() {
    AttemptPaths slow = AttemptPaths.begin(PATHS);
    StageJournal awake = new StageJournal(store, slow, "b");
    assertThat(new StageJournal(store, AttemptPaths.begin(PATHS), "b").keepPart("train", 100, 7))
        .isTrue();

    assertThat(awake.keepPart("train", 100, 8)).isFalse();
    assertThat(awake.findPart("train", 100).orElseThrow().result().asInt()).isEqualTo(7);
    assertThat(awake.findPart("train", 0)).isEmpty();
    assertThat(awake.readCosts()).as("a part is no stage").isEmpty();
    awake.discard();
    assertThat(awake.findPart("train", 100)).isEmpty();
  }

  @Test
  void anotherBeginningKnowsNothingOfIt() {
    new StageJournal(store, AttemptPaths.begin(PATHS), "b").finish("read", COST, 7);
    assertThat(new StageJournal(store, AttemptPaths.begin(PATHS), "c").find("read")).isEmpty();
  }

  @Test
  void whatIsDiscardedIsThisBeginningsAlone() {
    AttemptPaths earlier = AttemptPaths.begin(PATHS);
    AttemptPaths mine = AttemptPaths.begin(PATHS);
    AttemptPaths other = AttemptPaths.begin(PATHS);
    for (AttemptPaths attempt : new AttemptPaths[] {earlier, mine, other}) {
      store.write(attempt.work("rows"), new byte[] {1});
      store.write(attempt.data("train"), new byte[] {1});
    }
    new StageJournal(store, earlier, "b").finish("read", COST, 7);
    new StageJournal(store, other, "c").finish("read", COST, 7);
    new StageJournal(store, mine, "b").discard();

    assertThat(store.list("job"))
        .extracting(Store.Entry::path)
        .containsExactlyInAnyOrder(
            other.work("rows"), other.data("train"), PATHS.work("stages/c/read.json"));
  }
}

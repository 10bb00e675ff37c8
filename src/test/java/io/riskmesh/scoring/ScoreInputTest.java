package io.riskmesh.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.catalog.ColumnRoles;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreInputTest {
  @TempDir Path folder;

  private ScoreInput input(String... set) {
    return ScoreInput.of(LoanRun.SPEC, LoanRun.settings(folder, set).job());
  }

  @Test
  void readsKeyKeptColumnsAndInputsAndNoLabel() {
    ColumnRoles roles = input("source.weight=w", "source.eventTime=booked").wanted().roles();

    assertThat(roles.used()).containsExactly("id", "town", "amount", "rate", "purpose");
    assertThat(roles.numbers()).containsExactlyInAnyOrder("amount", "rate");
    assertThat(roles.times()).isEmpty();
  }

  /** The text of a file is converted as in training, whatever the job says now. */
  @Test
  void theRunDecidesWhatIsANumber() {
    ColumnRoles roles =
        input("features=[{name: rate, kind: categorical, domain: [a]}]").wanted().roles();

    assertThat(roles.numbers()).containsExactlyInAnyOrder("amount", "rate");
  }

  @Test
  void aKeyThatIsAlsoKeptIsCopiedOnce() {
    ScoreInput input = input("score.keep=[town, id]");

    assertThat(input.key()).containsExactly("id");
    assertThat(input.keep()).containsExactly("town");
    assertThat(input.hashed()).isEmpty();
  }

  @Test
  void withoutAKeyTheJobsFeatureColumnsAreHashed() {
    ScoreInput input =
        input(
            "source.key=[]",
            "score.keep=[]",
            "features=[{name: amount, kind: numeric}, {name: age, kind: numeric}]");

    assertThat(input.hashed()).containsExactly("amount", "age");
    assertThat(input.wanted().roles().used())
        .containsExactlyInAnyOrder("amount", "age", "rate", "purpose");
    assertThat(input.reasons())
        .containsEntry("age", "it is part of the row key: source.key is empty")
        .containsEntry("amount", "the run's features read it")
        .hasSize(4);
    assertThat(ScoreTable.own(input, false))
        .startsWith(ScoreTable.ROW_KEY, "margin", "probability")
        .doesNotContain("points");
    assertThat(ScoreTable.own(input, true)).contains("points");
  }

  /** Tables do not distinguish case. */
  @Test
  void aCopiedColumnMustNotHaveTheNameOfAScore() {
    for (String set : new String[] {"score.keep=[Band]", "source.key=[margin]"}) {
      assertThatThrownBy(() -> ScoreTable.requireOwnNames(input(set), false))
          .isInstanceOfSatisfying(
              RunException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.USAGE))
          .hasMessageContaining("has the name of a score");
    }
    assertThatCode(() -> ScoreTable.requireOwnNames(input("score.keep=[row_key]"), false))
        .as("is no score where there is a key")
        .doesNotThrowAnyException();
    assertThatThrownBy(
            () -> ScoreTable.requireOwnNames(input("source.key=[]", "score.keep=[row_key]"), false))
        .hasMessageContaining("column row_key of source.key or score.keep");
  }
}

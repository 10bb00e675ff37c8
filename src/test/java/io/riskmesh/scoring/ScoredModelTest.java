package io.riskmesh.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.model.Expr;
import io.riskmesh.model.FeatureSpec;
import io.riskmesh.model.ModelFeature;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoredModelTest {
  private static final FeatureSpec SPEC =
      new FeatureSpec(List.of(new ModelFeature("age", new Expr.NumberColumn("age"))));

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
}

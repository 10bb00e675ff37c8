package io.riskmesh.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.config.SplitPart;
import io.riskmesh.features.FeatureSummary;
import io.riskmesh.pipeline.TrainedFolds.TrainedFold;
import io.riskmesh.store.JsonText;
import io.riskmesh.train.TrainSummary;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainedFoldsTest {
  private static TrainedFolds of(int... rounds) {
    return new TrainedFolds(
        Arrays.stream(rounds)
            .mapToObj(
                count ->
                    new TrainedFold(
                        "a",
                        "b",
                        new FeatureSummary("c", List.of("x"), List.of()),
                        new TrainSummary(
                            "barrier", 1, 1, 50, Map.of(), "logloss", count - 1, List.of()),
                        Map.of(SplitPart.TRAIN, 6L, SplitPart.TEST, 2L)))
            .toList());
  }

  @Test
  void thePublishedModelHasTheMedianOfTheRounds() {
    assertThat(of(70, 10, 40, 200, 30).rounds()).isEqualTo(40);
    assertThat(of(7, 1).rounds()).isEqualTo(4);
    assertThat(of(8, 1).rounds()).as("rounded up").isEqualTo(5);
    assertThat(of(1, 1, 1, 1).rounds()).isEqualTo(1);
  }

  @Test
  void survivesItsMarker() {
    TrainedFolds folds = of(3, 4);
    assertThat(JsonText.read(JsonText.bytes(folds), TrainedFolds.class)).isEqualTo(folds);
    assertThat(folds.rows(SplitPart.TEST)).isEqualTo(4);
  }
}

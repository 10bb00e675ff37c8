package io.riskmesh.split;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.config.SplitPart;
import io.riskmesh.split.SplitBoundaries.Cut;
import io.riskmesh.split.SplitBoundaries.Scale;
import io.riskmesh.store.JsonText;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SplitBoundariesTest {
  private static final List<String> COLUMNS = List.of("set");

  static Stream<SplitBoundaries> everyScale() {
    return Stream.of(
        SplitBoundaries.at(Scale.HASH_SHARE, "0.60", "0.80"),
        SplitBoundaries.at(Scale.EVENT_TIME, "2026-01-01T00:00:00Z", "never"),
        SplitBoundaries.at(Scale.EVENT_TIME, null, null),
        new SplitBoundaries(
            Scale.CLASS_HASH,
            List.of(new Cut(0, "17", "4503599627370496"), new Cut(1, "0", "0")),
            null),
        new SplitBoundaries(
            Scale.COLUMN_VALUES,
            List.of(),
            Map.of(
                SplitPart.TRAIN, List.of("a", "b"),
                SplitPart.VALIDATION, List.of("c"),
                SplitPart.TEST, List.of())));
  }

  @ParameterizedTest
  @MethodSource("everyScale")
  void whatIsWrittenIsReadBack(SplitBoundaries boundaries) {
    assertThat(JsonText.read(JsonText.bytes(boundaries), SplitBoundaries.class))
        .isEqualTo(boundaries);
  }

  /**
   * Manifests up to format 2 contain the sentences; such a run must remain comparable with a
   * current one.
   */
  @ParameterizedTest
  @MethodSource("everyScale")
  void sentencesOfEarlierManifestsAreReadAsTheSame(SplitBoundaries boundaries) {
    byte[] sentences = JsonText.bytes(boundaries.inWords(COLUMNS));
    assertThat(JsonText.read(sentences, SplitBoundaries.class)).isEqualTo(boundaries);
  }
}

package io.riskmesh.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.management.ThreadMXBean;
import io.riskmesh.model.FieldProblem.FieldFault;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scores of records are the library's, and what prevents a score is told by field. */
class ScorerTest {
  private static final SampleModel MODEL = new SampleModel(Map.of("max_depth", 4, "eta", 0.3));
  private static final RecordRules REASONED = RecordRules.STRICT.withReasons(3);

  private final Scorer scorer = MODEL.scorer();

  private static Map<String, Object> record() {
    Map<String, Object> record = new HashMap<>();
    record.put("amount", 1_200);
    record.put("rate", 0.5);
    record.put("purpose", "car");
    record.put("month", "2026-03-01");
    return record;
  }

  private static Map<String, Object> with(String field, Object value) {
    Map<String, Object> record = record();
    record.put(field, value);
    return record;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 6, 8})
  void marginsAndProbabilitiesAreTheLibrarysToTheLastBit(int depth) {
    SampleModel model = new SampleModel(Map.of("max_depth", depth, "base_score", 0.148));
    List<Map<String, Object>> records = SampleModel.records(new Random(depth), 3_000);
    float[] margins = model.margins(records);
    float[] probabilities = model.probabilities(records);
    Scorer own = model.scorer();
    RecordScorer one = own.open();

    List<RecordAnswer> answers = own.answerAll(records, new RecordRules(false, false, 0));

    for (int i = 0; i < records.size(); i++) {
      RecordScore score = answers.get(i).score();
      assertThat(score.margin()).as("record %d", i).isEqualTo(margins[i]);
      assertThat(score.probability()).isEqualTo(probabilities[i]);
      assertThat(score.calibrated())
          .isCloseTo(1 / (1 + Math.exp(0.1 - 0.9 * margins[i])), Offset.offset(1e-15));
      assertThat(score.band()).isEqualTo(score.calibrated() < 0.2 ? "A" : "B");
      assertThat(score.decision()).isEqualTo(probabilities[i] >= 0.25 ? "refuse" : "accept");
      for (String field : own.fields()) {
        one.set(own.fields().indexOf(field), records.get(i).get(field));
      }
      one.score();
      assertThat(one.margin()).isEqualTo(margins[i]);
      assertThat(one.probability()).isEqualTo(probabilities[i]);
      assertThat(one.calibrated()).isEqualTo(score.calibrated());
      assertThat(one.refused()).isEqualTo(score.refused());
    }
  }

  @Test
  void aRecordIsScoredTheSameAloneAmongOthersAndInManyThreads() {
    List<Map<String, Object>> records = SampleModel.records(new Random(3), 1_000);
    List<RecordAnswer> together = scorer.answerAll(records, REASONED);

    List<RecordAnswer> alone =
        IntStream.range(0, records.size())
            .parallel()
            .mapToObj(i -> scorer.answer(records.get(i), REASONED))
            .toList();

    assertThat(alone).isEqualTo(together);
  }

  @Test
  void aNumberSetDirectlyIsReadAsInARecord() {
    RecordScorer one = scorer.open();
    int amount = scorer.fields().indexOf("amount");
    int purpose = scorer.fields().indexOf("purpose");
    for (double number : new double[] {7, -999, 0, -0.0, 7.5, 1e300, Double.NaN}) {
      one.clear();
      one.set(amount, number);
      one.set(purpose, number);
      one.score();
      float direct = one.margin();
      one.clear();
      one.set(amount, (Object) number);
      one.set(purpose, (Object) number);
      one.score();
      assertThat(direct).isEqualTo(one.margin());
    }
    one.clear();
    one.score();
    assertThat(one.margin()).as("nothing is left of earlier records").isEqualTo(missing());
  }

  private float missing() {
    Map<String, Object> none = new HashMap<>();
    scorer.fields().forEach(field -> none.put(field, null));
    return scorer.score(none).margin();
  }

  @Test
  void scoringAllocatesNothing() {
    RecordScorer one = scorer.open();
    int amount = scorer.fields().indexOf("amount");
    int purpose = scorer.fields().indexOf("purpose");
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    double sum = 0;
    long before = 0;
    for (int i = 0; i < 20_000; i++) {
      if (i == 10_000) {
        before = threads.getThreadAllocatedBytes(thread);
      }
      one.clear();
      one.set(amount, (double) i);
      one.set(purpose, i % 2 == 0 ? "car" : "boat");
      one.score();
      sum += one.calibrated() + one.probability() + (one.refused() ? 1 : 0);
    }
    long allocated = threads.getThreadAllocatedBytes(thread) - before;

    assertThat(sum).isPositive();
    assertThat(allocated).as("bytes for 10,000 records").isLessThan(10_000);
  }

  @Test
  void everyFieldThatPreventsAScoreIsNamedAndNoValueRepeated() {
    Map<String, Object> record = with("amount", "secret");
    record.remove("rate");
    record.put("Purpose", "car");
    record.put("month", List.of("secret"));

    RecordAnswer answer = scorer.answer(record, REASONED);

    assertThat(answer.score()).isNull();
    assertThat(answer.errors())
        .extracting(FieldProblem::field, FieldProblem::fault)
        .containsExactly(
            tuple("amount", FieldFault.MISTYPED),
            tuple("rate", FieldFault.ABSENT),
            tuple("month", FieldFault.MISTYPED),
            tuple("Purpose", FieldFault.UNKNOWN));
    assertThat(answer.toString()).doesNotContain("secret");
    assertThatThrownBy(() -> scorer.score(record))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rate")
        .hasMessageContaining("amount");
  }

  @Test
  void anAbsentFieldCanCountAsMissingAndAnUnknownOneBeIgnored() {
    Map<String, Object> record = record();
    record.remove("rate");
    record.put("customer", "12");

    RecordAnswer answer = scorer.answer(record, new RecordRules(true, true, 0));

    assertThat(answer.errors()).isEmpty();
    assertThat(answer.score()).isEqualTo(scorer.score(with("rate", null)));
    assertThat(answer.remarks())
        .extracting(FieldProblem::field, FieldProblem::fault)
        .containsExactly(tuple("rate", FieldFault.ABSENT));
  }

  @Test
  void aValueThatTheModelDoesNotKnowIsRemarked() {
    assertThat(scorer.answer(with("purpose", "boat"), REASONED).remarks())
        .extracting(FieldProblem::field, FieldProblem::fault)
        .containsExactly(tuple("purpose", FieldFault.UNSEEN));
    assertThat(scorer.answer(with("purpose", 7.0), REASONED).remarks()).isEmpty();
    assertThat(scorer.answer(with("purpose", null), REASONED).remarks()).isEmpty();
  }

  @Test
  void reasonsAreTheLargestContributionsAboveTheReference() {
    TreeEnsemble trees = TreeReader.read(MODEL.files().get(ArchiveFiles.BOOSTER));
    TreeContributions contributions = TreeContributions.prepare(trees);
    List<Double> reference = List.of(-0.1, 0.0, 0.1, -0.1, 0.0);
    for (Map<String, Object> record : SampleModel.records(new Random(9), 200)) {
      double[] found = new double[trees.width()];
      contributions.explain(SampleModel.SPEC.evaluate(record), 0, found, contributions.workspace());
      Map<String, Double> raised = new HashMap<>();
      int input = 0;
      for (int i = 0; i < reference.size(); i++) {
        int end = input + SampleModel.DECLARED.get(i).inputs();
        double sum = Arrays.stream(found, input, end).sum() - reference.get(i);
        input = end;
        if (sum > 0) {
          raised.put(SampleModel.DECLARED.get(i).name(), sum);
        }
      }

      List<ScoreReason> reasons = scorer.answer(record, REASONED).reasons();

      assertThat(reasons).hasSize(Math.min(3, raised.size()));
      List<Double> largest = new ArrayList<>(raised.values());
      largest.sort((a, b) -> Double.compare(b, a));
      for (int i = 0; i < reasons.size(); i++) {
        ScoreReason reason = reasons.get(i);
        assertThat(reason.contribution()).isCloseTo(largest.get(i), Offset.offset(1e-12));
        assertThat(raised.get(reason.feature())).isCloseTo(largest.get(i), Offset.offset(1e-12));
        assertThat(reason.code()).isEqualTo(reason.feature().equals("amount") ? "R1" : null);
        assertThat(reason.value())
            .as("purpose is masked, per_rate reads two columns")
            .isEqualTo(
                reason.feature().equals("purpose") || reason.feature().equals("per_rate")
                    ? null
                    : CanonicalValues.text(record.get(reason.feature())));
      }
    }
  }

  @Test
  void aJobsBandsAndReasonsTakeThePlaceOfThePublishedOnes() {
    Scorer other =
        scorer.with(
            List.of(new RiskBands.Band("all", null)),
            new ReasonRules(1, false, Map.of(), List.of("amount")));
    for (Map<String, Object> record : SampleModel.records(new Random(4), 100)) {
      RecordAnswer answer = other.answer(record, REASONED);
      assertThat(answer.score().band()).isEqualTo("all");
      assertThat(answer.score().margin()).isEqualTo(scorer.score(record).margin());
      for (ScoreReason reason : answer.reasons()) {
        assertThat(reason.code()).isNull();
        if (reason.feature().equals("amount")) {
          assertThat(reason.value()).isNull();
        }
      }
    }
  }

  @Test
  void packedAndUnpackedModelsAreTheSame(@TempDir Path folder) throws IOException {
    Path archive = folder.resolve("model.tar.gz");
    Files.write(archive, MODEL.archive());
    Files.createDirectory(folder.resolve("riskmesh"));
    for (Map.Entry<String, byte[]> file : MODEL.files().entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }

    assertThat(Scorer.load(archive).score(record())).isEqualTo(scorer.score(record()));
    assertThat(Scorer.load(folder).score(record())).isEqualTo(scorer.score(record()));
    assertThat(Scorer.load(folder).info()).isEqualTo(scorer.info());
    assertThatThrownBy(() -> Scorer.load(folder.resolve("none")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("none does not exist");
    Files.delete(folder.resolve(ArchiveFiles.INFO));
    assertThatThrownBy(() -> Scorer.load(folder)).hasMessageContaining(ArchiveFiles.INFO);
  }

  @ParameterizedTest
  @ValueSource(strings = {ArchiveFiles.BOOSTER, ArchiveFiles.FEATURES})
  void aChangedFileIsRefused(String name) {
    Map<String, byte[]> files = MODEL.files();
    byte[] changed = files.get(name).clone();
    changed[changed.length - 1] ^= 1;
    files.put(name, changed);

    assertThatThrownBy(() -> Scorer.read(files))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name + " is not the one with which the model was published");
    files.remove(name);
    assertThatThrownBy(() -> Scorer.read(files)).hasMessageContaining("has no " + name);
  }

  @Test
  void aLaterFormatIsRefused() {
    Map<String, byte[]> files = MODEL.files();
    String info = new String(files.get(ArchiveFiles.INFO), StandardCharsets.UTF_8);
    files.put(
        ArchiveFiles.INFO,
        info.replace("\"format\" : 1", "\"format\" : 2").getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> Scorer.read(files))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("model-info.json has format 2, but this program reads format 1");
  }

  @Test
  void aModelFromBeforeThereWereServingRulesIsScoredWithoutBandsAndReasons() {
    Map<String, byte[]> files = MODEL.files();
    String info = new String(files.get(ArchiveFiles.INFO), StandardCharsets.UTF_8);
    files.put(
        ArchiveFiles.INFO,
        info.replaceFirst("(?s),\\s*\"serving\" : .*", "}").getBytes(StandardCharsets.UTF_8));
    Scorer older = Scorer.read(files);

    RecordAnswer answer = older.answer(record(), REASONED);

    RecordScore now = scorer.score(record());
    assertThat(answer.score().margin()).isCloseTo(now.margin(), Offset.offset(1e-6f));
    assertThat(answer.score().band()).isNull();
    assertThat(answer.reasons()).isEmpty();
  }
}

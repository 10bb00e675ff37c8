package io.riskmesh.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.riskmesh.SparkTest;
import io.riskmesh.gate.VerdictWord;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The reasons in a scored table, compared with the library's own contributions. */
@ExtendWith(SparkTest.class)
class ScoreReasonsTest {
  private static final List<Row> ROWS = LoanRun.rows(60);
  private static final List<String> FEATURES = List.of("amount", "rate", "purpose");
  private static final String CODES =
      "score.reasons.codes={amount: {code: A1, text: Amount of the loan},"
          + " rate: {code: 07, text: Rate}, purpose: {code: P, text: \"Purpose: of the loan\"}}";

  @TempDir Path folder;
  private Store store;
  private RunPaths run;

  @BeforeEach
  void publish(SparkSession spark) {
    store = LoanRun.store(folder);
    run = LoanRun.publish(store, "first", VerdictWord.ACCEPTED);
    LoanRun.write(spark, folder, ROWS);
  }

  private ScoreManifest score(String... set) {
    return new BatchScoring(
            LoanRun.settings(folder, set), store, Instant.parse(LoanRun.TIME), line -> {})
        .run(new BatchScoring.ScoringRequest(run, Optional.empty(), false, false))
        .manifest();
  }

  private Map<Long, List<Row>> reasons(SparkSession spark, ScoreManifest manifest) {
    String rows =
        store.uri(
            LoanRun.JOB
                + "/scores/first/"
                + manifest.sourceId()
                + "/"
                + manifest.files().get(0).path());
    Map<Long, List<Row>> reasons = new HashMap<>();
    spark
        .read()
        .parquet(rows)
        .collectAsList()
        .forEach(row -> reasons.put(row.getAs("id"), row.getList(row.fieldIndex("reasons"))));
    return reasons;
  }

  /** Returns what each declared feature raises the log odds by, by the library. */
  private static List<double[]> raised(List<Double> reference) throws XGBoostError, IOException {
    Booster booster = XGBoost.loadModel(LoanRun.BOOSTER);
    List<double[]> raised = new ArrayList<>();
    for (Row row : ROWS) {
      Map<String, Object> record = new HashMap<>();
      record.put("amount", row.get(1));
      record.put("rate", row.get(2));
      record.put("purpose", row.get(3));
      float[] inputs = LoanRun.SPEC.evaluate(record);
      float[] found = booster.predictContrib(new DMatrix(inputs, 1, 4, Float.NaN), 0)[0];
      raised.add(
          new double[] {
            found[0] - reference.get(0),
            found[1] - reference.get(1),
            found[2] + found[3] - reference.get(2)
          });
    }
    return raised;
  }

  @Test
  void theReasonsAreWhatRaisesTheRiskMost(SparkSession spark) throws XGBoostError, IOException {
    Map<Long, List<Row>> found = reasons(spark, score("score.reasons.top=2", CODES));

    List<double[]> raised = raised(LoanRun.REFERENCES.belowThreshold());
    int most = 0;
    for (int i = 0; i < ROWS.size(); i++) {
      double[] expected = raised.get(i);
      List<String> names =
          FEATURES.stream()
              .filter(name -> expected[FEATURES.indexOf(name)] > 0)
              .sorted(Comparator.comparingDouble(name -> -expected[FEATURES.indexOf(name)]))
              .limit(2)
              .toList();
      List<Row> reasons = found.get(ROWS.get(i).getLong(0));
      assertThat(reasons.stream().map(reason -> reason.<String>getAs("feature")).toList())
          .as("row %d", i)
          .isEqualTo(names);
      for (Row reason : reasons) {
        int feature = FEATURES.indexOf(reason.<String>getAs("feature"));
        assertThat(reason.<Double>getAs("contribution")).isCloseTo(expected[feature], within(1e-4));
        Object value = ROWS.get(i).get(1 + feature);
        assertThat(reason.<String>getAs("value")).isEqualTo(text(value));
      }
      most = Math.max(most, reasons.size());
    }
    assertThat(most).isEqualTo(2);
  }

  private static String text(Object value) {
    return value == null || value.equals(Double.NaN) ? null : value.toString();
  }

  @Test
  void aReasonHasTheCodeAndTheSentenceOfTheJob(SparkSession spark) {
    Map<Long, List<Row>> found = reasons(spark, score(CODES));

    Map<String, String> told = new HashMap<>();
    found.values().stream()
        .flatMap(List::stream)
        .forEach(
            reason ->
                told.put(reason.getAs("feature"), reason.getString(1) + " " + reason.getString(2)));
    assertThat(told)
        .containsEntry("amount", "A1 Amount of the loan")
        .containsEntry("rate", "07 Rate")
        .containsEntry("purpose", "P Purpose: of the loan");
  }

  @Test
  void aMaskedFeatureHasACodeAndNoValue(SparkSession spark) {
    Map<Long, List<Row>> found =
        reasons(spark, score("score.reasons.reference=train", "privacy.mask=[amount]"));

    List<Row> amounts =
        found.values().stream()
            .flatMap(List::stream)
            .filter(reason -> reason.<String>getAs("feature").equals("amount"))
            .toList();
    assertThat(amounts).isNotEmpty().allMatch(reason -> reason.isNullAt(3));
    assertThat(amounts).allMatch(reason -> reason.isNullAt(1) && reason.isNullAt(2));
  }

  @Test
  void theReferenceGroupDecidesWhatIsRaised(SparkSession spark) throws XGBoostError, IOException {
    Map<Long, List<Row>> found = reasons(spark, score("score.reasons.reference=train"));

    List<double[]> raised = raised(LoanRun.REFERENCES.train());
    for (int i = 0; i < ROWS.size(); i++) {
      long above = java.util.Arrays.stream(raised.get(i)).filter(x -> x > 0).count();
      assertThat(found.get(ROWS.get(i).getLong(0))).hasSize((int) above);
    }
  }

  @Test
  void otherReasonsAreOtherRules() {
    score("score.reasons.top=2");

    assertThatThrownBy(() -> score("score.reasons.top=3"))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("other score.bands, score.keep, score.reasons or source.key")
        .extracting("outcome")
        .isEqualTo(Outcome.USAGE);
    assertThat(score("score.reasons.top=2").rules().reasons().top()).isEqualTo(2);
  }
}

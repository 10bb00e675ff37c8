package io.riskmesh.scoring;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.riskmesh.config.QualityConfig.Implied;
import io.riskmesh.model.ModelInfo;
import io.riskmesh.model.SourceInput;
import io.riskmesh.rows.CanonicalColumns;
import io.riskmesh.rows.NumberMatching;
import io.riskmesh.rows.StagedColumns;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;

/**
 * Compares the shares of missing and unknown values in the rows to be scored with those of the
 * run's rows: where a feature carries no information, the scores are in effect another model's.
 */
final class InputShares {
  /**
   * Largest difference between a share and the run's that is not reported; 0.05 is five percentage
   * points.
   */
  private static final double TOLD = 0.05;

  private static final int COUNTS = 2;

  /**
   * An input of the features, now and in training.
   *
   * @param missing share of rows without a value
   * @param unknown share of values that no feature knows; null if no feature distinguishes values
   * @param trained the shares among the run's rows; null if they were not recorded
   */
  record InputShare(
      String column,
      SourceInput.ValueReading reading,
      double missing,
      Double unknown,
      ModelInfo.Share trained) {

    /** Returns whether a share differs much from that of the training. */
    boolean hasMoved() {
      return trained != null
          && (Math.abs(missing - trained.missing()) > TOLD
              || (unknown != null
                  && trained.unknown() != null
                  && Math.abs(unknown - trained.unknown()) > TOLD));
    }
  }

  private final ScoredModel model;
  private final Dataset<Row> rows;
  private final Map<String, Set<String>> domains;

  private InputShares(ScoredModel model, Dataset<Row> rows) {
    this.model = model;
    this.rows = rows;
    this.domains = model.spec().domains();
  }

  /**
   * Measures the shares in one aggregation over the columns of the features.
   *
   * @throws RunException {@code DATA_QUALITY} with a line for every input that carries too little
   *     information
   */
  static List<InputShare> measure(ScoredModel model, Dataset<Row> rows, Implied limits) {
    List<InputShare> shares = new InputShares(model, rows).measured();
    List<String> problems =
        shares.stream().map(share -> problem(share, limits)).flatMap(Optional::stream).toList();
    if (!problems.isEmpty()) {
      throw new RunException(Outcome.DATA_QUALITY, String.join("\n", problems));
    }
    return shares;
  }

  private List<InputShare> measured() {
    List<SourceInput> inputs = model.spec().inputs();
    List<Column> counts = new ArrayList<>();
    inputs.forEach(input -> counts.addAll(counts(input)));
    Row row = rows.agg(count(lit(1)), counts.toArray(Column[]::new)).head();
    List<InputShare> shares = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      int at = 1 + COUNTS * i;
      shares.add(share(inputs.get(i), row.getLong(0), row.getLong(at), row.getLong(at + 1)));
    }
    return shares;
  }

  private List<Column> counts(SourceInput input) {
    boolean isNumber = input.reading() == SourceInput.ValueReading.NUMBER;
    if (isNumber) {
      return List.of(rowsWhere(not(isFinite(input))), rowsWhere(lit(false)));
    }
    String name = StagedColumns.written(rows.schema(), "", input.column());
    DataType type = StagedColumns.type(rows.schema(), name);
    Column present = CanonicalColumns.present(StagedColumns.column(name), type, input.missing());
    Set<String> domain = domains.getOrDefault(input.column(), Set.of());
    return List.of(
        rowsWhere(present.isNull()),
        rowsWhere(not(CanonicalColumns.matches(present, type, domain))));
  }

  /** Returns whether the features have a number to read: one that is finite in 32 bits. */
  private Column isFinite(SourceInput input) {
    DataType type = StagedColumns.type(rows.schema(), input.column());
    Column present =
        NumberMatching.present(
            rows.schema(), input.column(), StagedColumns.text(input.column()), input.missing());
    return CanonicalColumns.isFinite(CanonicalColumns.number(present, type));
  }

  private static Column rowsWhere(Column condition) {
    return count(when(condition, lit(1)));
  }

  private InputShare share(SourceInput input, long rows, long missing, long unknown) {
    boolean isKnown =
        input.reading() == SourceInput.ValueReading.TEXT && domains.containsKey(input.column());
    return new InputShare(
        input.column(),
        input.reading(),
        rows == 0 ? 0 : (double) missing / rows,
        isKnown ? Double.valueOf((double) unknown / Math.max(1, rows - missing)) : null,
        trained(input));
  }

  private ModelInfo.Share trained(SourceInput input) {
    return model.info().shares().stream()
        .filter(
            share -> share.column().equals(input.column()) && share.reading() == input.reading())
        .findFirst()
        .orElse(null);
  }

  /** Describes the missing and unknown shares next to those of the training. */
  static String told(InputShare share) {
    String unknown =
        share.unknown() == null || share.trained().unknown() == null
            ? ""
            : ", unknown in %.1f%% (%.1f%%)"
                .formatted(100 * share.unknown(), 100 * share.trained().unknown());
    return "column %s is missing in %.1f%% of the rows (%.1f%% in training)%s"
        .formatted(share.column(), 100 * share.missing(), 100 * share.trained().missing(), unknown);
  }

  private static Optional<String> problem(InputShare share, Implied limits) {
    if (share.missing() == 1 || share.missing() > limits.maxMissing()) {
      return Optional.of(
          "column %s has no value in %.1f%% of the rows%s: a feature of the run would be meaningless. Correct the table, or raise quality.implied.maxMissing."
              .formatted(
                  share.column(), 100 * share.missing(), trained(share, "missing in %.1f%%")));
    }
    boolean isUnknown = share.unknown() != null && share.unknown() > limits.maxUnknown();
    return isUnknown
        ? Optional.of(
            "column %s has values unknown to the run in %.1f%% of the rows with a value: align them with the run's, or raise quality.implied.maxUnknown"
                .formatted(share.column(), 100 * share.unknown()))
        : Optional.empty();
  }

  private static String trained(InputShare share, String words) {
    return share.trained() == null
        ? ""
        : " (" + words.formatted(100 * share.trained().missing()) + " during training)";
  }
}

package io.riskmesh.split;

import io.riskmesh.config.SplitPart;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The identity of a split and its result. Two models may be compared on test rows only if both the
 * identity and the membership of the test part agree.
 *
 * @param strategy name in YAML
 * @param columns columns that determine the part
 * @param seed seed of the hash; null for strategies without one
 * @param boundaries scale and boundaries of the parts
 * @param stable whether rows keep their part when the table grows
 * @param unassigned number of rows that belong to no part
 * @param parts summary of each part; out of time only if the job declares it
 * @param format rules by which keys become texts: 2 since whole decimals of any size are exact;
 *     null in manifests written before format 2
 * @param young rows that are too young to have defaulted; null without {@code label.window}
 * @param outOfTime where the out-of-time part begins; null without one
 * @param folds the folds that take the place of validation and test, which are no parts then; null
 *     without {@code evaluation.folds}
 */
public record SplitSummary(
    String strategy,
    List<String> columns,
    Long seed,
    SplitBoundaries boundaries,
    boolean stable,
    long unassigned,
    Map<SplitPart, PartSummary> parts,
    Integer format,
    YoungRows young,
    OutOfTimeLimit outOfTime,
    SplitFolds folds) {
  /** The current rules. */
  static final Integer FORMAT = 2;

  /** Creates a summary with the current rules. */
  public SplitSummary(
      String strategy,
      List<String> columns,
      Long seed,
      SplitBoundaries boundaries,
      boolean stable,
      long unassigned,
      Map<SplitPart, PartSummary> parts) {
    this(strategy, columns, seed, boundaries, stable, unassigned, parts, FORMAT, null, null);
  }

  /** Creates a summary without folds. */
  public SplitSummary(
      String strategy,
      List<String> columns,
      Long seed,
      SplitBoundaries boundaries,
      boolean stable,
      long unassigned,
      Map<SplitPart, PartSummary> parts,
      Integer format,
      YoungRows young,
      OutOfTimeLimit outOfTime) {
    this(
        strategy,
        columns,
        seed,
        boundaries,
        stable,
        unassigned,
        parts,
        format,
        young,
        outOfTime,
        null);
  }

  /**
   * One part.
   *
   * @param rows number of rows in the part
   * @param positives number of rows with the positive label
   * @param membership hex digest over the part's row hashes, independent of their order
   */
  public record PartSummary(long rows, long positives, String membership) {}

  /**
   * Rows whose label is not final.
   *
   * @param window time within which a borrower can default, ISO-8601
   * @param after event time after which a row is too young, ISO-8601
   * @param rows number of such rows, all in no part
   */
  public record YoungRows(String window, String after, long rows) {}

  /**
   * The beginning of the out-of-time part.
   *
   * @param from first event time of the part, ISO-8601
   * @param embargo how long before that rows are in no part, ISO-8601; null for none
   * @param embargoed number of such rows
   */
  public record OutOfTimeLimit(String from, String embargo, long embargoed) {
    /** Returns whether the part begins where another does, after the same embargo. */
    boolean isSame(OutOfTimeLimit other) {
      return other != null && from.equals(other.from) && Objects.equals(embargo, other.embargo);
    }
  }

  /** Returns the parts that have rows. */
  public Set<SplitPart> filled() {
    return parts.entrySet().stream()
        .filter(part -> part.getValue().rows() > 0)
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Returns the number of rows that belong to a part. */
  public long assignedRows() {
    return parts.values().stream().mapToLong(PartSummary::rows).sum();
  }

  /** Returns the number of rows that are not in the out-of-time part, with and without a part. */
  public long rowsInTime() {
    PartSummary later = parts.get(SplitPart.OUT_OF_TIME);
    return allRows() - (later == null ? 0 : later.rows());
  }

  /** Returns this summary with its folds. */
  SplitSummary with(SplitFolds counted) {
    return new SplitSummary(
        strategy,
        columns,
        seed,
        boundaries,
        stable,
        unassigned,
        parts,
        format,
        young,
        outOfTime,
        counted);
  }

  /** Returns whether every row is predicted out of fold, so that there is no test part. */
  public boolean hasFolds() {
    return folds != null;
  }

  /** Returns the rows that metrics describe: those of test, or with folds all of train. */
  public PartSummary measured() {
    return parts.get(hasFolds() ? SplitPart.TRAIN : SplitPart.TEST);
  }

  /** Returns on what metrics were measured: {@code test}, or {@code out of fold, 5 folds}. */
  public String measuredOn() {
    return hasFolds() ? folds.inWords() : SplitPart.TEST.key();
  }

  /** Returns the number of all rows, with and without a part. */
  public long allRows() {
    return assignedRows() + unassigned;
  }

  /**
   * Returns whether two runs assign rows to train, validation and test by the same rule. Where the
   * out-of-time part begins moves no row from one of them to another.
   */
  public boolean isSameRule(SplitSummary other) {
    return strategy.equals(other.strategy)
        && columns.equals(other.columns)
        && Objects.equals(seed, other.seed)
        && boundaries.equals(other.boundaries)
        && (hasFolds() ? folds.isSameRule(other.folds) : !other.hasFolds())
        && Objects.equals(format, other.format);
  }

  /** Returns a one-line description of the rule for the user. */
  public String inWords() {
    String rule =
        "%s of %s, seed %s, %s".formatted(strategy, columns, seed, boundaries.inWords(columns))
            + (hasFolds() ? ", %d folds".formatted(folds.count()) : "");
    return format == null ? rule : "%s, format %d".formatted(rule, format);
  }
}

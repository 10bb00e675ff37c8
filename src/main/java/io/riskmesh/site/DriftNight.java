package io.riskmesh.site;

import io.riskmesh.drift.DriftLevel;
import io.riskmesh.drift.DriftReport;
import io.riskmesh.drift.DriftReport.Shift;
import io.riskmesh.drift.RetrainReason;
import io.riskmesh.evaluate.GradeTable.RiskGrade;
import io.riskmesh.privacy.DisclosureLevel;
import io.riskmesh.store.JobPaths;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.Store;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The short parts of a {@link DriftReport}; its groups, of which a year of nights has hundreds of
 * thousands, are not kept.
 *
 * @param asOf as-of time of the comparison
 * @param run the run that was compared; null if there was none
 * @param reasons why to retrain, one sentence each
 * @param columns columns whose values may be shown
 * @param score null if it was not compared
 * @param level the observed level of the probability; null if too few rows had a label
 */
record DriftNight(
    String id,
    Instant asOf,
    String run,
    boolean retrain,
    List<String> reasons,
    List<ColumnShift> columns,
    ColumnShift score,
    NightLevel level) {

  /**
   * How far a column has moved.
   *
   * @param psi its population stability index
   * @param limit PSI above which the shift is too large
   * @param exceeds whether it is, and by more than sampling explains
   */
  record ColumnShift(String column, double psi, double limit, boolean exceeds) {
    static ColumnShift of(String column, Shift shift) {
      return new ColumnShift(column, shift.psi(), shift.limit(), shift.exceeds());
    }
  }

  /**
   * The default rate of the labelled rows.
   *
   * @param pd their mean calibrated probability
   */
  record NightLevel(double rate, double pd, boolean exceeds) {}

  /** Oldest first. */
  static final Comparator<DriftNight> BY_TIME =
      Comparator.comparing(DriftNight::asOf).thenComparing(DriftNight::id);

  /**
   * Reads a comparison: one object; empty if it was removed meanwhile.
   *
   * @throws IllegalArgumentException if the file is not the comparison's
   */
  static Optional<DriftNight> read(Store store, String job, String id) {
    return store
        .read(new JobPaths(job).drift(id, "drift.json"))
        .map(json -> JsonText.read(json, DriftReport.class))
        .map(drift -> of(job, id, drift));
  }

  private static DriftNight of(String job, String id, DriftReport drift) {
    if (!id.equals(drift.id()) || !job.equals(drift.job())) {
      throw new IllegalArgumentException("it belongs to another comparison");
    }
    return of(drift);
  }

  private static DriftNight of(DriftReport drift) {
    try {
      return new DriftNight(
          drift.id(),
          Instant.parse(drift.asOf()),
          drift.run(),
          drift.retrain(),
          drift.reasons().stream().map(RetrainReason::message).toList(),
          drift.columns().stream()
              .filter(column -> column.disclosure() == DisclosureLevel.OPEN)
              .filter(column -> column.shift() != null)
              .map(column -> ColumnShift.of(column.name(), column.shift()))
              .toList(),
          drift.score() == null ? null : ColumnShift.of("", drift.score()),
          findLevel(drift).orElse(null));
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("not a valid comparison", e);
    }
  }

  private static Optional<NightLevel> findLevel(DriftReport drift) {
    return Optional.ofNullable(drift.level())
        .map(DriftLevel::observed)
        .filter(observed -> observed.now().pd() != null)
        .map(
            observed -> {
              RiskGrade now = observed.now();
              return new NightLevel(now.rate(), now.pd(), observed.exceeds());
            });
  }

  /** Returns the column that moved most, measured by its limit. */
  Optional<ColumnShift> findMostMoved() {
    return columns.stream().max(Comparator.comparingDouble(c -> c.psi() / c.limit()));
  }
}

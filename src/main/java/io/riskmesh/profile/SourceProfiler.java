package io.riskmesh.profile;

import io.riskmesh.catalog.SourcePin;
import io.riskmesh.catalog.SourceTable;
import io.riskmesh.config.JobConfig;
import io.riskmesh.config.PrivacyConfig;
import io.riskmesh.privacy.DisclosureLevel;
import io.riskmesh.privacy.SecretColumns;
import io.riskmesh.profile.SourceProfile.Correlation;
import io.riskmesh.profile.SourceProfile.Label;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Profiles every column of a source in three passes, however many columns there are: counts and
 * moments, then values and ranges by label, then correlations. A sample takes one more pass, to
 * count the rows. Whole numbers that are nearly all distinct take one more, to count their values.
 * A source with fewer than two numeric columns takes one less.
 */
public final class SourceProfiler {
  private final SourceTable table;
  private final JobConfig job;
  private final Consumer<String> progress;
  private int passes;

  private SourceProfiler(SourceTable table, JobConfig job, Consumer<String> progress) {
    this.table = table;
    this.job = job;
    this.progress = progress;
  }

  /**
   * Profiles a source.
   *
   * @param sample approximate number of rows to read; all if empty
   * @param progress receives a message before each pass
   * @throws RunException {@code SOURCE_MISSING} if there is no row
   */
  public static SourceProfile profile(
      SourceTable table, JobConfig job, OptionalLong sample, Consumer<String> progress) {
    return new SourceProfiler(table, job, progress).profile(sample);
  }

  private SourceProfile profile(OptionalLong sample) {
    SecretColumns secrets = SecretColumns.of(job);
    ProfileRows rows = readRows(sample);
    begin("counts, moments and quantiles");
    List<ColumnStatistics> found = FirstPass.run(rows);
    requireRows(found);
    List<MeasuredColumn> measured = measure(rows, found, secrets);
    begin("values and ranges by label");
    Map<Integer, List<GroupTally>> tallies = SecondPass.run(rows, measured);
    List<ColumnProfile> columns =
        measured.stream()
            .map(m -> told(m, tallies.getOrDefault(m.column().index(), List.of())))
            .toList();
    return describe(rows, found.get(0), columns, correlate(rows, measured), secrets);
  }

  private List<MeasuredColumn> measure(
      ProfileRows rows, List<ColumnStatistics> found, SecretColumns secrets) {
    List<MeasuredColumn> measured = new ArrayList<>();
    for (SourceColumn column : rows.columns()) {
      measured.add(MeasuredColumn.of(column, found.get(column.index()), secrets));
    }
    List<SourceColumn> doubtful =
        measured.stream()
            .filter(MeasuredColumn::isNearlyUnique)
            .map(MeasuredColumn::column)
            .toList();
    if (doubtful.isEmpty()) {
      return measured;
    }
    begin("numbers that are nearly all unique");
    Map<Integer, Long> distinct = ExactCounts.run(rows, doubtful);
    long all = rows.sampledFrom() == null ? found.get(0).all().rows() : rows.sampledFrom();
    for (SourceColumn column : doubtful) {
      int i = column.index();
      measured.set(i, measured.get(i).counted(distinct.getOrDefault(i, 0L), all));
    }
    return measured;
  }

  private ProfileRows readRows(OptionalLong sample) {
    ProfileRows all = ProfileRows.read(table, job);
    if (sample.isEmpty()) {
      return all;
    }
    begin("rows");
    return all.sample(sample.getAsLong());
  }

  private void begin(String what) {
    passes++;
    progress.accept("pass %d: %s".formatted(passes, what));
  }

  private void requireRows(List<ColumnStatistics> found) {
    if (found.isEmpty()) {
      throw new RunException(
          Outcome.SOURCE_MISSING,
          "source %s has no rows to profile: check source.filter, or raise --sample"
              .formatted(table.pin().name()));
    }
  }

  private ColumnProfile told(MeasuredColumn measured, List<GroupTally> tallies) {
    boolean isLabel = measured.column().name().equals(job.label().column());
    return DisclosureFilter.column(measured, tallies, isLabel);
  }

  private List<Correlation> correlate(ProfileRows rows, List<MeasuredColumn> measured) {
    List<MeasuredColumn> candidates = PairwiseSums.candidates(measured, job.label().column());
    if (candidates.size() < 2) {
      return List.of();
    }
    begin("correlations");
    return PairwiseSums.run(rows, candidates);
  }

  private SourceProfile describe(
      ProfileRows rows,
      ColumnStatistics any,
      List<ColumnProfile> columns,
      List<Correlation> correlations,
      SecretColumns secrets) {
    SourcePin pin = table.pin();
    return new SourceProfile(
        job.name(),
        pin.name(),
        pin.snapshot(),
        pin.asOf(),
        pin.filter(),
        any.all().rows(),
        rows.sampledFrom(),
        any.malformed(),
        passes,
        PrivacyConfig.SMALL_CELL,
        label(any.all(), secrets),
        columns,
        correlations);
  }

  private Label label(LabelCounts all, SecretColumns secrets) {
    String column = job.label().column();
    return new Label(
        column,
        secrets.of(column) == DisclosureLevel.MASKED ? null : job.label().positive(),
        all.defaults(),
        all.goods(),
        all.rows() - all.labelled(),
        all.labelled() == 0 ? null : (double) all.defaults() / all.labelled());
  }
}

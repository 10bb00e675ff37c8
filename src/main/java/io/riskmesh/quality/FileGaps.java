package io.riskmesh.quality;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.riskmesh.config.FeatureConfig;
import io.riskmesh.config.JobConfig;
import io.riskmesh.quality.QualityReport.FeatureShare;
import io.riskmesh.quality.QualityReport.FileGap;
import io.riskmesh.rows.StagedColumns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Finds files in which a feature has no value, or none that its domain contains, although it has in
 * others: deliveries that lost a column. Files are examined only if the share over all rows makes
 * this possible.
 */
public final class FileGaps {
  /** Largest probability that a reported file is empty by chance. */
  private static final double CHANCE = 1e-6;

  /** One question about the rows of a file: are all rows that count empty? */
  private record Question(
      int feature, boolean isMissing, Column counts, Column empty, double share) {

    /** Returns how many rows a file needs for its emptiness not to be chance. */
    double least() {
      return Math.log(CHANCE) / Math.log(share);
    }
  }

  private final CheckBuilder sheet;
  private final QualityReport report;
  private final List<Question> questions = new ArrayList<>();

  private FileGaps(CheckBuilder sheet, QualityReport report) {
    this.sheet = sheet;
    this.report = report;
  }

  /**
   * Finds, for each feature, the files that have no information on it, and returns the report with
   * them. Runs one Spark job over the rows, or none if no feature can have such files.
   *
   * @param staged the rows of the report
   * @param files paths by {@link StagedColumns#FILE}; requested only if there is a gap to report
   */
  public static QualityReport find(
      QualityReport report, Dataset<Row> staged, JobConfig job, Supplier<Map<Long, String>> files) {
    if (!StagedColumns.has(staged.schema(), StagedColumns.FILE)) {
      return report;
    }
    FileGaps gaps = new FileGaps(new CheckBuilder(staged.schema(), job), report);
    job.features().forEach(gaps::ask);
    return gaps.questions.isEmpty() ? report : gaps.answer(staged, files);
  }

  private void ask(FeatureConfig feature) {
    int at = sheet.job().features().indexOf(feature);
    FeatureShare share = report.features().get(at);
    Column missing = FeatureRules.missing(sheet, feature);
    add(new Question(at, true, lit(true), missing, share.missingShare(report.rows())));
    FeatureRules.unknown(sheet, feature)
        .ifPresent(
            unknown ->
                add(
                    new Question(
                        at,
                        false,
                        missing.equalTo(false),
                        unknown,
                        share.unknownShare(report.rows()))));
  }

  /** Adds a question unless the answer does not depend on files: no row is empty, or all are. */
  private void add(Question question) {
    if (question.share() > 0 && question.share() < 1) {
      questions.add(question);
    }
  }

  private QualityReport answer(Dataset<Row> staged, Supplier<Map<Long, String>> files) {
    List<Column> perFile = new ArrayList<>();
    List<Column> found = new ArrayList<>(List.of(count(lit(1))));
    for (int i = 0; i < questions.size(); i++) {
      Question question = questions.get(i);
      perFile.add(count(when(question.counts(), lit(1))).as("of" + i));
      perFile.add(count(when(question.counts().and(question.empty()), lit(1))).as("in" + i));
      Column of = StagedColumns.column("of" + i);
      Column isEmpty = of.equalTo(StagedColumns.column("in" + i)).and(of.geq(question.least()));
      found.add(count(when(isEmpty, lit(1))));
      found.add(sum(when(isEmpty, of)));
      found.add(min(when(isEmpty, StagedColumns.column(StagedColumns.FILE))));
    }
    Row row =
        staged
            .groupBy(StagedColumns.column(StagedColumns.FILE))
            .agg(perFile.get(0), perFile.subList(1, perFile.size()).toArray(Column[]::new))
            .agg(found.get(0), found.subList(1, found.size()).toArray(Column[]::new))
            .head();
    return with(row, files);
  }

  private QualityReport with(Row row, Supplier<Map<Long, String>> files) {
    List<FeatureShare> shares = new ArrayList<>(report.features());
    Optional<Map<Long, String>> paths = Optional.empty();
    for (int i = 0; i < questions.size(); i++) {
      long empty = row.getLong(1 + 3 * i);
      if (empty > 0) {
        paths = paths.or(() -> Optional.of(files.get()));
        String example = paths.get().getOrDefault(row.getLong(3 + 3 * i), "a removed file");
        FileGap gap = new FileGap(empty, row.getLong(0), row.getLong(2 + 3 * i), ending(example));
        Question question = questions.get(i);
        shares.set(question.feature(), filled(shares.get(question.feature()), question, gap));
      }
    }
    return report.withFeatures(shares);
  }

  private static FeatureShare filled(FeatureShare share, Question question, FileGap gap) {
    return new FeatureShare(
        share.name(),
        share.missing(),
        share.unknown(),
        share.constant(),
        question.isMissing() ? gap : share.missingFiles(),
        question.isMissing() ? share.unknownFiles() : gap);
  }

  /** Returns the last folder, which contains a partition's values, and the file name. */
  private static String ending(String path) {
    List<String> names = Arrays.asList(path.split("/"));
    return String.join("/", names.subList(Math.max(0, names.size() - 2), names.size()));
  }
}

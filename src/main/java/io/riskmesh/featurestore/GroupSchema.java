package io.riskmesh.featurestore;

import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.when;

import io.riskmesh.catalog.GroupColumns;
import io.riskmesh.config.FeatureDigest;
import io.riskmesh.config.JobConfig;
import io.riskmesh.rows.StagedColumns;
import io.riskmesh.split.RowStaging;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * The features of a group: the record identifier, the event time, the raw columns, and the digest
 * of the features that the job declares.
 *
 * @param record name of the feature that identifies a record
 * @param time name of the feature with the event time, ISO-8601 text in UTC to the millisecond
 * @param features all features, in the order in which a new group gets them
 */
record GroupSchema(String record, String time, List<GroupFeature> features) {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9]([-_]*[a-zA-Z0-9]){0,63}");
  private static final int MAX_LENGTH = 64;
  private static final Set<String> RESERVED =
      Set.of(
          GroupColumns.RECEIVED,
          GroupColumns.WRITTEN,
          GroupColumns.DELETED,
          "year",
          "month",
          "day",
          "hour");

  /**
   * Derives the features from the columns of the source.
   *
   * @param rows columns as the source reads them
   * @param asOf event time of every row if the job declares no column for it
   * @throws RunException {@code USAGE} with a line for every column that cannot become a feature
   */
  static GroupSchema of(RawColumns columns, StructType rows, Instant asOf) {
    JobConfig job = columns.job();
    List<String> problems = new ArrayList<>();
    List<GroupFeature> features = new ArrayList<>();
    List<String> key = job.source().key();
    String record = key.size() == 1 ? key.get(0) : GroupColumns.RECORD;
    if (key.size() != 1) {
      features.add(GroupFeature.text(record, recordId(job, rows)));
    }
    String time = job.source().eventTime().orElse(GroupColumns.TIME);
    features.add(GroupFeature.text(time, iso(time(job, asOf))));
    RawFeature raw = new RawFeature(columns, rows, problems);
    Set<String> keyFirst = new LinkedHashSet<>(key);
    keyFirst.addAll(columns.wanted().roles().used());
    for (String column : keyFirst) {
      if (!job.source().eventTime().equals(Optional.of(column))) {
        raw.of(column).ifPresent(features::add);
      } else if (isReadExactly(column, job) || key.contains(column)) {
        problems.add(
            "column %s is source.eventTime, which the group stores to the millisecond, and also a feature or part of the key: add it to the table under another name, too"
                .formatted(column));
      }
    }
    features.add(GroupFeature.text(GroupColumns.DIGEST, lit(FeatureDigest.of(job))));
    requireNames(features, problems);
    if (!problems.isEmpty()) {
      throw new RunException(Outcome.USAGE, String.join("\n", problems));
    }
    return new GroupSchema(record, time, List.copyOf(features));
  }

  /** Returns whether a feature reads more of a time than its day. */
  private static boolean isReadExactly(String column, JobConfig job) {
    return job.features().stream()
        .anyMatch(
            feature -> feature.columns().contains(column) && !feature.times().contains(column));
  }

  private static Column recordId(JobConfig job, StructType rows) {
    Column text = RowStaging.keyText(rows, job.keyColumns());
    if (job.source().key().isEmpty()) {
      return sha2(text, 256);
    }
    Column complete =
        job.source().key().stream()
            .map(name -> StagedColumns.column(name).isNotNull())
            .reduce(Column::and)
            .orElseThrow();
    return when(complete, text);
  }

  private static Column time(JobConfig job, Instant asOf) {
    return job.source()
        .eventTime()
        .map(StagedColumns::column)
        .orElseGet(() -> lit(Timestamp.from(asOf)));
  }

  static Column iso(Column time) {
    return date_format(time.cast("timestamp"), "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'");
  }

  private static void requireNames(List<GroupFeature> features, List<String> problems) {
    Set<String> taken = new HashSet<>();
    for (GroupFeature feature : features) {
      String name = feature.name();
      String plain = name.toLowerCase(Locale.ROOT);
      if (name.length() > MAX_LENGTH || !NAME.matcher(name).matches()) {
        problems.add(
            "column %s cannot be a feature's name: Feature Store wants letters, digits and inner - and _, at most 64. Rename it where the table is created."
                .formatted(name));
      } else if (RESERVED.contains(plain)) {
        problems.add(
            "column %s has a name that Feature Store reserves. Rename it where the table is created."
                .formatted(name));
      } else if (!taken.add(plain)) {
        problems.add(
            "two features would be named %s, in any case. Rename the column where the table is created."
                .formatted(name));
      }
    }
  }

  /** Returns the rows of the source as features; no Spark job runs before they are used. */
  Dataset<Row> rows(Dataset<Row> source) {
    return source.select(features.stream().map(GroupFeature::column).toArray(Column[]::new));
  }

  /** Returns the value of a feature in the rows of the source. */
  Column value(String name) {
    return features.stream()
        .filter(feature -> feature.name().equals(name))
        .map(GroupFeature::value)
        .findFirst()
        .orElseThrow();
  }

  List<String> names() {
    return features.stream().map(GroupFeature::name).toList();
  }
}

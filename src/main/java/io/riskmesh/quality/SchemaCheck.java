package io.riskmesh.quality;

import io.riskmesh.catalog.ColumnRoles;
import io.riskmesh.catalog.SourceTable;
import io.riskmesh.config.JobConfig;
import io.riskmesh.config.TimeFormat;
import io.riskmesh.rows.CanonicalColumns;
import io.riskmesh.rows.StagedColumns;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** Checks that the source has the columns that the job names, with types that fit their use. */
public final class SchemaCheck {
  private final StructType source;
  private final boolean text;
  private final JobConfig job;
  private final ColumnRoles roles;
  private final Function<String, Optional<String>> whyMissing;

  private SchemaCheck(
      StructType source,
      boolean text,
      JobConfig job,
      Function<String, Optional<String>> whyMissing) {
    this.source = source;
    this.text = text;
    this.job = job;
    this.whyMissing = whyMissing;
    this.roles = ColumnRoles.of(job);
  }

  /**
   * Checks the schema of a source as {@link #check(StructType, boolean, JobConfig)} does, and says
   * of missing columns why the source lacks them.
   */
  public static void check(SourceTable source, JobConfig job) {
    check(source.schema(), source.isText(), job, source::whyMissing);
  }

  /**
   * Checks the schema only, before any row is read.
   *
   * @param source all columns of the source
   * @param isText whether its values are text, from which numbers and times are read later
   * @throws RunException {@code SOURCE_MISSING} with every column that is missing or does not fit,
   *     one per line, or as {@link HeaderCheck#require}
   */
  public static void check(StructType source, boolean isText, JobConfig job) {
    check(source, isText, job, column -> Optional.empty());
  }

  private static void check(
      StructType source,
      boolean isText,
      JobConfig job,
      Function<String, Optional<String>> whyMissing) {
    HeaderCheck.require(source, job.source(), ColumnRoles.of(job).used());
    Map<String, String> problems = new SchemaCheck(source, isText, job, whyMissing).problems();
    masks(source, Set.of(), job).forEach(problems::putIfAbsent);
    refuse(problems);
  }

  /**
   * Checks that all masked columns exist: a misspelt name in {@code privacy.mask} would leave the
   * intended column unmasked.
   *
   * @param source all columns of the source
   * @param trained columns of the source when a run was trained, which may have been removed since
   * @throws RunException {@code SOURCE_MISSING} with every masked column that is in neither, one
   *     per line
   */
  public static void requireMasks(StructType source, Set<String> trained, JobConfig job) {
    refuse(masks(source, trained, job));
  }

  private static void refuse(Map<String, String> problems) {
    if (!problems.isEmpty()) {
      throw new RunException(Outcome.SOURCE_MISSING, String.join("\n", problems.values()));
    }
  }

  private static Map<String, String> masks(StructType source, Set<String> trained, JobConfig job) {
    SchemaCheck check = new SchemaCheck(source, false, job, column -> Optional.empty());
    Map<String, String> problems = new LinkedHashMap<>();
    for (String column : job.privacy().mask()) {
      if (!StagedColumns.has(source, column) && !trained.contains(column)) {
        problems.put(column, "privacy.mask: " + check.missing(column));
      }
    }
    return problems;
  }

  /** Returns what {@link #check} would reject in the columns that the job uses, by column name. */
  public static Map<String, String> problems(StructType source, boolean isText, JobConfig job) {
    return new SchemaCheck(source, isText, job, column -> Optional.empty()).problems();
  }

  private Map<String, String> problems() {
    Map<String, String> problems = new LinkedHashMap<>();
    for (String column : roles.used()) {
      if (StagedColumns.has(source, column)) {
        problem(column, StagedColumns.type(source, column))
            .ifPresent(why -> problems.put(column, why));
      } else {
        problems.put(column, missing(column));
      }
    }
    return problems;
  }

  private Optional<String> problem(String column, DataType type) {
    return CanonicalColumns.obstacle(type)
        .map(obstacle -> "column %s is %s".formatted(column, obstacle))
        .or(
            () ->
                misfit(column, type)
                    .map(why -> "column %s is %s, %s".formatted(column, type.sql(), why)));
  }

  private String missing(String column) {
    Optional<String> why = whyMissing.apply(column);
    if (why.isPresent()) {
      return "column %s is not in the source%s".formatted(column, why.get());
    }
    String hint =
        nearest(column)
            .map(
                near ->
                    near.equalsIgnoreCase(column)
                        ? " (it has %s, which differs in case)".formatted(near)
                        : " (did you mean %s?)".formatted(near))
            .orElse("");
    return "column %s is not in the source%s: correct the name in the job".formatted(column, hint);
  }

  /**
   * Returns the readable column with the nearest name. There is none if a text has no column of the
   * job: then its first line may be a record instead of a header, and the names values.
   */
  private Optional<String> nearest(String column) {
    if (text && roles.used().stream().noneMatch(this::isReadable)) {
      return Optional.empty();
    }
    return Arrays.stream(source.fieldNames())
        .filter(this::isReadable)
        .filter(name -> distance(name, column) <= Math.max(1, column.length() / 3))
        .min(
            Comparator.comparingInt((String name) -> distance(name, column))
                .thenComparing(Comparator.naturalOrder()));
  }

  private boolean isReadable(String column) {
    return StagedColumns.has(source, column)
        && CanonicalColumns.obstacle(StagedColumns.type(source, column)).isEmpty();
  }

  /** Returns the number of edits between two names, ignoring case. */
  private static int distance(String left, String right) {
    return UTF8String.fromString(left)
        .toLowerCase()
        .levenshteinDistance(UTF8String.fromString(right).toLowerCase());
  }

  private Optional<String> misfit(String column, DataType type) {
    if (!CanonicalColumns.hasText(type)) {
      return Optional.of(
          type.sql().equals(DataTypes.BinaryType.sql())
              ? "bytes that are not declared as text: cast it to a string where the table is created, or remove it from the job"
              : "which is not a single value: select or cast it where the table is created");
    }
    TimeFormat format = job.source().times().get(column);
    if (format != null) {
      return CanonicalColumns.isTime(type, format)
          ? Optional.empty()
          : Optional.of(
              "which source.times cannot read: a format is only valid for texts and whole numbers, a unit for numbers");
    }
    if (text || StagedColumns.isText(source, column)) {
      return Optional.empty();
    }
    if (job.source().weight().filter(column::equals).isPresent()
        && !(type instanceof NumericType)) {
      return Optional.of("but source.weight needs a number: cast it where the table is created");
    }
    if (roles.numbers().contains(column) && !CanonicalColumns.hasNumber(type)) {
      return Optional.of(
          "but a numeric feature or range rule reads it: cast it where the table is created, or declare it as categorical");
    }
    return roles.times().contains(column) && !CanonicalColumns.isTime(type)
        ? Optional.of(
            "but source.eventTime or a date feature needs a date or timestamp: declare its format in source.times: {%s: {unit: millis}} or {format: yyyyMM}"
                .formatted(column))
        : Optional.empty();
  }
}

package io.riskmesh.scoring;

import io.riskmesh.catalog.SourceTable;
import io.riskmesh.model.SourceInput;
import io.riskmesh.rows.StagedColumns;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * Checks that a table has the columns that a run's features read, with the types of the training.
 */
final class InputCheck {
  private final ScoredModel model;
  private final StructType source;
  private final boolean isText;

  private InputCheck(ScoredModel model, StructType source, boolean isText) {
    this.model = model;
    this.source = source;
    this.isText = isText;
  }

  /**
   * Checks the schema only, before any row is read.
   *
   * @throws RunException {@code SOURCE_MISSING} with a line for every column that is missing or has
   *     another type
   */
  static void check(ScoredModel model, SourceTable table, ScoreInput input) {
    InputCheck check = new InputCheck(model, table.schema(), table.isText());
    List<String> problems = new ArrayList<>();
    input.reasons().forEach((column, why) -> check.missing(column, why).ifPresent(problems::add));
    input.spec().inputs().forEach(read -> check.retyped(read).ifPresent(problems::add));
    if (!problems.isEmpty()) {
      throw new RunException(
          Outcome.SOURCE_MISSING, String.join("\n", problems.stream().distinct().toList()));
    }
  }

  private Optional<String> missing(String column, String why) {
    if (StagedColumns.has(source, column)) {
      return Optional.empty();
    }
    return Optional.of(
        "column %s%s is not in the source, but %s"
            .formatted(
                column,
                trained(column).map(type -> " (%s)".formatted(type.sql())).orElse(""),
                why));
  }

  private Optional<String> retyped(SourceInput input) {
    if (!StagedColumns.has(source, input.column())) {
      return Optional.empty();
    }
    DataType found = StagedColumns.type(source, input.column());
    return isReadable(input, TypeFamily.of(found))
        ? Optional.empty()
        : Optional.of(
            "column %s is %s in the source, but run %s was trained on %s and reads it as a %s: cast it where the table is created"
                .formatted(
                    input.column(),
                    found.sql(),
                    model.manifest().runId(),
                    trained(input.column()).map(DataType::sql).orElse("another type"),
                    input.reading().name().toLowerCase(Locale.ROOT)));
  }

  /**
   * Returns whether the feature can read the column. The values of text files and folder names are
   * converted, and their contents are checked later.
   */
  private boolean isReadable(SourceInput input, TypeFamily found) {
    boolean isWritten = isText || StagedColumns.isText(source, input.column());
    if (isWritten && found == TypeFamily.TEXT) {
      return true;
    }
    TypeFamily trained = trained(input.column()).map(TypeFamily::of).orElse(TypeFamily.TEXT);
    boolean number = input.reading() == SourceInput.ValueReading.NUMBER;
    return found.standsFor(trained, input.reading()) && !(number && found == TypeFamily.TEXT);
  }

  private Optional<DataType> trained(String column) {
    return Optional.ofNullable(model.trained().get(column)).map(DataType::fromDDL);
  }
}

package io.riskmesh.catalog;

import static org.apache.spark.sql.functions.expr;

import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** Filter and column projection, both of which Spark pushes into the scan. */
final class Projection {
  private Projection() {}

  static List<SourcePin.SourceColumn> columns(StructType schema) {
    return Arrays.stream(schema.fields())
        .map(field -> new SourcePin.SourceColumn(field.name(), field.dataType().sql()))
        .toList();
  }

  static Dataset<Row> of(Dataset<Row> rows, Wanted wanted) {
    return filter(rows, wanted)
        .select(wanted.roles().used().stream().map(Staged::column).toArray(Column[]::new));
  }

  static Dataset<Row> every(Dataset<Row> rows, Wanted wanted, StructType schema) {
    return filter(rows, wanted)
        .select(Arrays.stream(schema.fieldNames()).map(Staged::column).toArray(Column[]::new));
  }

  static Dataset<Row> filter(Dataset<Row> rows, Wanted wanted) {
    if (wanted.source().filter().isEmpty()) {
      return rows;
    }
    String predicate = wanted.source().filter().get();
    try {
      return rows.filter(expr(predicate));
    } catch (Exception e) {
      if (e instanceof AnalysisException) {
        throw new RunException(
            Outcome.USAGE,
            "source.filter \"%s\" is no predicate over this source".formatted(predicate),
            e);
      }
      throw e;
    }
  }
}

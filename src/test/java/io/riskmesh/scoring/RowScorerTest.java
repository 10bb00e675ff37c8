package io.riskmesh.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.SparkTest;
import io.riskmesh.rows.StagedColumns;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkTest.class)
class RowScorerTest {
  private static final StructType STAGED =
      new StructType()
          .add(StagedColumns.ROW, DataTypes.LongType)
          .add(StagedColumns.LABEL, DataTypes.FloatType)
          .add(StagedColumns.WEIGHT, DataTypes.FloatType)
          .add(StagedColumns.raw("amount"), DataTypes.DoubleType)
          .add(StagedColumns.raw("rate"), DataTypes.DoubleType)
          .add(StagedColumns.raw("purpose"), DataTypes.StringType);

  @TempDir Path folder;

  private static Dataset<Row> staged(SparkSession spark, List<Row> rows) {
    List<Row> staged = new ArrayList<>();
    for (Row row : rows) {
      long id = row.getLong(0);
      Float label = id % 3 == 0 ? null : Float.valueOf(id % 2);
      staged.add(RowFactory.create(id, label, 1f, row.get(1), row.get(2), row.get(3)));
    }
    return spark.createDataFrame(staged, STAGED);
  }

  private Dataset<Row> scored(Dataset<Row> staged) {
    return new RowScorer(LoanRun.model(LoanRun.store(folder)))
        .score(staged, folder.resolve("predictions").toUri().toString());
  }

  @Test
  void stagedRowsHaveTheScoresOfPlainJava(SparkSession spark) {
    List<Row> rows = LoanRun.rows(40);
    Map<Long, Row> found = new HashMap<>();
    scored(staged(spark, rows)).collectAsList().forEach(row -> found.put(row.getAs("_row"), row));

    assertThat(found).hasSize(rows.size());
    List<LoanRun.PlainScore> expected = LoanRun.scores(rows);
    for (int i = 0; i < rows.size(); i++) {
      Row row = found.get((long) i);
      assertThat(row.<Float>getAs("margin")).as("row %d", i).isEqualTo(expected.get(i).margin());
      assertThat(row.<Float>getAs("probability")).isEqualTo(expected.get(i).probability());
      assertThat(row.<Float>getAs("_label"))
          .as("a missing label is NaN")
          .isEqualTo(Float.valueOf(i % 3 == 0 ? Float.NaN : i % 2));
    }
  }

  @Test
  void rowsWithoutAColumnOfTheFeaturesAreNotScored(SparkSession spark) {
    Dataset<Row> narrow =
        staged(spark, LoanRun.rows(4)).drop(StagedColumns.column(StagedColumns.raw("purpose")));

    assertThatThrownBy(() -> scored(narrow))
        .isInstanceOfSatisfying(
            RunException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.SOURCE_MISSING))
        .hasMessageContaining("features read column \"purpose\", which is not in the rows");
  }
}

package io.riskmesh.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.SparkTest;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a filter may contain; {@code quality.RealTablesTest} tests what it selects. */
@ExtendWith(SparkTest.class)
class FilterAnalysisTest {

  @Test
  void aFilterChoosesRowsAndRunsNoCode(SparkSession spark) {
    Dataset<Row> rows = spark.sql("SELECT 5 AS amount, 'a' AS code");
    spark.udf().register("own", (UDF1<Integer, Boolean>) amount -> true, DataTypes.BooleanType);
    rows.createOrReplaceTempView("other");

    refuses(rows, "reflect('java.lang.Math', 'abs', amount) = '5'", "calls a method of the JVM");
    refuses(rows, "amount > 1 AND java_method('java.lang.Math', 'abs', 1) = '1'", "a method");
    refuses(rows, "own(amount)", "calls a user's function");
    refuses(rows, "amount IN (SELECT amount FROM other)", "reads another table");
    refuses(rows, "EXISTS (SELECT 1 FROM other)", "reads another table");
    refuses(rows, "rand() < 0.5", "selects different rows each time");
    refuses(rows, "amount +", "source.filter");
    assertThat(FilterAnalysis.condition(rows, "upper(code) = 'A' AND amount BETWEEN 1 AND 9"))
        .isNotNull();
  }

  @Test
  void tellsWhyAFilterIsNotValidWithoutSparksNotation(SparkSession spark) {
    Dataset<Row> rows = spark.sql("SELECT 5 AS amount, 'a' AS code");
    tells(rows, "amuont > 1", "amuont", "cannot be resolved. Did you mean", "`amount`");
    tells(rows, "biggest(amount) > 1", "biggest");
    tells(rows, "amount +", "Syntax error at or near end of input");
    tells(rows, "amount", "is not a boolean.");
    tells(rows, "greatest(amount) > 9.7", "greatest");
  }

  private static void tells(Dataset<Row> rows, String filter, String... why) {
    assertThatThrownBy(() -> FilterAnalysis.condition(rows, filter))
        .hasMessageStartingWith(
            "source.filter \"%s\" is not a valid filter for this source: ".formatted(filter))
        .hasMessageContainingAll(why)
        .message()
        .doesNotContain("\n", "SQLSTATE", "line 1", "pos ")
        .doesNotContainPattern("\\[[A-Z_.0-9]+\\]");
  }

  private static void refuses(Dataset<Row> rows, String filter, String why) {
    assertThatThrownBy(() -> FilterAnalysis.condition(rows, filter))
        .hasMessageContaining(why)
        .isInstanceOfSatisfying(
            RunException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.USAGE));
  }
}

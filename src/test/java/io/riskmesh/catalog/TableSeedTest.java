package io.riskmesh.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.SparkTest;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkTest.class)
class TableSeedTest {
  private static final TableName TABLE = TableName.parse("risk.loans");

  @TempDir Path folder;

  @Test
  void aColumnHasATypeOnlyWhenNothingOfItsTextIsLost(SparkSession spark) {
    Path csv =
        new Written(spark, folder)
            .text(
                "seed.csv",
                "zip,n,big,x,day,at,q,none,long\n"
                    + "01069,1,3000000000,0.5,2024-01-01,2024-01-01 10:00:00,\"TV 55\"\"\",,1234567890123456.5\n"
                    + "10115,,4,7,2024-01-02,2024-01-02,sofa,,1\n");
    Dataset<Row> rows = TableSeed.readRows(spark, TABLE, csv.toString());
    assertThat(rows.schema().toDDL().replace(" NOT NULL", ""))
        .isEqualTo(
            "zip STRING,n INT,big BIGINT,x DOUBLE,day DATE,at TIMESTAMP,q STRING,none STRING,long STRING");
    assertThat(rows.first())
        .hasToString(
            "[01069,1,3000000000,0.5,2024-01-01,2024-01-01 10:00:00.0,TV 55\",null,1234567890123456.5]");
  }

  @Test
  void recordsWithoutTheHeadersShapeAreRefused(SparkSession spark) {
    Path csv = new Written(spark, folder).text("seed.csv", "a,b\n1,2\n1\n1,2,3\n");
    assertThatThrownBy(() -> TableSeed.readRows(spark, TABLE, csv.toString()))
        .isInstanceOf(RunException.class)
        .hasMessageContainingAll("risk.loans", "2 of 3 records", "seed.csv")
        .extracting(e -> ((RunException) e).outcome())
        .isEqualTo(Outcome.DATA_QUALITY);
  }
}

package io.riskmesh.features;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.SparkTest;
import io.riskmesh.model.CanonicalValues;
import io.riskmesh.rows.CanonicalColumns;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Canonical texts and numbers are the same in Spark and in plain Java. */
@ExtendWith(SparkTest.class)
class CanonicalAgreesTest {

  @BeforeEach
  void activate(SparkSession spark) {
    // The active session decides, when an expression is built, whether it follows ANSI rules.
    SparkSession.setActiveSession(spark);
    spark.conf().set("spark.sql.datetime.java8API.enabled", true);
  }

  @AfterEach
  void restore() {
    SparkSession.clearActiveSession();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void onEveryType(boolean ansi, SparkSession spark) {
    spark.conf().set("spark.sql.ansi.enabled", ansi);
    List<Row> raw = new RandomRows(7).rows(2000);
    Dataset<Row> local = spark.createDataFrame(raw, RandomRows.SCHEMA);
    // Through an RDD, so that generated code evaluates the columns and not the optimizer.
    Dataset<Row> rows = spark.createDataFrame(local.toJavaRDD(), RandomRows.SCHEMA);
    List<Column> columns = new ArrayList<>();
    for (StructField field : RandomRows.SCHEMA.fields()) {
      Column column = col("`" + field.name().replace("`", "``") + "`");
      columns.add(CanonicalColumns.text(column, field.dataType()));
      if (CanonicalColumns.hasNumber(field.dataType())) {
        columns.add(CanonicalColumns.number(column, field.dataType()));
      }
    }
    List<Row> read = rows.select(columns.toArray(Column[]::new)).collectAsList();
    for (int i = 0; i < raw.size(); i++) {
      int at = 0;
      for (StructField field : RandomRows.SCHEMA.fields()) {
        Object value = RandomRows.record(raw.get(i)).get(field.name());
        assertThat(read.get(i).getString(at++))
            .as("%s", field)
            .isEqualTo(CanonicalValues.text(value));
        if (CanonicalColumns.hasNumber(field.dataType())) {
          assertThat(read.get(i).getDouble(at++))
              .as("%s", field)
              .isEqualTo(Double.valueOf(CanonicalValues.number(value)));
        }
      }
    }
  }

  @Test
  void onTextThatACsvFileHoldsForANumber(SparkSession spark) {
    List<String> texts =
        List.of(
            "12",
            " 12 ",
            "-1.5e3",
            "1e400",
            "1.",
            ".5",
            "+7",
            "-0",
            "\t1",
            "4.9e-324",
            "123456789012345678901234567890");
    List<Row> numbers =
        spark
            .createDataset(texts, Encoders.STRING())
            .select(CanonicalColumns.written(col("value")))
            .collectAsList();
    for (int i = 0; i < texts.size(); i++) {
      assertThat(CanonicalValues.number(texts.get(i)))
          .as(texts.get(i))
          .isEqualTo(numbers.get(i).<Double>getAs(0));
    }
  }

  @Test
  void onTextThatIsNoNumber(SparkSession spark) {
    List<String> texts =
        List.of(
            "",
            "  ",
            "x",
            "NaN",
            "-inf",
            "Infinity",
            "1,5",
            "1 2",
            "true",
            "--1",
            "1e",
            "infinit",
            "-nan",
            "1d",
            "1f",
            "30D",
            "0x1p3",
            "١");
    List<Row> numbers =
        spark
            .createDataset(texts, Encoders.STRING())
            .select(CanonicalColumns.written(col("value")))
            .collectAsList();
    for (int i = 0; i < texts.size(); i++) {
      assertThat(numbers.get(i).isNullAt(0)).as(texts.get(i)).isTrue();
      assertThat(readsAsNumber(texts.get(i))).as(texts.get(i)).isFalse();
    }
  }

  private static boolean readsAsNumber(String text) {
    try {
      return !Double.isNaN(CanonicalValues.number(text));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Test
  void onDecimalsOfAnyScale() {
    assertThat(CanonicalValues.text(new BigDecimal("1E+3"))).isEqualTo("1000");
    assertThat(CanonicalValues.number(new BigDecimal("0.10"))).isEqualTo(0.1);
  }
}

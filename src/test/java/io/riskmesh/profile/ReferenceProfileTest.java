package io.riskmesh.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riskmesh.Python;
import io.riskmesh.SparkTest;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Compares with pandas and NumPy, by {@code src/test/python/reference_profile.py}. */
@ExtendWith(SparkTest.class)
class ReferenceProfileTest {
  /**
   * Skewed numbers, ones with gaps, with ties, huge and uncorrelated ones, and a text with eight
   * values.
   */
  private static final List<String> COLUMNS =
      List.of(
          "cast(round(exp(randn(1) + 8 + label / 3), 2) as double) as income",
          "if(rand(2) < 0.1, null, cast(rand(3) * rand(4) * 40 as int)) as years",
          "cast(1e11 + rand(5) * 1e6 * (1 + label) as double) as huge",
          "if(id % 9 = 0, null, randn(6) - label * (id % 9) / 9) as gaps",
          "concat('group ', cast(rand(7) * rand(8) * 8 - label / 2 as int)) as kind");

  @TempDir Path folder;

  @Test
  void agreesWithPandas(SparkSession spark) throws Exception {
    Path parquet = folder.resolve("rows");
    spark
        .range(0, 3_000, 1, 4)
        .selectExpr("id", "cast(rand(0) < 0.25 as int) as label")
        .selectExpr(("label;" + String.join(";", COLUMNS)).split(";"))
        .write()
        .parquet(parquet.toString());
    SourceProfile profile = new Looking(spark, folder).at(parquet, "parquet");
    JsonNode reference =
        new ObjectMapper().readTree(Python.run("reference_profile.py", parquet.toString()));

    assertThat(profile.rows()).isEqualTo(3_000);
    assertThat(reference.get("columns")).hasSize(COLUMNS.size());
    reference
        .get("columns")
        .fields()
        .forEachRemaining(e -> compare(Looking.column(profile, e.getKey()), e.getValue()));
    compare(profile.correlations(), reference.get("correlations"));
  }

  private static void compare(ColumnProfile column, JsonNode reference) {
    String name = column.name();
    assertThat(column.nulls()).as(name).isEqualTo(reference.get("nulls").longValue());
    double distinct = reference.get("distinct").doubleValue();
    assertThat((double) column.distinct()).as(name).isCloseTo(distinct, within(0.06 * distinct));
    close(name, column.informationValue(), reference.get("informationValue"));
    compareCells(column, reference.get("cells"));
    if (column.kind() == ColumnKind.NUMBER) {
      NumberDistribution numbers = column.distribution();
      close(name, numbers.mean(), reference.get("mean"));
      close(name, numbers.deviation(), reference.get("deviation"));
      close(name, column.labelCorrelation(), reference.get("labelCorrelation"));
      assertThat(numbers.quantiles()).as(name).hasSize(reference.get("quantiles").size());
      for (int i = 0; i < numbers.quantiles().size(); i++) {
        close(name, numbers.quantiles().get(i).value(), reference.get("quantiles").get(i));
      }
      assertThat(numbers.histogram().stream().mapToLong(NumberDistribution.Bar::rows).sum())
          .isEqualTo(3_000 - column.nulls());
    }
  }

  private static void compareCells(ColumnProfile column, JsonNode cells) {
    assertThat(column.cells()).as(column.name()).hasSize(cells.size());
    for (int i = 0; i < cells.size(); i++) {
      ProfileCell cell = column.cells().get(i);
      String name = column.name() + ": " + cell.name();
      assertThat(cell.rows()).as(name).isEqualTo(cells.get(i).get("rows").longValue());
      assertThat(cell.defaults()).as(name).isEqualTo(cells.get(i).get("defaults").longValue());
      close(name, cell.rate(), cells.get(i).get("rate"));
      close(name, cell.woe(), cells.get(i).get("woe"));
      if (cell.type() == ProfileCell.CellType.VALUE) {
        assertThat(cell.name()).isEqualTo(cells.get(i).get("name").textValue());
      }
    }
  }

  private static void compare(List<SourceProfile.Correlation> correlations, JsonNode reference) {
    assertThat(correlations).hasSize(6).hasSize(reference.size());
    for (SourceProfile.Correlation pair : correlations) {
      boolean inOrder = pair.left().compareTo(pair.right()) < 0;
      String key = inOrder ? pair.left() + "|" + pair.right() : pair.right() + "|" + pair.left();
      close(key, pair.value(), reference.get(key));
    }
  }

  private static void close(String name, double value, JsonNode reference) {
    double expected = reference.doubleValue();
    assertThat(value).as(name).isCloseTo(expected, within(1e-9 * Math.max(1, Math.abs(expected))));
  }
}

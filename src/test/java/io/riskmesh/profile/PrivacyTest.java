package io.riskmesh.profile;

import static io.riskmesh.profile.Looking.column;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.SparkTest;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.config.PrivacyConfig;
import io.riskmesh.privacy.DisclosureLevel;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Plants values that must not appear in any output. */
@ExtendWith(SparkTest.class)
class PrivacyTest {
  private static final int ROWS = 400;

  @TempDir Path folder;

  @Test
  void ofAMaskedColumnOnlyShapeIsTold(SparkSession spark) {
    String rows =
        rows(
            "region,income,label",
            i -> (i % 2 == 0 ? "NORTHPOLE" : "SOUTHPOLE") + "," + (771000 + i % 7 * 1000));
    EffectiveConfig settings = settings(spark, rows, "privacy.mask=[region, income]");
    SourceProfile profile = look(spark, settings);
    for (String name : List.of("region", "income")) {
      ColumnProfile masked = column(profile, name);
      assertThat(masked.disclosure()).isEqualTo(DisclosureLevel.MASKED);
      assertThat(masked.cells()).isEmpty();
      assertThat(masked.nulls()).isNull();
      assertThat(masked.distribution()).isNull();
      assertThat(masked.labelCorrelation()).isNull();
      assertThat(masked.informationValue() * 100)
          .isEqualTo(Math.rint(masked.informationValue() * 100));
    }
    assertThat(column(profile, "region").distinct()).isEqualTo(2);
    String told = Looking.everything(profile, settings);
    assertThat(told)
        .contains("region", "income")
        .doesNotContain("NORTHPOLE", "SOUTHPOLE")
        .doesNotContain("771000", "771,000", "774000", "774,000", "777000", "777,000");
    assertThat(profile.correlations()).isEmpty();
    assertThat(SampleRows.read(new Looking(spark, folder).table(settings), settings.job(), 2))
        .hasSize(2)
        .allSatisfy(row -> assertThat(row).startsWith("***", "***"));
  }

  @Test
  void aSmallGroupIsNeitherSeenNorToBeSubtracted(SparkSession spark) {
    String rows =
        rows("town,label", i -> i < 3 ? "HAMLET" : i < 15 ? "village" : i < 100 ? "town" : "city");
    EffectiveConfig settings = settings(spark, rows);
    ColumnProfile town = column(look(spark, settings), "town");
    assertThat(town.cells())
        .extracting(ProfileCell::type, ProfileCell::rows)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(ProfileCell.CellType.VALUE, 300L),
            org.assertj.core.groups.Tuple.tuple(ProfileCell.CellType.VALUE, 85L),
            org.assertj.core.groups.Tuple.tuple(ProfileCell.CellType.OTHER, 15L));
    assertThat(Looking.everything(look(spark, settings), settings))
        .contains("city")
        .doesNotContain("HAMLET", "village");
  }

  @Test
  void fewMissingValuesGoWithOthers(SparkSession spark) {
    String rows = rows("town,label", i -> i < 4 ? "" : i < 100 ? "town" : "city");
    ColumnProfile town = column(look(spark, settings(spark, rows)), "town");
    assertThat(town.cells()).allMatch(cell -> cell.rows() >= PrivacyConfig.SMALL_CELL);
    assertThat(town.cells()).noneMatch(cell -> cell.type() == ProfileCell.CellType.MISSING);
  }

  @Test
  void extremesAreShownOnlyWhereManyHaveThem(SparkSession spark) {
    String rows =
        rows(
            "rare,often,label",
            i ->
                (i == 0 ? -987654 : i == 1 ? 123456789 : i % 97 + 0.5)
                    + ","
                    + (i < 50 ? 0 : i % 61 + 0.25));
    EffectiveConfig settings = settings(spark, rows);
    SourceProfile profile = look(spark, settings);
    NumberDistribution rare = column(profile, "rare").distribution();
    assertThat(rare.least()).isNull();
    assertThat(rare.greatest()).isNull();
    assertThat(rare.below()).as("one row below zero").isNull();
    assertThat(rare.quantiles().get(0).share()).as("1 % of 400 rows are four").isEqualTo(0.05);
    assertThat(rare.histogram()).allMatch(bar -> bar.rows() >= PrivacyConfig.SMALL_CELL);
    assertThat(column(profile, "often").distribution().least()).isZero();
    assertThat(Looking.everything(profile, settings))
        .doesNotContain("987654", "987,654", "123456789", "123,456,789");
  }

  @Test
  void identifiersAndKeysShowNoValues(SparkSession spark) {
    String rows =
        rows(
            "code,number,household,label",
            i -> "CODE-" + i + "," + (5000000 + i * 3) + ",HOUSE" + i % 20);
    EffectiveConfig settings = settings(spark, rows, "source.key=[household]");
    SourceProfile profile = look(spark, settings);
    assertThat(column(profile, "code").disclosure()).isEqualTo(DisclosureLevel.IDENTIFIER);
    assertThat(column(profile, "number").disclosure()).isEqualTo(DisclosureLevel.IDENTIFIER);
    assertThat(column(profile, "household").disclosure()).isEqualTo(DisclosureLevel.KEY);
    String told = told(ProfileFile.html(profile)) + told(ProfileFile.json(profile));
    assertThat(told).doesNotContain("CODE-", "HOUSE1", "5000", "5,000,");
  }

  @Test
  void aFewRowsSayNothing(SparkSession spark) {
    SourceProfile profile =
        look(spark, settings(spark, "age,town,label\n77,ASGARD,1\n78,UTGARD,0\n"));
    assertThat(column(profile, "age").distribution()).isNull();
    assertThat(told(ProfileFile.json(profile))).doesNotContain("77", "78", "GARD");
  }

  /** Removes the folder's name, whose digits are random. */
  private String told(byte[] file) {
    return new String(file, java.nio.charset.StandardCharsets.UTF_8).replace(folder.toString(), "");
  }

  private EffectiveConfig settings(SparkSession spark, String csv, String... set) {
    Looking looking = new Looking(spark, folder);
    return looking.settings(looking.write("rows.csv", csv), "csv", set);
  }

  private SourceProfile look(SparkSession spark, EffectiveConfig settings) {
    return new Looking(spark, folder).at(settings, OptionalLong.empty());
  }

  /** Makes every third row a default. */
  private static String rows(String header, java.util.function.IntFunction<String> row) {
    return header
        + "\n"
        + IntStream.range(0, ROWS)
            .mapToObj(i -> row.apply(i) + "," + (i % 3 == 0 ? 1 : 0))
            .collect(Collectors.joining("\n"))
        + "\n";
  }
}

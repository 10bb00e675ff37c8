package io.riskmesh.profile;

import static io.riskmesh.profile.Looking.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.SparkTest;
import io.riskmesh.config.CategoricalFeature;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.config.FeatureConfig;
import io.riskmesh.config.JobConfig;
import io.riskmesh.store.JsonText;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkTest.class)
class SourceProfilerTest {
  private static final String HOSTILE = "<script>alert(1)</script>";

  @TempDir Path folder;

  @Test
  void knowsWhatColumnsAre(SparkSession spark) {
    SourceProfile profile =
        typed(
            spark,
            "id % 50 / 4.0d as number",
            "cast(id % 40 as decimal(9,2)) as money",
            "date_add(date'2024-01-01', cast(id as int)) as day",
            "timestamp_micros(id * 3600000000) as time",
            "id % 2 = 0 as flag",
            "concat('00', id % 7) as code",
            "named_struct('a', id) as nested",
            "cast(null as int) as nothing",
            "7 as constant",
            "if(id % 5 = 0, double('NaN'), if(id % 5 = 1, double('Infinity'), id * 1d)) as odd");
    assertThat(profile.columns())
        .extracting(c -> c.name() + " " + c.kind().key())
        .containsExactly(
            "number number",
            "money number",
            "day time",
            "time time",
            "flag text",
            "code text",
            "nested nested",
            "nothing empty",
            "constant number",
            "odd number",
            "label number");
    assertThat(column(profile, "constant").isConstant()).isTrue();
    assertThat(column(profile, "constant").informationValue()).isZero();
    assertThat(column(profile, "nothing").nullShare()).isOne();
    assertThat(column(profile, "odd").nulls()).as("NaN is missing, infinity is not").isEqualTo(60);
    NumberDistribution day = column(profile, "day").distribution();
    assertThat(day.unit()).isEqualTo(NumberDistribution.DAYS);
    assertThat(day.mean()).isNull();
    assertThat(day.at(0.5).text()).isEqualTo("2024-05-29");
    assertThat(page(profile)).contains("No values.", "Constant.").doesNotContain("One class");
  }

  @Test
  void textsThatAreNumbersAreNumbers(SparkSession spark) {
    StringBuilder csv = new StringBuilder("amount,zip,day,at,mixed,note,label\n");
    for (int i = 0; i < 300; i++) {
      csv.append(i * 37 % 101 - 50).append(".5,0").append(1000 + i % 7);
      csv.append(",2024-0").append(1 + i % 9).append("-1").append(i % 10);
      csv.append(",2024-01-01T0").append(i % 10).append(":00:00Z");
      csv.append(i % 10 == 0 ? ",x," : ",1,").append(i % 4 == 0 ? "" : "text").append(',');
      csv.append(i % 3 == 0 ? 1 : 0).append('\n');
    }
    SourceProfile profile = new Looking(spark, folder).csv(csv + "1,2\n");
    assertThat(profile.columns())
        .extracting(c -> c.kind().key())
        .containsExactly("number", "text", "time", "time", "text", "text", "number");
    assertThat(profile.malformed()).isOne();
    assertThat(column(profile, "note").nullShare()).isGreaterThan(0.24);
    assertThat(page(profile)).contains("Broken records");
  }

  @Test
  void textAndTypedSourcesSayTheSame(SparkSession spark) {
    Dataset<Row> rows =
        spark
            .read()
            .option("header", true)
            .option("inferSchema", true)
            .csv("test-data/credit_card/credit_card.csv")
            .withColumnRenamed("credit_risk", "label");
    Path parquet = folder.resolve("parquet");
    Path csv = folder.resolve("csv");
    rows.write().parquet(parquet.toString());
    rows.coalesce(1).write().option("header", true).csv(csv.toString());
    Looking looking = new Looking(spark, folder);
    SourceProfile typed = looking.at(parquet, "parquet");
    SourceProfile text = looking.at(csv, "csv");
    for (ColumnProfile column : typed.columns()) {
      ColumnProfile other = column(text, column.name());
      assertThat(other.cells()).isEqualTo(column.cells());
      assertThat(other.informationValue()).isEqualTo(column.informationValue());
      assertThat(other.distribution()).isEqualTo(column.distribution());
    }
    assertThat(text.correlations()).isEqualTo(typed.correlations());
  }

  @Test
  void namesAndValuesCannotHarm(SparkSession spark) {
    List<String> names =
        List.of(
            "a`b",
            "x.y",
            "with space",
            HOSTILE,
            "{{style}}",
            "_under",
            "[1]",
            "${env:HOME}",
            "é=\"'&");
    String[] columns =
        names.stream()
            .map(n -> "concat('%s', id %% 4) as `%s`".formatted(HOSTILE, n.replace("`", "``")))
            .toArray(String[]::new);
    columns[1] = "concat('${env:HOME}', id % 4) as `x.y`";
    columns[2] = "concat('two\\nlines: [', id % 4) as `with space`";
    EffectiveConfig settings = source(spark, "cast(id % 3 = 0 as int)", columns);
    SourceProfile profile = new Looking(spark, folder).at(settings, OptionalLong.empty());
    assertThat(profile.columns()).extracting(ColumnProfile::name).containsAll(names);
    assertThat(page(profile)).doesNotContain("<script").contains("&lt;script&gt;");
    assertThat(JsonText.read(ProfileFile.json(profile), SourceProfile.class).columns()).hasSize(10);
    JobConfig job = new Looking(null, folder).proposed(settings, profile).job();
    assertThat(job.features())
        .extracting(FeatureConfig::columns)
        .as("all but the one that a configuration would take for a variable")
        .hasSize(8)
        .doesNotContain(List.of("${env:HOME}"));
    assertThat(((CategoricalFeature) job.features().get(1)).domain())
        .as("values that look like variables are learned")
        .isEmpty();
    assertThat(((CategoricalFeature) job.features().get(2)).domain().orElseThrow())
        .contains("two\nlines: [0");
  }

  @Test
  void aLabelOfOneClassIsSaid(SparkSession spark) {
    EffectiveConfig settings = source(spark, "0", "id % 50 / 2d as number");
    SourceProfile profile = new Looking(spark, folder).at(settings, OptionalLong.empty());
    assertThat(column(profile, "number").informationValue()).isNull();
    assertThat(column(profile, "number").labelCorrelation()).isNull();
    assertThat(column(profile, "number").cells()).isNotEmpty();
    assertThat(page(profile)).contains("One class");
  }

  @Test
  void anEmptySourceIsAnError(SparkSession spark) {
    assertThatThrownBy(() -> new Looking(spark, folder).csv("a,label\n"))
        .hasMessageContaining("no rows");
  }

  @Test
  void aJobWithNothingToTrainOnIsNotWritten(SparkSession spark) {
    EffectiveConfig settings =
        source(
            spark,
            "cast(id % 3 = 0 as int)",
            "7 as constant",
            "if(id % 3 = 0, 'late', 'fine') as state_of_the_loan");
    SourceProfile profile = new Looking(spark, folder).at(settings, OptionalLong.empty());
    assertThat(page(profile)).contains("Copies of the label.").doesNotContain("Too good?");
    assertThatThrownBy(() -> StarterJob.yaml(profile, settings)).hasMessageContaining("no column");
  }

  @Test
  void rowsWithoutALabelAreLeftOutOfTheProposedJob(SparkSession spark) {
    EffectiveConfig settings =
        source(spark, "if(id % 7 = 0, null, id % 2)", "id % 50 / 2d as number");
    SourceProfile profile = new Looking(spark, folder).at(settings, OptionalLong.empty());
    assertThat(profile.label().missing()).isEqualTo(43);
    assertThat(new Looking(null, folder).proposed(settings, profile).job().source().filter())
        .contains("`label` IS NOT NULL");
  }

  private SourceProfile typed(SparkSession spark, String... columns) {
    return new Looking(spark, folder)
        .at(source(spark, "cast(id % 3 = 0 as int)", columns), OptionalLong.empty());
  }

  private EffectiveConfig source(SparkSession spark, String label, String... columns) {
    Path path = folder.resolve("typed");
    String[] all = java.util.Arrays.copyOf(columns, columns.length + 1);
    all[columns.length] = label + " as label";
    // Spark's SQL would substitute ${env:HOME} itself.
    spark.conf().set("spark.sql.variable.substitute", "false");
    spark.range(0, 300, 1, 2).selectExpr(all).write().parquet(path.toString());
    return new Looking(spark, folder).settings(path, "parquet");
  }

  /** Returns the page, which must be well-formed XML. */
  private static String page(SourceProfile profile) {
    byte[] html = ProfileFile.html(profile);
    try {
      DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(html));
    } catch (Exception e) {
      throw new AssertionError("not well-formed: " + e.getMessage(), e);
    }
    return new String(html, java.nio.charset.StandardCharsets.UTF_8);
  }
}

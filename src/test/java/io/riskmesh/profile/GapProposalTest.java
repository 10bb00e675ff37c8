package io.riskmesh.profile;

import static io.riskmesh.profile.Looking.column;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.SparkTest;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.config.FeatureConfig;
import io.riskmesh.config.JobConfig;
import io.riskmesh.config.NumberOptions.Codes;
import io.riskmesh.config.NumberOptions.SpecialAs;
import io.riskmesh.config.NumericFeature;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Tests the detection of values that stand for no value among numbers. */
@ExtendWith(SparkTest.class)
class GapProposalTest {
  private static final List<String> CODED =
      List.of(
          "if(rand(1) < 0.18, 365243, -cast(rand(2) * 17000 as int)) as days_employed",
          "if(rand(3) < 0.05, -999.0d, round(exp(10.3 + randn(4) / 2), 2)) as income",
          "case when label = 1 and rand(5) < 0.6 then -1 when rand(6) < 0.1 then -1"
              + " else cast(rand(7) * 200 as int) end as months_since",
          "case when rand(8) < 0.02 then 98 when rand(9) < 0.015 then 96"
              + " else cast(rand(10) * rand(11) * rand(12) * 14 as int) end as past_due",
          "if(rand(13) < 0.03, 999999, cast(exp(9.5 + randn(14) / 2) as int)) as credit_limit",
          "if(rand(15) < 0.1, date'9999-12-31', date_add(date'2015-01-01', cast(rand(16) * 3000 as int)))"
              + " as closed");

  private static final List<String> PLAIN =
      List.of(
          "cast(18 + rand(20) * 70 as int) as age",
          "cast(exp(10.3 + randn(21) / 2) as int) as salary",
          "round(exp(10.3 + randn(22)), 2) as wealth",
          "cast(300 + rand(23) * 550 as int) as score",
          "if(rand(24) < 0.8, 0, cast(pow(rand(25), -1.0) * 100 as int)) as arrears",
          "if(rand(26) < 0.5, 0d, round(1000 + 500 * rand(27), 2)) as savings",
          "cast(randn(28) * 1000 as int) as balance",
          "cast(rand(29) * 3 as int) - 1 as direction",
          "cast(rand(30) * rand(31) * 9 as int) as children",
          "12 * (1 + cast(rand(32) * 6 as int)) as term",
          "round(rand(33) * 100, 0) as utilisation",
          "least(50000, cast(exp(10 + randn(34)) as int)) as capped",
          "cast(1940 + rand(35) * 65 as int) as born",
          "cast(rand(36) * 40 as int) - 4 as days_late",
          "cast(-ln(rand(37)) * 12 as int) as tenure",
          "cast(1 + rand(38) * 4 as int) as grade",
          "cast(exp(randn(39) * 2) as int) as enquiries",
          "cast(exp(3 + randn(40) * 2.5) as bigint) as turnover",
          "least(99, cast(rand(41) * 120 as int)) as percent_paid",
          "date_add(date'2000-01-01', cast(rand(42) * 8000 as int)) as opened",
          "if(rand(43) < 0.01, 10, cast(rand(44) * 3 as int)) as defaults_before");

  @TempDir Path folder;

  @Test
  void findsCodesAndNoneInPlainColumns(SparkSession spark) {
    List<String> all = new ArrayList<>(CODED);
    all.addAll(PLAIN);
    all.add("label");
    Path source = folder.resolve("coded");
    spark
        .range(0, 3_000, 1, 1)
        .selectExpr("id", "cast(rand(0) < 0.2 as int) as label")
        .selectExpr(all.toArray(String[]::new))
        .write()
        .parquet(source.toString());
    Looking looking = new Looking(spark, folder);
    EffectiveConfig settings = looking.settings(source, "parquet");
    SourceProfile profile = looking.at(settings, OptionalLong.empty());

    assertThat(gaps(profile, "days_employed").missingValues()).containsExactly("365243");
    assertThat(gaps(profile, "income").missingValues()).containsExactly("-999");
    assertThat(gaps(profile, "months_since").special())
        .as("its default rate is its own")
        .containsExactly("-1");
    assertThat(gaps(profile, "past_due").special()).containsExactly("96", "98");
    assertThat(gaps(profile, "credit_limit").missingValues()).containsExactly("999999");
    assertThat(gaps(profile, "closed").missingValues()).containsExactly("9999-12-31");
    assertThat(profile.columns().stream().skip(CODED.size()))
        .as("counts, ages, amounts with zeros, caps")
        .hasSize(PLAIN.size() + 1)
        .allSatisfy(c -> assertThat(c.gaps()).as(c.name()).isEqualTo(GapProposal.NONE));
    proposes(settings, profile);
  }

  private void proposes(EffectiveConfig settings, SourceProfile profile) {
    JobConfig job = new Looking(null, folder).proposed(settings, profile).job();
    Codes past = numeric(job, "past_due").options().codes();
    assertThat(past.special()).containsExactly("96", "98");
    assertThat(past.specialAs()).isEqualTo(SpecialAs.CATEGORY);
    assertThat(numeric(job, "months_since").options().codes().specialAs())
        .isEqualTo(SpecialAs.INDICATOR);
    assertThat(numeric(job, "income").options().codes().missingValues())
        .as("beside the source's own")
        .contains(List.of("", "-999"));
    assertThat(StarterJob.yaml(profile, settings))
        .contains("#   treated as missing in past_due: 96, 98\n");
  }

  @Test
  void textsAmongNumbersAreGaps(SparkSession spark) {
    StringBuilder csv = new StringBuilder("dependents,income,ticket,zip,mixed,rare,opened,label\n");
    for (int i = 0; i < 400; i++) {
      csv.append(i % 25 == 0 ? "NA" : i % 4).append(',');
      csv.append(i % 10 == 0 ? "n/a" : i % 11 == 0 ? "?" : 1000 + i * 37 % 997 + ".5").append(',');
      csv.append(i % 9 == 0 ? "refused" : i * 13 % 300).append(',');
      csv.append(i % 9 == 0 ? "NA" : "0" + (1000 + i % 7)).append(',');
      csv.append(i % 10 == 0 ? "x" : i % 3).append(',');
      csv.append(i == 7 ? "SMITH" : i * 13 % 300).append(',');
      csv.append(i % 20 == 0 ? "NA" : "2024-01-1" + i % 10).append(',');
      csv.append(i % 3 == 0 ? 1 : 0).append('\n');
    }
    Looking looking = new Looking(spark, folder);
    EffectiveConfig settings = looking.settings(looking.write("rows.csv", csv.toString()), "csv");
    SourceProfile profile = looking.at(settings, OptionalLong.empty());

    assertThat(profile.columns())
        .extracting(c -> c.name() + " " + c.kind().key())
        .containsExactly(
            "dependents number",
            "income number",
            "ticket number",
            "zip text",
            "mixed text",
            "rare number",
            "opened time",
            "label number");
    assertThat(column(profile, "dependents").nulls()).isEqualTo(16);
    assertThat(column(profile, "dependents").distinct()).isEqualTo(4);
    assertThat(gaps(profile, "income").missingValues()).containsExactly("?", "n/a");
    assertThat(gaps(profile, "ticket").missingValues()).containsExactly("refused");
    assertThat(gaps(profile, "rare").isUnclear()).as("one row's own text is not told").isTrue();
    assertThat(Looking.everything(profile, settings)).doesNotContain("SMITH");
    JobConfig job = new Looking(null, folder).proposed(settings, profile).job();
    assertThat(job.features())
        .extracting(FeatureConfig::name)
        .contains("dependents", "income", "ticket")
        .doesNotContain("rare");
    assertThat(numeric(job, "income").options().codes().missingValues())
        .contains(List.of("", "?", "n/a"));
  }

  @Test
  void ofAMaskedColumnNoTextIsTold(SparkSession spark) {
    StringBuilder csv = new StringBuilder("income,age,label\n");
    for (int i = 0; i < 300; i++) {
      csv.append(i % 10 == 0 ? "WITHHELD" : i % 77 == 0 ? "-999" : 50 + i % 90).append(',');
      csv.append(20 + i % 50).append(',').append(i % 3 == 0 ? 1 : 0).append('\n');
    }
    Looking looking = new Looking(spark, folder);
    EffectiveConfig settings =
        looking.settings(looking.write("rows.csv", csv.toString()), "csv", "privacy.mask=[income]");
    SourceProfile profile = looking.at(settings, OptionalLong.empty());

    assertThat(gaps(profile, "income")).isEqualTo(GapProposal.NONE);
    assertThat(Looking.everything(profile, settings)).doesNotContain("WITHHELD", "-999");
  }

  @Test
  void whatTheJobSaysIsMissingIs(SparkSession spark) {
    StringBuilder csv = new StringBuilder("income,town,label\n");
    for (int i = 0; i < 300; i++) {
      csv.append(i % 10 == 0 ? " NA " : i % 10 == 1 ? "-999.0" : 50 + i % 90).append(',');
      csv.append(i % 3 == 0 ? "NA" : i % 3 == 1 ? "north" : "-999").append(',');
      csv.append(i % 4 == 0 ? "-999" : "0").append('\n');
    }
    Looking looking = new Looking(spark, folder);
    Path rows = looking.write("rows.csv", csv.toString());
    EffectiveConfig settings =
        looking.settings(rows, "csv", "source.missingValues=[NA, -999]", "label.positive=-999");
    SourceProfile profile = looking.at(settings, OptionalLong.empty());

    assertThat(column(profile, "income").kind()).isEqualTo(ColumnKind.NUMBER);
    assertThat(column(profile, "income").nulls()).isEqualTo(60);
    assertThat(gaps(profile, "income")).isEqualTo(GapProposal.NONE);
    assertThat(column(profile, "town").nulls()).isEqualTo(200);
    assertThat(profile.label().defaults()).as("a label never is").isEqualTo(75);
  }

  private static GapProposal gaps(SourceProfile profile, String name) {
    return column(profile, name).gaps();
  }

  private static NumericFeature numeric(JobConfig job, String name) {
    return job.features().stream()
        .filter(f -> f.name().equals(name))
        .map(NumericFeature.class::cast)
        .findFirst()
        .orElseThrow();
  }
}

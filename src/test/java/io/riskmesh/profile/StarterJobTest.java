package io.riskmesh.profile;

import static io.riskmesh.profile.Looking.column;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.SparkTest;
import io.riskmesh.config.CategoricalFeature;
import io.riskmesh.config.CategoryEncoding;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.config.FeatureConfig;
import io.riskmesh.config.GateLimit;
import io.riskmesh.config.JobConfig;
import io.riskmesh.config.NumericFeature;
import io.riskmesh.config.SchemaFile;
import io.riskmesh.model.MonotoneDirection;
import io.riskmesh.privacy.DisclosureLevel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Tests the job that is proposed for a realistic table. */
@ExtendWith(SparkTest.class)
class StarterJobTest {
  private static final int ROWS = 1_200;

  @TempDir Path folder;

  @Test
  void namesAndCopiesOfTheLabelAreNoFeatures(SparkSession spark) {
    Path source = folder.resolve("typed");
    spark
        .range(0, ROWS, 1, 1)
        .selectExpr("id", "pmod(hash(id), 5) = 0 as bad", "pmod(hash(id, 1), 20) = 0 as open")
        .selectExpr(
            "cast(id as double) as line",
            "cast(ROWS - id as string) as back".replace("ROWS", "" + ROWS),
            "cast(1000000 + id * 7 as bigint) as contract",
            "if(bad, 'Y', 'N') as in_default",
            "if(bad, 0, 1) as good",
            "bad as flag",
            "if(bad, 'gone', null) as lost",
            "if(bad, date'2024-05-01', date'2024-06-01') as booked",
            "if(pmod(hash(id, 2), 4) = 0, null, if(bad, 'b', 'g')) as with_gaps",
            "cast(exp(10.3 + randn(1) / 2) as int) as income",
            "round(exp(10.3 + randn(2) / 2), 2) as spent",
            "if(pmod(hash(id, 3), 50) = 0, not bad, bad) as nearly",
            "pmod(hash(id, 4), 2) as coin",
            "if(open, null, cast(bad as int)) as label")
        .write()
        .parquet(source.toString());
    Looking looking = new Looking(spark, folder);
    EffectiveConfig settings = looking.settings(source, "parquet");
    SourceProfile profile = looking.at(settings, OptionalLong.empty());

    for (String name : List.of("line", "back", "contract")) {
      assertThat(column(profile, name).disclosure()).as(name).isEqualTo(DisclosureLevel.IDENTIFIER);
    }
    assertThat(profile.columns())
        .filteredOn(ColumnProfile::repeatsLabel)
        .extracting(ColumnProfile::name)
        .containsExactly("in_default", "good", "flag", "lost", "booked", "with_gaps");
    assertThat(column(profile, "nearly").tellsMoreThan(3)).isTrue();
    assertThat(new Looking(null, folder).proposed(settings, profile).job().features())
        .extracting(FeatureConfig::name)
        .containsExactly("income", "spent", "coin");
  }

  @Test
  void aTableAsEveryoneKnowsItNeedsNoEdit(SparkSession spark) {
    Looking looking = new Looking(spark, folder);
    EffectiveConfig settings =
        looking.settings(
            looking.write("rows.csv", GiveMeSomeCredit.csv("_c0", ROWS)),
            "csv",
            "label.column=SeriousDlqin2yrs");
    SourceProfile profile = looking.at(settings, OptionalLong.empty());
    JobConfig job = new Looking(null, folder).proposed(settings, profile).job();

    assertThat(column(profile, "_c0").disclosure()).isEqualTo(DisclosureLevel.IDENTIFIER);
    assertThat(job.source().key()).as("an index is no key").isEmpty();
    assertThat(job.features()).hasSize(10);
    for (String name : List.of("MonthlyIncome", "NumberOfDependents")) {
      assertThat(numeric(job, name).options().codes().missingValues().orElseThrow())
          .as(name)
          .containsExactly("", "NA");
    }
    assertThat(job.features().stream().filter(f -> f.name().contains("PastDue")))
        .hasSize(3)
        .allSatisfy(f -> assertThat(f.entries()).containsExactly("96", "98"));
    assertThat(monotone(job, "RevolvingUtilizationOfUnsecuredLines"))
        .contains(MonotoneDirection.INCREASING);
    assertThat(monotone(job, "NumberOfTime30-59DaysPastDueNotWorse"))
        .as("without its codes, which are no counts")
        .contains(MonotoneDirection.INCREASING);
    assertThat(monotone(job, "age")).as("no information").isEmpty();
    assertThat(StarterJob.yaml(profile, settings)).contains("# monotone stands");
  }

  @Test
  void fewValuesWithAnOrderAreProposedInIt(SparkSession spark) {
    Path source = folder.resolve("ordered");
    spark
        .range(0, ROWS, 1, 1)
        .selectExpr("id", "cast(pmod(hash(id), 4) as int) as level", "rand(1) as chance")
        .selectExpr(
            "element_at(array('<0', '0-200', '200-500', '>=500'), level + 1) as balance",
            "level + 1 as code",
            "level as visits",
            "element_at(array('car', 'home', 'boat', 'farm'), level + 1) as purpose",
            "element_at(array('car', 'home', 'boat'), pmod(level, 3) + 1) as good",
            "cast(chance < 0.5 - level * 0.14 as int) as label")
        .write()
        .parquet(source.toString());
    Looking looking = new Looking(spark, folder);
    EffectiveConfig settings = looking.settings(source, "parquet");
    SourceProfile profile = looking.at(settings, OptionalLong.empty());
    JobConfig job = new Looking(null, folder).proposed(settings, profile).job();

    for (String name : List.of("balance", "code")) {
      CategoricalFeature feature = (CategoricalFeature) feature(job, name);
      assertThat(feature.encoding()).as(name).isEqualTo(CategoryEncoding.ORDINAL);
      assertThat(feature.monotone()).as(name).contains(MonotoneDirection.DECREASING);
    }
    assertThat(feature(job, "balance").entries())
        .containsExactly("<0", "0-200", "200-500", ">=500");
    assertThat(monotone(job, "visits"))
        .as("a count, which may be larger tomorrow")
        .contains(MonotoneDirection.DECREASING);
    for (String name : List.of("purpose", "good")) {
      assertThat(((CategoricalFeature) feature(job, name)).encoding())
          .as(name)
          .isEqualTo(CategoryEncoding.ONE_HOT);
    }
  }

  @Test
  void gatesTreesAndCostAreProposedAndExplained(SparkSession spark) {
    Looking looking = new Looking(spark, folder);
    Path rows = looking.write("rows.csv", GiveMeSomeCredit.csv("_c0", ROWS));
    EffectiveConfig settings = looking.settings(rows, "csv", "label.column=SeriousDlqin2yrs");
    SourceProfile profile = looking.at(settings, OptionalLong.empty());
    String yaml = StarterJob.yaml(profile, settings);
    JobConfig job = new Looking(null, folder).proposed(settings, profile).job();

    assertThat(SchemaFile.JOB.problems(yaml)).isEmpty();
    double p = profile.label().rate();
    double chance = -p * Math.log(p) - (1 - p) * Math.log(1 - p);
    assertThat(job.gates()).extracting(GateLimit::metric).containsExactly("auc", "logLoss");
    assertThat(job.gates().get(0).min()).isEqualTo(OptionalDouble.of(0.5));
    assertThat(job.gates().get(1).max().getAsDouble()).isBetween(chance, chance + 0.001);
    assertThat(job.training().params())
        .containsEntry("max_depth", "3")
        .containsEntry("eta", "0.05");
    assertThat(yaml)
        .contains("\n# 1,200 rows are few for trees", "\n# What does a mistake cost?")
        .contains("\n# Chance alone: auc 0.5");
  }

  @Test
  void whatTheJobSaysIsKept(SparkSession spark) {
    Looking looking = new Looking(spark, folder);
    Path rows = looking.write("rows.csv", GiveMeSomeCredit.csv("_c0", ROWS));
    EffectiveConfig settings =
        looking.settings(
            rows,
            "csv",
            "label.column=SeriousDlqin2yrs",
            "training.rounds=77",
            "gates.ks.min=0.1",
            "evaluation.cost.falseNegative=7");
    SourceProfile profile = looking.at(settings, OptionalLong.empty());
    String yaml = StarterJob.yaml(profile, settings);
    JobConfig job = new Looking(null, folder).proposed(settings, profile).job();

    assertThat(job.training()).isEqualTo(settings.job().training());
    assertThat(job.gates()).isEqualTo(settings.job().gates());
    assertThat(job.evaluation()).isEqualTo(settings.job().evaluation());
    assertThat(yaml).doesNotContain("mistake cost", "Chance alone", "for trees");
  }

  @Test
  void treesGrowWithTheRows() {
    var own = new Looking(null, folder).settings(folder, "parquet").job().training();
    assertThat(params(StarterTraining.of(own, 1_000, 0.3)))
        .as("as conf/credit-risk.yaml has them")
        .isEqualTo("3 0.05 3");
    assertThat(params(StarterTraining.of(own, 1_000, 0.01)))
        .as("ten defaults must still be worth a leaf")
        .isEqualTo("3 0.05 1");
    assertThat(params(StarterTraining.of(own, 50_000, 0.05))).isEqualTo("4 0.05 10");
    StarterTraining rare = StarterTraining.of(own, 50_000, 0.004);
    assertThat(params(rare)).as("200 defaults are few").isEqualTo("3 0.05 3");
    assertThat(rare.reason()).startsWith("50,000 rows with 200 of the rarer class are few for");
    assertThat(params(StarterTraining.of(own, 1_000_000, 0.999))).isEqualTo("4 0.05 10");
    assertThat(params(StarterTraining.of(own, 1_000_000, null))).isEqualTo("5 0.05 1");
    assertThat(params(StarterTraining.of(own, 1_000_000, 0.05))).isEqualTo("5 0.05 20");
  }

  private static String params(StarterTraining proposed) {
    var params = proposed.training().params();
    return String.join(
        " ", params.get("max_depth"), params.get("eta"), params.get("min_child_weight"));
  }

  private static Optional<MonotoneDirection> monotone(JobConfig job, String name) {
    return numeric(job, name).monotone();
  }

  private static NumericFeature numeric(JobConfig job, String name) {
    return (NumericFeature) feature(job, name);
  }

  private static FeatureConfig feature(JobConfig job, String name) {
    return job.features().stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
  }
}

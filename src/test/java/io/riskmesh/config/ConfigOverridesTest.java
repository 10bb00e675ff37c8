package io.riskmesh.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.config.NumberOptions.Impute;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigOverridesTest {
  @TempDir Path folder;

  @Test
  void laterOnesWin() {
    assertThat(
            new Loading(folder).job("training.rounds=5", "training.rounds=6").training().rounds())
        .isEqualTo(6);
  }

  @Test
  void nullGivesTheDefaultBack() {
    Loading loading = new Loading(folder);
    String job = Loading.JOB + "training: {rounds: 5, params: {eta: 0.1, gamma: 1}}\n";

    TrainingConfig training =
        loading
            .load(job, Loading.ENV, "training.rounds=null", "training.params.gamma=")
            .job()
            .training();

    assertThat(training.rounds()).isEqualTo(200);
    assertThat(training.params()).containsOnlyKeys("eta");
  }

  @Test
  void reachListItemsByNameAndByPosition() {
    JobConfig job =
        new Loading(folder)
            .job(
                "features.age.impute=mean",
                "features.1.missing=bucket",
                "features.2={name: last, kind: numeric}");

    assertThat(((NumericFeature) job.features().get(0)).options().impute()).isEqualTo(Impute.MEAN);
    assertThat(((CategoricalFeature) job.features().get(1)).missing())
        .isEqualTo(CategoricalFeature.Missing.BUCKET);
    assertThat(job.features().get(2).name()).isEqualTo("last");
  }

  @Test
  void reachNamesWithDotsTheLongestFirst() {
    String job =
        """
        name: dots
        source: {path: rows.csv}
        label: {column: bad, positive: 1}
        features:
          - {name: A, kind: numeric}
          - {name: A.b, kind: numeric}
        """;
    List<FeatureConfig> features =
        new Loading(folder).load(job, Loading.ENV, "features.A.b.impute=mean").job().features();

    assertThat(((NumericFeature) features.get(0)).options().impute()).isEqualTo(Impute.NONE);
    assertThat(((NumericFeature) features.get(1)).options().impute()).isEqualTo(Impute.MEAN);
  }

  @Test
  void keepDotsInKeysOfOpenSections() {
    EffectiveConfig settings =
        new Loading(folder)
            .load(
                Loading.JOB,
                Loading.ENV,
                "spark.conf.spark.sql.shuffle.partitions=3",
                "catalog={type: embedded, warehouse: w}",
                "catalog.seed.rl_credit-card.credit_card=c.csv",
                "source.options.a.b=1");

    assertThat(settings.env().spark().conf())
        .isEqualTo(Map.of("spark.sql.shuffle.partitions", "3"));
    assertThat(settings.env().catalog().seed())
        .isEqualTo(Map.of("rl_credit-card.credit_card", folder.resolve("c.csv").toString()));
    assertThat(settings.job().source().options()).isEqualTo(Map.of("a.b", "1"));
  }

  @Test
  void takeEverythingAfterTheFirstEqualsSign() {
    assertThat(new Loading(folder).job("source.filter=state = 'a=b'").source().filter())
        .contains("state = 'a=b'");
  }

  @Test
  void resolvePathsAgainstTheWorkingDirectory() {
    Loading loading = new Loading(folder);
    loading.write("conf/job.yaml", Loading.JOB);
    loading.write("conf/env/env.yaml", Loading.ENV);

    EffectiveConfig files = loading.loadFiles("conf/job.yaml", "conf/env/env.yaml");
    EffectiveConfig set =
        loading.loadFiles(
            "conf/job.yaml", "conf/env/env.yaml", "source.path=rows.csv", "artifacts.uri=out");

    assertThat(files.job().source().path())
        .isEqualTo(Optional.of(folder.resolve("conf/rows.csv").toString()));
    assertThat(files.env().artifacts()).isEqualTo(folder.resolve("conf/env/out").toString());
    assertThat(set.job().source().path())
        .isEqualTo(Optional.of(folder.resolve("rows.csv").toString()));
    assertThat(set.env().artifacts()).isEqualTo(folder.resolve("out").toString());
  }

  @Test
  void complainAboutWhatTheyCannotReach() {
    assertThat(
            new Loading(folder)
                .problemsWith(
                    "training",
                    "=3",
                    "training.rounds.=1",
                    "features.agee.impute=mean",
                    "features.7.impute=mean",
                    "name.first=x",
                    "training.rounds=[1",
                    "label.positive=*x"))
        .containsExactly(
            "--set: must be key=value",
            "--set training.rounds.: must be key=value",
            "--set: features.agee.impute: features has no agee, did you mean age?",
            "--set: features.7.impute: features has no 7",
            "--set: name.first: name is a single value, not a section",
            "--set: training.rounds: is not valid YAML, column 3: expected ',' or ']', but got"
                + " <stream end>",
            "--set: label.positive: aliases (*x) are not supported; write the value out");
  }

  @Test
  void neverShowASecretThatLostItsKey() {
    assertThat(new Loading(folder).problemsWith("s3cr3t"))
        .noneMatch(line -> line.contains("s3cr3t"));
  }
}

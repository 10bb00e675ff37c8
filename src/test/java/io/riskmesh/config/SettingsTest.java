package io.riskmesh.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  @TempDir Path folder;

  private Settings again(Settings settings) {
    return new Loading(folder).load(settings.jobYaml(), settings.envYaml());
  }

  @Test
  void whatIsPrintedLoadsToTheSame() {
    Settings settings =
        new Loading(folder)
            .load(
                Loading.JOB,
                "catalog: {type: embedded, warehouse: w, seed: {a-b.c: x y.csv}}\n"
                    + "artifacts: {uri: 's3://b/p'}\n"
                    + "spark: {master: 'local[*]', conf: {spark.a: 1, spark.b: 'yes', spark.c: 1.50}}",
                "features.purpose.domain=[no, '1.0', 2, 0.5, '', ' a', 'x: y', '#', '-', 1e5, 'null']",
                "source.filter=\"name = 'a: b' -- # \\n or true\"",
                "source.options={sep: '\\t', quote: '\"', nullValue: ''}",
                "training.params={eta: 0.10, gamma: 1e-3, max_depth: 4, m: '(1,0)', x: '010'}",
                "label.positive='no'",
                "quality.rules=[{check: range, column: a, min: -1.5e-7}]");

    Settings again = again(settings);

    assertThat(again.job()).isEqualTo(settings.job());
    assertThat(again.env()).isEqualTo(settings.env());
    assertThat(again.digest()).isEqualTo(settings.digest());
    assertThat(again.toYaml()).isEqualTo(settings.toYaml());
  }

  @Test
  void anotherConfigurationIsKnownByTheKeysThatDiffer() {
    Loading loading = new Loading(folder);
    Settings now = loading.load(Loading.JOB, Loading.ENV, "training.rounds=5");
    String before = loading.load(Loading.JOB, Loading.ENV, "training.rounds=7").toYaml();
    assertThat(now.isSame(before)).isFalse();
    assertThat(now.differing(before)).containsExactly("training.rounds");

    String older = now.toYaml().replaceFirst("(?m)^  implied:\n(    .*\n)+", "");
    assertThat(older).isNotEqualTo(now.toYaml());
    assertThat(now.isSame(older)).as("of a release without that default").isTrue();
    String unknown = now.jobYaml() + "gone: 1\n";
    assertThat(now.isSame(unknown)).isFalse();
    assertThat(now.differing(unknown)).as("this release has no such key").containsExactly("gone");
    assertThat(now.differing(loading.load(Loading.JOB, Loading.ENV, "drift.psi=0.3").jobYaml()))
        .as("they train nothing")
        .containsExactly("training.rounds");
  }

  @Test
  void valuesOfMaskedColumnsAreNotPrinted() {
    Loading loading = new Loading(folder);
    String[] job = {
      "label.positive=BAD",
      "quality.rules=[{check: allowed, column: age, values: [ALLOWED]}, {check: allowed, column: x, values: [OPEN]}]"
    };
    Settings open = loading.load(Loading.JOB, Loading.ENV, job);
    assertThat(open.toYaml()).contains("BAD", "ALLOWED", "OPEN").doesNotContain("withholds");

    Settings masked =
        loading.load(Loading.JOB, Loading.ENV, job[0], job[1], "privacy.mask=[bad, age]");
    assertThat(masked.toYaml())
        .contains(Settings.WITHHELD, "column: bad", "OPEN")
        .doesNotContain("BAD", "ALLOWED");
    assertThat(masked.job().quality().rules())
        .extracting(rule -> rule.inWords(masked.job().privacy()))
        .containsExactly("age: one of 1 values", "x: one of OPEN");
    assertThatThrownBy(() -> again(masked))
        .hasMessageContaining("label.positive: is missing")
        .hasMessageContaining("quality.rules.0.values: is missing");
  }

  @Test
  void theDomainOfAMaskedColumnIsPublishedWhenTheJobSaysSo() {
    Loading loading = new Loading(folder);
    String mask = "privacy.mask=[purpose]";
    String publish = "features.purpose.publishDomain=true";
    Settings settings = loading.load(Loading.JOB, Loading.ENV, mask, publish);
    assertThat(again(settings).job()).isEqualTo(settings.job());
    assertThat(settings.jobYaml()).contains("publishDomain: true");
    assertThat(loading.load(Loading.JOB, Loading.ENV).jobYaml()).doesNotContain("publishDomain");
  }

  @Test
  void printsEveryDefault() {
    assertThat(new Loading(folder).load(Loading.JOB, Loading.ENV).toYaml())
        .startsWith("# job, sha256 ")
        .contains("---\n# environment\n")
        .contains("  workers: auto\n")
        .contains("  ratios: \"60/20/20\"\n")
        .contains("  filter: null\n")
        .contains("  threadsPerWorker: 1\n");
  }

  @Test
  void digestIsOfTheJobWhateverTheOrderOfItsKeys() {
    Loading loading = new Loading(folder);
    String turned =
        """
        features:
          - {kind: numeric, name: age}
          - {domain: [0, 1, "2"], name: purpose, kind: categorical, unknown: bucket}
          - {name: rate, kind: derived, of: [amount, months], op: ratio}
        label: {positive: 1, column: bad}
        source: {path: ./rows.csv, filter: null}
        name: small
        training: {rounds: 200}
        """;
    String digest = loading.load(Loading.JOB, Loading.ENV).digest();

    assertThat(digest).matches("[0-9a-f]{64}");
    assertThat(loading.load(turned, Loading.ENV).digest()).isEqualTo(digest);
    assertThat(loading.load(Loading.JOB, Loading.ENV, "artifacts.uri=/x").digest())
        .isEqualTo(digest);
    assertThat(loading.load(Loading.JOB, Loading.ENV, "score.keep=[x]").digest()).isEqualTo(digest);
    assertThat(loading.load(Loading.JOB, Loading.ENV, "drift.psi=0.3").digest()).isEqualTo(digest);
    assertThat(loading.load(Loading.JOB, Loading.ENV, "split.seed=43").digest())
        .isNotEqualTo(digest);
  }

  @Test
  void digestTellsLargeSeedsApart() {
    Loading loading = new Loading(folder);

    assertThat(loading.load(Loading.JOB, Loading.ENV, "split.seed=9007199254740993").digest())
        .isNotEqualTo(
            loading.load(Loading.JOB, Loading.ENV, "split.seed=9007199254740992").digest());
  }

  @Test
  void masksSecrets() {
    Settings settings =
        new Loading(folder, Map.of("KEY", "hush0"))
            .load(
                Loading.JOB,
                Loading.ENV,
                "source.path=s3a://me:hush1@bucket/rows.csv",
                "artifacts.uri=s3a://hush2@bucket/out",
                "source.options.authToken=hush3",
                "spark.conf.spark.hadoop.fs.s3a.secret.key=${env:KEY}",
                "spark.conf.spark.hadoop.fs.s3a.access.key=hush4",
                "spark.conf.spark.ssl.keyPassword=hush5",
                "spark.conf.spark.driver.extraJavaOptions=-Dstore.password=hush6 -Da=b",
                "spark.conf.spark.proxy=http://u:hush7@proxy:80");

    assertThat(settings.env().spark().conf()).containsValues("hush0", "hush4", "hush5");
    assertThat(settings.toYaml())
        .doesNotContain("hush")
        .contains("s3a://***@bucket/rows.csv", "-Dstore.password=*** -Da=b");
    assertThat(settings.toString()).doesNotContain("hush");
  }

  @Test
  void digestOutlivesANewPassword() {
    Loading loading = new Loading(folder);

    assertThat(loading.load(Loading.JOB, Loading.ENV, "source.options.password=a").digest())
        .isEqualTo(loading.load(Loading.JOB, Loading.ENV, "source.options.password=b").digest());
  }

  @Test
  void theDefaultJobIsTheOneOfTheTable() {
    Settings settings = repository(Optional.empty(), Optional.empty());
    JobConfig job = settings.job();

    assertThat(job.source().table()).contains("rl_credit-card.credit_card");
    assertThat(job.label()).isEqualTo(new LabelConfig("credit_risk", "0"));
    assertThat(job.features()).hasSize(21);
    assertThat(job.keyColumns()).hasSize(20).doesNotContain("credit_risk");
    assertThat(job.split()).isEqualTo(new SplitConfig.Hash(new SplitConfig.Ratios(60, 20, 20), 42));
    assertThat(settings.env().artifacts())
        .isEqualTo(Path.of("").toAbsolutePath().resolve(".riskmesh/artifacts").toString());
    assertThat(again(settings).job()).isEqualTo(job);
    assertThat(again(settings).env()).isEqualTo(settings.env());
  }

  @Test
  void aJobThatIsOnlyExploredNeedsNoFeatures(@TempDir Path folder) {
    Loading loading = new Loading(folder);
    String job = "name: new\nsource: {path: rows.csv}\nlabel: {column: bad, positive: 1}\n";
    assertThat(loading.problems(job, Loading.ENV))
        .hasSize(1)
        .first()
        .asString()
        .contains("features");

    Settings settings = loading.explore("job.yaml", "env.yaml");

    assertThat(settings.job().features()).isEmpty();
    assertThat(settings.toYaml()).contains("features: []");
    loading.write("job.yaml", job + "features: [{name: age, kind: nmeric}]\n");
    assertThatThrownBy(() -> loading.explore("job.yaml", "env.yaml"))
        .hasMessageContaining("nmeric");
  }

  @ParameterizedTest
  @ValueSource(strings = {"emr", "emr-serverless", "sagemaker"})
  void everyEnvironmentLoadsWithTheDefaultJobOnAPath(String name) {
    Settings settings =
        repository(
            Optional.of("conf/env/" + name + ".yaml"), Optional.of("s3://bucket/credits.parquet"));

    assertThat(settings.env().artifacts()).endsWith("://bucket/prefix");
    assertThat(settings.env().spark().master()).isEmpty();
    assertThat(settings.env().spark().conf())
        .containsEntry("spark.dynamicAllocation.enabled", "false");
  }

  private static Settings repository(Optional<String> env, Optional<String> path) {
    return Settings.load(
        Optional.empty(),
        env,
        path.stream()
            .flatMap(p -> List.of("source.table=null", "source.path=" + p).stream())
            .toList(),
        new Surroundings(
            Path.of("").toAbsolutePath(),
            Optional.empty(),
            Map.of("RISKMESH_ARTIFACTS", "bucket/prefix")));
  }
}

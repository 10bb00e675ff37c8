package io.riskmesh.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.config.yaml.ProcessEnvironment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EffectiveConfigTest {
  @TempDir Path folder;

  private EffectiveConfig again(EffectiveConfig settings) {
    return new Loading(folder).load(settings.jobYaml(), settings.envYaml());
  }

  @Test
  void whatIsPrintedLoadsToTheSame() {
    EffectiveConfig settings =
        new Loading(folder)
            .load(
                Loading.JOB,
                "catalog: {type: embedded, warehouse: w, seed: {a-b.c: x y.csv}}\n"
                    + "artifacts: {uri: 's3://b/p'}\n"
                    + "spark: {master: 'local[*]', conf: {spark.sql.a: 1, spark.sql.b: 'yes', spark.sql.c: 1.50}}",
                "features.purpose.domain=[no, '1.0', 2, 0.5, '', ' a', 'x: y', '#', '-', 1e5, 'null']",
                "source.filter=\"name = 'a: b' -- # \\n or true\"",
                "source.options={sep: '\\t', quote: '\"', nullValue: ''}",
                "training.params={eta: 0.10, gamma: 1e-3, max_depth: 4, m: '(1,0)', x: '010'}",
                "label.positive='no'",
                "quality.rules=[{check: range, column: a, min: -1.5e-7}]");

    EffectiveConfig again = again(settings);

    assertThat(again.job()).isEqualTo(settings.job());
    assertThat(again.env()).isEqualTo(settings.env());
    assertThat(again.digest()).isEqualTo(settings.digest());
    assertThat(again.toYaml()).isEqualTo(settings.toYaml());
  }

  @Test
  void anotherConfigurationIsKnownByTheKeysThatDiffer() {
    Loading loading = new Loading(folder);
    EffectiveConfig now = loading.load(Loading.JOB, Loading.ENV, "training.rounds=5");
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
    EffectiveConfig open = loading.load(Loading.JOB, Loading.ENV, job);
    assertThat(open.toYaml()).contains("BAD", "ALLOWED", "OPEN").doesNotContain("withholds");

    EffectiveConfig masked =
        loading.load(Loading.JOB, Loading.ENV, job[0], job[1], "privacy.mask=[bad, age]");
    assertThat(masked.toYaml())
        .contains(EffectiveConfig.WITHHELD, "column: bad", "OPEN")
        .doesNotContain("BAD", "ALLOWED");
    assertThat(masked.job().quality().rules())
        .extracting(rule -> rule.inWords(masked.job().privacy()))
        .containsExactly("age: one of 1 values", "x: one of OPEN");
    assertThatThrownBy(() -> again(masked))
        .hasMessageContaining("label.positive: is missing")
        .hasMessageContaining("quality.rules.0.values: is missing");
  }

  @Test
  void binsAreReadAgainAndThoseOfAMaskedColumnNeedConsent() {
    Loading loading = new Loading(folder);
    String woe =
        "features.purpose={name: purpose, kind: woe, values: category, special: [9], maxBins: 4, missingValues: [NA]%s}";
    EffectiveConfig settings =
        loading.load(
            Loading.JOB,
            Loading.ENV,
            woe.formatted(", publishDomain: true"),
            "features.age={name: age, kind: bins, trend: valley, minShare: 0.1}",
            "privacy.mask=[purpose]");
    assertThat(again(settings).job()).isEqualTo(settings.job());
    assertThat(settings.job().features().get(0).outputs()).containsExactly("age=missing");
    assertThatThrownBy(
            () ->
                loading.load(Loading.JOB, Loading.ENV, woe.formatted(""), "privacy.mask=[purpose]"))
        .hasMessageContaining("the values of its bins: set publishDomain: true");
  }

  @Test
  void theDomainOfAMaskedColumnIsPublishedWhenTheJobSaysSo() {
    Loading loading = new Loading(folder);
    String mask = "privacy.mask=[purpose]";
    String publish = "features.purpose.publishDomain=true";
    EffectiveConfig settings = loading.load(Loading.JOB, Loading.ENV, mask, publish);
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
  void whatAVariableHoldsIsNeverPrinted() {
    Map<String, String> variables =
        Map.of("NAME", "hush-name", "PART", "hush-part", "HOURS", "7", "ROOT", "/hush-root");
    Loading loading = new Loading(folder, variables);
    String[] job = {
      "source.path=${env:PART}/rows.csv",
      "source.filter=\"x = '${env:PART}'\"",
      "source.options.nullValue=${env:NAME}",
      "training.timeout=${env:HOURS}h",
      "privacy.mask=[z, \"${env:NAME}\", a]",
      "features=[{name: '${env:NAME}', kind: numeric}, {name: p, kind: categorical, domain: [x, '${env:PART}'], publishDomain: true}]",
      "artifacts.uri=${env:ROOT}/out",
      "spark.conf.spark.hadoop.fs.azure.account.key.x=${env:NAME}",
      "spark.conf.spark.hadoop.x.y=literal-${env:PART}-literal",
      "spark.conf.spark.sql.x=${env:HOURS}",
    };
    EffectiveConfig settings = loading.load(Loading.JOB, Loading.ENV, job);

    assertThat(settings.job().source().path()).contains(folder.resolve("hush-part/rows.csv") + "");
    assertThat(settings.toYaml())
        .doesNotContain("hush", "PT7H", "literal")
        .contains(
            "path: \"" + folder.resolve("${env:PART}/rows.csv") + "\"",
            "filter: \"x = '${env:PART}'\"",
            "nullValue: \"${env:NAME}\"",
            "timeout: \"${env:HOURS}h\"",
            "- a\n  - \"${env:NAME}\"\n  - z\n",
            "- name: \"${env:NAME}\"\n  column: \"${env:NAME}\"\n",
            "- x\n  - \"${env:PART}\"\n",
            "uri: \"${env:ROOT}/out\"",
            "spark.hadoop.fs.azure.account.key.x: \"${env:NAME}\"",
            "spark.hadoop.x.y: \"***${env:PART}***\"",
            "spark.sql.x: \"${env:HOURS}\"");
    EffectiveConfig again = loading.load(settings.jobYaml(), settings.envYaml());
    assertThat(again.job()).isEqualTo(settings.job());
    assertThat(again.digest()).isEqualTo(settings.digest());
    assertThat(loading.problems(Loading.JOB, Loading.ENV, "label.column=${env:NAME}", job[5]))
        .anySatisfy(
            line -> assertThat(line).endsWith("reads the label ${env:NAME}: target leakage"));
  }

  @Test
  void aJobMadeOfAnotherKeepsItsVariables() {
    EffectiveConfig settings =
        new Loading(folder, Map.of("DAY", "hush-day"))
            .load(
                Loading.JOB,
                Loading.ENV,
                "source.filter=\"day = '${env:DAY}'\"",
                "label.column=${env:DAY}",
                "features.age.column=${env:DAY}2");
    JobConfig job = settings.job();
    JobConfig made =
        new Loading(folder)
            .job("source.filter=\"(day = 'hush-day') and true\"", "label.column=hush-day");

    assertThat(settings.with(job).toYaml()).isEqualTo(settings.toYaml());
    assertThat(settings.with(made).jobYaml())
        .doesNotContain("hush", "${env:DAY}2")
        .contains("filter: \"(day = '${env:DAY}') and true\"", "column: \"${env:DAY}\"");
  }

  @Test
  void aVariableThatHasChangedIsAnotherConfiguration() {
    String[] job = {"source.path=${env:DAY}.csv", "source.options.password=${env:PW}"};
    EffectiveConfig monday =
        new Loading(folder, Map.of("DAY", "mon", "PW", "1")).load(Loading.JOB, Loading.ENV, job);
    EffectiveConfig tuesday =
        new Loading(folder, Map.of("DAY", "tue", "PW", "2")).load(Loading.JOB, Loading.ENV, job);
    EffectiveConfig plain =
        new Loading(folder).load(Loading.JOB, Loading.ENV, "source.path=tue.csv");

    assertThat(tuesday.jobYaml()).isEqualTo(monday.jobYaml());
    assertThat(tuesday.digest()).isNotEqualTo(monday.digest());
    assertThat(tuesday.isSame(monday.toYaml())).as("what was held then is not known").isFalse();
    assertThat(tuesday.differing(monday.toYaml()))
        .containsExactly("source.options.password", "source.path");
    assertThat(plain.isSame(monday.toYaml())).as("the variable is gone").isFalse();
    assertThat(plain.differing(monday.toYaml()))
        .contains("source.path")
        .doesNotContain("training.rounds", "label.column");
    assertThat(tuesday.differing(plain.toYaml())).containsExactly("source.options.password");
    String spelled = tuesday.jobYaml().replace("${env:DAY}", "tue");
    assertThat(tuesday.isSame(spelled)).as("a digest leaves passwords out").isTrue();
  }

  @Test
  void settingsAreToldWhenTheyAreKnownToBeHarmless() {
    EffectiveConfig settings =
        new Loading(folder)
            .load(
                Loading.JOB,
                Loading.ENV,
                "source.options={sep: ';', Header: true, authToken: hush, key: hush, header.Authorization: hush}",
                "spark.conf.spark.task.cpus=2",
                "spark.conf.spark.dynamicAllocation.enabled=false",
                "spark.conf.spark.sql.catalog.lake=org.Lake",
                "spark.conf.spark.sql.catalog.lake.type=rest",
                "spark.conf.spark.sql.catalog.lake.header.X=hush",
                "spark.conf.spark.sql.x.privateKey=hush",
                "spark.conf.spark.hadoop.fs.azure.account.key.x=hush",
                "spark.conf.spark.hadoop.fs.s3a.server-side-encryption.key=hush",
                "spark.conf.spark.hadoop.fs.s3a.aws.credentials.provider=org.Provider",
                "spark.conf.spark.executorEnv.PGPASSWD=hush",
                "spark.conf.spark.executorEnv.X=hush",
                "spark.conf.spark.driver.passphrase=hush",
                "spark.conf.spark.ui.passwd=hush",
                "spark.conf.spark.some.sas=hush",
                "spark.conf.spark.pw=1234567");

    assertThat(settings.env().spark().conf()).containsValues("hush", "1234567");
    assertThat(settings.toYaml())
        .doesNotContain("hush", "1234567")
        .contains(
            "sep: \";\"",
            "Header: true",
            "authToken: \"***\"",
            "key: \"***\"",
            "spark.task.cpus: 2\n",
            "spark.dynamicAllocation.enabled: false\n",
            "spark.sql.catalog.lake: org.Lake\n",
            "spark.sql.catalog.lake.type: rest\n",
            "spark.hadoop.fs.s3a.aws.credentials.provider: org.Provider\n",
            "spark.hadoop.fs.azure.account.key.x: \"***\"",
            "spark.pw: \"***\"");
    assertThat(settings.toString() + settings.env()).doesNotContain("hush", "1234567");
  }

  @Test
  void secretsWithinAHarmlessSettingAreMasked() {
    EffectiveConfig settings =
        new Loading(folder)
            .load(
                Loading.JOB,
                Loading.ENV,
                "source.options.comment=a?password=hush1&b=c",
                "spark.conf.spark.driver.extraJavaOptions=\"-Dstore.password='hu sh2' -Xss4m -Da=hush3 -Duser.timezone=UTC\"",
                "spark.conf.spark.sql.url=jdbc:x://u:hu/sh4@db:5432/t",
                "spark.conf.spark.driver.proxy=http://u:hush5@proxy:80");

    assertThat(settings.toYaml())
        .doesNotContain("hush", "hu sh2", "hu/sh4")
        .contains(
            "comment: \"a?password=***&b=c\"",
            "-Dstore.password=*** -Xss4m -Da=*** -Duser.timezone=UTC",
            "jdbc:x://***@db:5432/t",
            "http://***@proxy:80");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "source.path=s3a://me:hush@bucket/rows.csv",
        "source.path=s3a://me:hu/sh@bucket/rows.csv",
        "source.path=sftp://hush@host/rows.csv",
        "source.path=abfss://c:hush@account/rows.csv",
        "source.path=${env:AT}/rows.csv",
        "artifacts.uri=s3a://me:hush@bucket/out",
        "catalog={type: embedded, warehouse: w, seed: {a.b: 's3a://me:hush@bucket/c.csv'}}",
      })
  void aLocationHoldsNoUser(String set) {
    assertThat(
            new Loading(folder, Map.of("AT", "s3a://me:hush@bucket"))
                .problems(Loading.JOB, Loading.ENV, set))
        .singleElement()
        .asString()
        .contains(": must not contain a user name or password")
        .doesNotContain("hush", "hu/sh");
  }

  @Test
  void aContainerIsNoUser() {
    EffectiveConfig settings =
        new Loading(folder)
            .load(Loading.JOB, Loading.ENV, "source.path=abfss://raw@lake.core.net/rows.csv");

    assertThat(settings.jobYaml()).contains("abfss://raw@lake.core.net/rows.csv");
    assertThat(new Loading(folder).job("source.path=s3a://b:80/x@y.csv").source().path())
        .contains("s3a://b:80/x@y.csv");
  }

  /** Runs of earlier releases are resumed under these digests, so they must not change. */
  @Test
  void digestsStayWhatTheyWere() {
    assertThat(repository(Optional.empty(), Optional.empty()).digest())
        .isEqualTo("a72dd4e33daf7b7583ca83200a8e045cbb1ba2a53b6c2405ae392baf50cc854b");
    assertThat(
            new Loading(folder, Map.of("PW", "x", "PART", "part"))
                .load(
                    Loading.JOB,
                    Loading.ENV,
                    "training.timeout=6h",
                    "source.path=abfss://raw@lake.core.net/${env:PART}.csv",
                    "source.filter=\"u = 'http://a@b'\"",
                    "source.options={sep: '|', authToken: x, apiKey: '${env:PW}', a: 'q?token=1', n: 0.5, b: true}",
                    "privacy.mask=[b, a]")
                .digest())
        .isEqualTo("ea56646b0af529120496a55071101b4833e72b0865161e29a62cd61602483809");
  }

  @Test
  void digestOutlivesANewPassword() {
    Loading loading = new Loading(folder);

    assertThat(loading.load(Loading.JOB, Loading.ENV, "source.options.password=a").digest())
        .isEqualTo(loading.load(Loading.JOB, Loading.ENV, "source.options.password=b").digest());
  }

  @Test
  void theDefaultJobIsTheOneOfTheTable() {
    EffectiveConfig settings = repository(Optional.empty(), Optional.empty());
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

    EffectiveConfig settings = loading.explore("job.yaml", "env.yaml");

    assertThat(settings.job().features()).isEmpty();
    assertThat(settings.toYaml()).contains("features: []");
    loading.write("job.yaml", job + "features: [{name: age, kind: nmeric}]\n");
    assertThatThrownBy(() -> loading.explore("job.yaml", "env.yaml"))
        .hasMessageContaining("nmeric");
  }

  @ParameterizedTest
  @ValueSource(strings = {"emr", "emr-eks", "emr-serverless", "glue", "sagemaker"})
  void everyEnvironmentLoadsWithTheDefaultJobOnAPath(String name) {
    EffectiveConfig settings =
        repository(
            Optional.of("conf/env/" + name + ".yaml"), Optional.of("s3://bucket/credits.parquet"));

    assertThat(settings.env().artifacts()).endsWith("://bucket/prefix");
    assertThat(settings.env().spark().master()).isEmpty();
    assertThat(settings.env().spark().conf())
        .containsEntry("spark.dynamicAllocation.enabled", "false");
  }

  private static EffectiveConfig repository(Optional<String> env, Optional<String> path) {
    return EffectiveConfig.load(
        Optional.empty(),
        env,
        path.stream()
            .flatMap(p -> List.of("source.table=null", "source.path=" + p).stream())
            .toList(),
        new ProcessEnvironment(
            Path.of("").toAbsolutePath(),
            Optional.empty(),
            Map.of("RISKMESH_ARTIFACTS", "bucket/prefix")));
  }
}

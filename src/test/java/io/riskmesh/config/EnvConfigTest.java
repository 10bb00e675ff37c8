package io.riskmesh.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.config.EnvConfig.Catalog;
import io.riskmesh.config.EnvConfig.CatalogType;
import io.riskmesh.config.EnvConfig.Spark;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvConfigTest {
  @TempDir Path folder;

  @Test
  void fillsInEveryDefault() {
    assertThat(new Loading(folder).load(Loading.JOB, "artifacts: {uri: out}").env())
        .isEqualTo(
            new EnvConfig(
                new Catalog(CatalogType.NONE, Optional.empty(), Map.of()),
                folder.resolve("out").toString(),
                new Spark(Optional.empty(), Map.of())));
  }

  @Test
  void mapsEveryKey() {
    String yaml =
        """
        catalog:
          type: embedded
          warehouse: ../warehouse
          seed: {rl_credit-card.credit_card: data/c.csv, A.B: /abs/b.csv}
        artifacts: {uri: "s3://bucket/${env:PREFIX}"}
        registry: {type: none}
        spark:
          master: local[*]
          conf: {spark.task.cpus: 2, spark.ui.enabled: false, spark.x: "007", spark.none: null}
        """;

    assertThat(new Loading(folder, Map.of("PREFIX", "p/q")).load(Loading.JOB, yaml).env())
        .isEqualTo(
            new EnvConfig(
                new Catalog(
                    CatalogType.EMBEDDED,
                    Optional.of(folder.resolveSibling("warehouse").toString()),
                    Map.of(
                        "rl_credit-card.credit_card",
                        folder.resolve("data/c.csv").toString(),
                        "A.B",
                        "/abs/b.csv")),
                "s3://bucket/p/q",
                new Spark(
                    Optional.of("local[*]"),
                    Map.of(
                        "spark.task.cpus", "2", "spark.ui.enabled", "false", "spark.x", "007"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "catalog.type=glu | catalog.type: must be one of embedded, none, is \"glu\"",
        "catalog.type=embedded | catalog.warehouse: is missing",
        "catalog.warehouse=w | catalog.warehouse: goes with catalog.type: embedded",
        "catalog={type: embedded, warehouse: 's3://b/w'} | catalog.warehouse: must be a local folder, is \"s3://b/w\"",
        "catalog={type: embedded, warehouse: w, seed: {t: x.csv}} | catalog.seed.t: the key must be database.table",
        "catalog={type: embedded, warehouse: w, seed: {a.t: 3}} | catalog.seed.a.t: must be a text, is 3",
        "artifacts.uri=null | artifacts.uri: is missing",
        "artifacts.uri=' ' | artifacts.uri: must not be empty",
        "artifacts.url=x | artifacts.url: unknown key, did you mean uri?",
        "registry.type=sagemaker | registry.type: must be none, is \"sagemaker\"",
        "spark.master=4 | spark.master: must be a text, is 4",
        "spark.config.x=4 | spark.config: unknown key, did you mean conf?",
        "spark.conf={spark.x: {y: 1}} | spark.conf.spark.x: must be a single value, is a section",
        "spark.conf={spark.my.password: [p4ss]} | spark.conf.spark.my.password: must be a single value, is ***",
        "spark.conf={hive.x: 1} | spark.conf.hive.x: a Spark setting starts with spark.",
      })
  void namesKeyValueAndWhatIsAllowed(String set, String problem) {
    assertThat(new Loading(folder).problemsWith(set))
        .singleElement()
        .satisfies(
            line ->
                assertThat(line.replaceFirst("^(--set|env\\.yaml:\\d+): ", "")).isEqualTo(problem));
  }

  @Test
  void printsNoSecretWhenLogged() {
    EnvConfig env =
        new Loading(folder)
            .load(Loading.JOB, Loading.ENV, "spark.conf.spark.hadoop.fs.s3a.secret.key=hush")
            .env();

    assertThat(env.spark().conf()).containsValue("hush");
    assertThat(env.toString()).doesNotContain("hush").contains("***");
  }
}

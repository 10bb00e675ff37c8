package io.riskmesh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.SparkTest;
import io.riskmesh.config.SchemaFile;
import io.riskmesh.it.Cli;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkTest.class)
class ProfileCommandTest {
  @TempDir Path folder;
  private Cli cli;

  @BeforeEach
  void open() {
    cli = new Cli(folder);
  }

  @Test
  void describesTheDefaultTable() {
    Cli.Ended ended = cli.run("profile");
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out()).contains("status", "1,000, default rate 30.0%", "profile.html");
    assertThat(ended.out()).doesNotContain("row 1");
    assertThat(ended.err()).contains("pass 3");
    assertThat(cli.store().list("credit-risk/profile"))
        .extracting(Store.Entry::path)
        .hasSize(2)
        .allMatch(path -> path.matches("credit-risk/profile/\\d{8}T\\d{6}Z/profile\\.(html|json)"));
  }

  @Test
  void aMinimalJobIsEnoughAndItsMasksHold() throws Exception {
    Path job = folder.resolve("minimal.yaml");
    Path loans = Path.of("test-data/loans/loans.csv").toAbsolutePath();
    Files.writeString(
        job,
        "name: minimal\nsource: {path: %s}\nlabel: {column: Defaulted, positive: \"Y\"}\nprivacy: {mask: [state, Loan.ID]}\n"
            .formatted(loans));
    Path out = folder.resolve("out");
    Path starter = folder.resolve("starter.yaml");
    Cli.Ended ended =
        cli.run(
            "profile",
            "--job",
            job.toString(),
            "--out",
            out.toString(),
            "--write-job",
            starter.toString(),
            "--show-rows",
            "2");
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out()).contains("row 2", "2650").containsPattern("state +\\*\\*\\*");
    String html = Files.readString(out.resolve("profile.html"));
    String json = Files.readString(out.resolve("profile.json"));
    String everything = html + json + Files.readString(starter) + ended.out() + ended.err();
    assertThat(everything).doesNotContain("L-000469e").doesNotContainPattern("\\bTX\\b");
    assertThat(html + json).doesNotContain("110603.55");
    JsonNode profile =
        JsonText.read(json.getBytes(java.nio.charset.StandardCharsets.UTF_8), JsonNode.class);
    assertThat(profile.path("columns")).hasSize(12);
    assertThat(profile.path("columns").get(3).path("disclosure").asText()).isEqualTo("masked");
    assertThat(Files.readString(starter))
        .contains("mask:", "#   not a feature: state, privacy.mask hides its values")
        .doesNotContain("column: state")
        .startsWith("# yaml-language-server: $schema=riskmesh-job.schema.json\n");
    assertThat(SchemaFile.JOB.problems(Files.readString(starter))).isEmpty();
    assertThat(folder.resolve("riskmesh-job.schema.json"))
        .hasSameTextualContentAs(Path.of("conf/schema/job.schema.json"));
    assertThat(cli.run("run", "--job", starter.toString(), "--dry-run").code()).isZero();
  }

  @Test
  void endsAsEveryCommandDoes() throws Exception {
    assertThat(cli.run("profile", "--set", "source.table=rl_credit-card.nowhere").code())
        .isEqualTo(20);
    Cli.Ended label = cli.run("profile", "--set", "label.column=credit_riks");
    assertThat(label.code()).isEqualTo(20);
    assertThat(label.err()).contains("did you mean credit_risk");
    Cli.Ended mask = cli.run("profile", "--set", "privacy.mask=[amuont]");
    assertThat(mask.code()).isEqualTo(20);
    assertThat(mask.err()).contains("privacy.mask: column amuont", "did you mean amount?");
    Cli.Ended none = cli.run("profile", "--set", "source.filter=age > 1000");
    assertThat(none.code()).isEqualTo(20);
    assertThat(none.err()).contains("no rows");
    assertThat(cli.store().list("credit-risk")).isEmpty();
  }

  @Test
  void refusesWhatItCannotDoBeforeAnythingStarts() throws Exception {
    Path there = Files.writeString(folder.resolve("there.yaml"), "mine");
    Cli.Ended ended = cli.run("profile", "--write-job", there.toString());
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains("already exists");
    assertThat(there).hasContent("mine");
    assertThat(cli.run("profile", "--sample", "0").code()).isEqualTo(2);
    assertThat(cli.run("profile", "--show-rows", "-1").code()).isEqualTo(2);
    assertThat(cli.run("run", "--set", "features=null").code()).as("a run needs them").isEqualTo(2);
  }

  @Test
  void aDryRunPrintsTheConfigurationAndReadsNothing() {
    Cli.Ended ended = cli.run("profile", "--dry-run", "--set", "features=null");
    assertThat(ended.code()).isZero();
    assertThat(ended.out()).contains("features: []", "name: credit-risk");
    assertThat(cli.store().list("")).isEmpty();
  }
}

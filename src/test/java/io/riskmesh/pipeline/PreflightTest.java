package io.riskmesh.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.SparkTest;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.pipeline.Preflight.Finding;
import io.riskmesh.store.ForwardingStore;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks of a job on a file, each with one thing amiss. */
class PreflightTest {
  @TempDir Path folder;
  private Store store;

  @BeforeEach
  void write() throws IOException {
    SparkTest.session();
    store = Store.openAt(folder.resolve("artifacts").toString(), Map.of());
    StringBuilder rows = new StringBuilder("id,amount,purpose,late\n");
    for (int i = 0; i < 20; i++) {
      rows.append("%d,%d,%s,%d%n".formatted(i, i * 10, i % 2 == 0 ? "car" : "home", i % 3 % 2));
    }
    Files.writeString(folder.resolve("rows.csv"), rows);
    Files.writeString(
        folder.resolve("job.yaml"),
        """
        name: loans
        source: {path: rows.csv, key: [id]}
        label: {column: late, positive: 1}
        features:
          - {name: amount, kind: numeric}
          - {name: purpose, kind: categorical, domain: [car, home]}
        """);
  }

  private Map<String, Finding> check(String... set) {
    return check(store, set);
  }

  /** Runs the checks three days from now; the findings by probe, in order. */
  private Map<String, Finding> check(Store artifacts, String... set) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "catalog.warehouse=" + folder.resolve("warehouse"),
                "artifacts.uri=" + folder.resolve("artifacts")));
    all.addAll(List.of(set));
    EffectiveConfig settings =
        EffectiveConfig.load(
            Optional.of(folder.resolve("job.yaml").toString()),
            Optional.of("conf/env/local.yaml"),
            all);
    Instant now = Instant.now().plus(Duration.ofDays(3)).plusSeconds(60);
    Map<String, Finding> findings = new LinkedHashMap<>();
    new Preflight(settings, artifacts, now).run().forEach(f -> findings.put(f.probe(), f));
    return findings;
  }

  private static void fails(Finding finding, Outcome outcome, String detail) {
    assertThat(finding.holds()).as("%s", finding).isFalse();
    assertThat(finding.outcome()).as("%s", finding).isEqualTo(outcome);
    assertThat(finding.detail()).contains(detail);
  }

  @Test
  void everythingThatARunNeedsIsTriedAndNothingIsLeft() {
    Map<String, Finding> found = check();

    assertThat(found.keySet())
        .containsExactly(
            "spark",
            "configuration",
            "artifacts",
            "source",
            "schema",
            "read",
            "freshness",
            "workers");
    assertThat(found.values()).allMatch(Finding::holds);
    assertThat(found.get("configuration").detail()).startsWith("job loans, digest ");
    assertThat(found.get("source").detail()).contains("rows.csv").contains("1 files");
    assertThat(found.get("schema").detail())
        .isEqualTo("4 of 4 columns used, all of a suitable type");
    assertThat(found.get("freshness").detail()).endsWith("3 days old");
    assertThat(found.get("workers").detail()).matches("[1-9][0-9]* slots for auto workers");
    assertThat(store.list("loans")).isEmpty();
  }

  @Test
  void aSourceThatIsMissingEndsOnlyWhatDependsOnIt() {
    Map<String, Finding> found = check("source.path=" + folder.resolve("nowhere.csv"));

    fails(found.get("source"), Outcome.SOURCE_MISSING, "nowhere.csv does not exist");
    assertThat(found.keySet())
        .containsExactly("spark", "configuration", "artifacts", "source", "workers");
    assertThat(found.get("workers").holds()).isTrue();
  }

  @Test
  void aColumnThatIsMissingIsNamedAndNoRowIsRead() {
    Map<String, Finding> found = check("features=[{name: amout, kind: numeric}]");

    fails(
        found.get("schema"),
        Outcome.SOURCE_MISSING,
        "column amout is not in the source (did you mean amount?)");
    assertThat(found.keySet())
        .containsExactly(
            "spark", "configuration", "artifacts", "source", "schema", "freshness", "workers");
  }

  @Test
  void aFilterThatIsNoneFailsTheSchema() {
    fails(
        check("source.filter=amount >").get("schema"),
        Outcome.USAGE,
        "source.filter \"amount >\" is not a valid filter");
  }

  @Test
  void whatTheTrainingWouldRejectIsToldAndTheRestTried() {
    Map<String, Finding> found = check("training.params.max_depth=-1");

    fails(found.get("configuration"), Outcome.USAGE, "training.params.max_depth: -1 is not ");
    assertThat(found.get("read").holds()).isTrue();
  }

  @Test
  void workersThatCanNeverFitAreAMistake() {
    Map<String, Finding> found = check("training.workers=1000");

    fails(found.get("workers"), Outcome.USAGE, "1000");
    assertThat(found.get("read").holds()).isTrue();
  }

  @Test
  void artifactsThatCannotBeWrittenAreToldAndTheRestTried() {
    Store sealed =
        new ForwardingStore(store) {
          @Override
          public void write(String path, byte[] content) {
            throw refused();
          }

          @Override
          public boolean create(String path, byte[] content) {
            throw refused();
          }

          private RunException refused() {
            return new RunException(Outcome.SOURCE_MISSING, "no permission to write");
          }
        };
    Map<String, Finding> found = check(sealed);

    fails(found.get("artifacts"), Outcome.SOURCE_MISSING, "no permission to write");
    assertThat(found.get("read").holds()).isTrue();
  }
}

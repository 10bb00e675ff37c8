package io.riskmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.SparkTest;
import io.riskmesh.model.ArchiveFiles;
import io.riskmesh.model.DeclaredFeature;
import io.riskmesh.model.ModelInfo;
import io.riskmesh.model.MonotoneDirection;
import io.riskmesh.model.MonotoneTrees;
import io.riskmesh.model.PathGroups;
import io.riskmesh.model.TreeEnsemble;
import io.riskmesh.model.TreeReader;
import io.riskmesh.runs.Manifest;
import io.riskmesh.store.RunPaths;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One job, two nights: the domain before the constrained feature has grown in the second. */
@ExtendWith(SparkTest.class)
class ConstrainedNightsIT {
  private static final String JOB =
      """
      name: nights
      source: {path: rows.csv, options: {header: true}}
      label: {column: bad, positive: 1}
      features:
        - {name: town, kind: categorical, domain: learn}
        - {name: amount, kind: numeric, impute: median, missingIndicator: true%s}
        - {name: age, kind: numeric}
      %s
      training: {rounds: 60, earlyStoppingRounds: 0, params: {max_depth: 5, eta: 0.3, min_child_weight: 0}}
      """;

  private static final String INTERACTIONS = "interactions: [[town, amount]]";

  @TempDir Path folder;

  @Test
  void theConstraintStaysOnItsFeature() throws Exception {
    List<Integer> positions = new ArrayList<>();
    for (int towns : new int[] {3, 5}) {
      Night free = train("free-" + towns, towns, "", "");
      assertThat(free.keeps()).as("by itself, XGBoost follows the noise").isFalse();
      assertThat(free.combinesAge()).isTrue();

      Night kept = train("kept-" + towns, towns, ", monotone: decreasing", INTERACTIONS);
      assertThat(kept.keeps()).isTrue();
      assertThat(kept.combinesAge()).isFalse();
      assertThat(kept.info().interactions()).containsExactly(List.of("town", "amount"));
      assertThat(kept.info().declared())
          .extracting(DeclaredFeature::monotone)
          .containsExactly(null, MonotoneDirection.DECREASING, null);
      positions.add(kept.position("amount"));
      assertThat(kept.text("report/report.html"))
          .contains("Constrained to", "Combined only with each other", "town, amount");
      assertThat(kept.text("registry/model-card.json"))
          .contains("\"monotone decreasing\"", "\"interactions\"");
    }
    assertThat(positions).as("towns and unknown ones come first").containsExactly(4, 6);
  }

  /** A published model. */
  private record Night(Cli cli, Manifest manifest, ModelInfo info, TreeEnsemble trees) {

    int position(String input) {
      return info.inputs().indexOf(input);
    }

    boolean keeps() {
      int[] signs = new int[info.inputs().size()];
      signs[position("amount")] = -1;
      return new MonotoneTrees(signs).find(trees).isEmpty();
    }

    boolean combinesAge() {
      List<Integer> others = new ArrayList<>();
      for (int i = 0; i < position("age"); i++) {
        others.add(i);
      }
      return new PathGroups(List.of(others)).find(trees).isPresent();
    }

    String text(String file) {
      return new String(manifest.readFile(cli.store(), file), StandardCharsets.UTF_8);
    }
  }

  private Night train(String run, int towns, String monotone, String interactions)
      throws Exception {
    Files.writeString(folder.resolve("rows.csv"), rows(towns));
    Path job = folder.resolve(run + ".yaml");
    Files.writeString(job, JOB.formatted(monotone, interactions));
    Cli cli = new Cli(folder);
    Cli.Ended ended = cli.run("run", "--job", job.toString(), "--run-id", run);
    assertThat(ended.code()).as(ended.err()).isZero();
    Optional<byte[]> archive =
        cli.store().read(new RunPaths("nights", run).published(RunPaths.MODEL));
    Map<String, byte[]> files = ArchiveFiles.unpack(archive.orElseThrow());
    return new Night(
        cli,
        cli.manifest("nights", run).orElseThrow(),
        ModelInfo.fromJson(files.get(ArchiveFiles.INFO)),
        TreeReader.read(files.get(ArchiveFiles.BOOSTER)));
  }

  /** Defaults become more frequent with the amount, which is missing in some rows. */
  private static String rows(int towns) {
    Random random = new Random(towns);
    StringBuilder csv = new StringBuilder("town,amount,age,bad\n");
    for (int row = 0; row < 900; row++) {
      double amount = random.nextInt(1_000);
      int age = 20 + random.nextInt(50);
      boolean bad = random.nextDouble() < 0.15 + amount / 2_000 - (age - 45) / 300.0;
      csv.append("t%d,".formatted(random.nextInt(towns)))
          .append(random.nextInt(10) == 0 ? "" : amount)
          .append(",%d,%d%n".formatted(age, bad ? 1 : 0));
    }
    return csv.toString();
  }
}

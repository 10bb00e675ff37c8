package io.riskmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.store.RunPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that an earlier build has published, from before attempts had folders of their own. */
class OlderReleaseIT {
  private static final Path OLDER = Path.of("src/test/resources/older");
  private static final RunPaths PATHS = new RunPaths("credit-risk", "older");

  @TempDir Path folder;
  private Cli cli;

  @BeforeEach
  void copy() throws IOException {
    cli = new Cli(folder);
    try (Stream<Path> files = Files.walk(OLDER)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = cli.artifacts().resolve(OLDER.relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    }
  }

  @Test
  void everyReadingCommandTakesIt() {
    assertThat(cli.run("runs list").out()).contains("* older", "accepted");
    assertThat(cli.run("runs show", "older").code()).isZero();
    assertThat(
            cli.run("runs show", "older", "--write-job", folder.resolve("again.yaml").toString()))
        .extracting(Cli.Ended::code)
        .isEqualTo(0);
    Cli.Ended scored = cli.run("score", "--run-id", "older");
    assertThat(scored.code()).as(scored.err()).isZero();
    Cli.Ended drift = cli.run("drift");
    assertThat(drift.code()).as(drift.err()).isIn(0, 50);
    Cli.Ended newer = cli.run("run", "--run-id", "newer", "--set", "training.rounds=5");
    assertThat(newer.code()).as(newer.err()).isZero();
    Cli.Ended compared = cli.run("runs compare", "older", "newer");
    assertThat(compared.code()).as(compared.err()).isZero();
    assertThat(cli.run("runs rollback", "--reason", "test").out()).contains("older");
  }

  /** The keys that came since, unless a job declares them, are no other configuration. */
  @Test
  void theSameRunAgainFinishesWhatIsMissingAndTrainsNothing() throws IOException {
    Files.delete(cli.artifacts().resolve(PATHS.ofJob().latest()));
    byte[] manifest = cli.store().read(PATHS.manifest()).orElseThrow();
    List<String> same =
        List.of(
            "--run-id", "older",
            "--set", "training.rounds=5",
            "--set", "evaluation.groups=null",
            "--set", "evaluation.segments=null",
            "--set", "source.asOf=2026-11-01T00:00:00Z");
    Cli.Ended again = cli.run("run", same.toArray(String[]::new));

    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.out()).contains("nothing was trained now", "a1d5b5a");
    assertThat(cli.store().read(PATHS.ofJob().latest())).isPresent();
    assertThat(cli.store().read(PATHS.manifest()).orElseThrow()).isEqualTo(manifest);
  }
}

package io.riskmesh.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.riskmesh.config.yaml.ProcessEnvironment;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Loads configuration files that a test writes into its own folder. */
public record Loading(Path folder, Map<String, String> variables) {
  public static final String JOB =
      """
      name: small
      source: {path: rows.csv}
      label: {column: bad, positive: 1}
      features:
        - {name: age, kind: numeric}
        - {name: purpose, kind: categorical, domain: [0, 1, 2]}
        - {name: rate, kind: derived, op: ratio, of: [amount, months]}
      """;

  public static final String ENV = "artifacts: {uri: out}\n";

  public Loading(Path folder) {
    this(folder, Map.of());
  }

  public Path write(String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public EffectiveConfig load(String job, String env, String... set) {
    write("job.yaml", job);
    write("env.yaml", env);
    return loadFiles("job.yaml", "env.yaml", set);
  }

  public EffectiveConfig loadFiles(String job, String env, String... set) {
    return EffectiveConfig.load(
        Optional.of(job),
        Optional.of(env),
        List.of(set),
        new ProcessEnvironment(folder, Optional.empty(), variables));
  }

  EffectiveConfig explore(String job, String env) {
    return EffectiveConfig.explore(
        Optional.of(job),
        Optional.of(env),
        List.of(),
        new ProcessEnvironment(folder, Optional.empty(), variables));
  }

  /** Loads the small job with overrides. */
  public JobConfig job(String... set) {
    return load(JOB, ENV, set).job();
  }

  /** Returns the lines after the first, which is the number of problems. */
  public List<String> problems(String job, String env, String... set) {
    RunException e = catchThrowableOfType(RunException.class, () -> load(job, env, set));
    assertThat(e).as("a configuration with problems").isNotNull();
    assertThat(e.outcome()).isEqualTo(Outcome.USAGE);
    List<String> lines = e.getMessage().lines().toList();
    int count = lines.size() - 1;
    assertThat(lines.get(0))
        .isEqualTo("%d problem%s in the configuration:".formatted(count, count == 1 ? "" : "s"));
    return lines.subList(1, lines.size());
  }

  /** Returns the problems of the small job with overrides. */
  public List<String> problemsWith(String... set) {
    return problems(JOB, ENV, set);
  }
}

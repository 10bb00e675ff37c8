package io.riskmesh.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Loads files that a test writes into a folder of its own. */
record Loading(Path folder, Map<String, String> variables) {
  static final String JOB =
      """
      name: small
      source: {path: rows.csv}
      label: {column: bad, positive: 1}
      features:
        - {name: age, kind: numeric}
        - {name: purpose, kind: categorical, domain: [0, 1, 2]}
        - {name: rate, kind: derived, op: ratio, of: [amount, months]}
      """;

  static final String ENV = "artifacts: {uri: out}\n";

  Loading(Path folder) {
    this(folder, Map.of());
  }

  Path write(String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Settings load(String job, String env, String... set) {
    write("job.yaml", job);
    write("env.yaml", env);
    return loadFiles("job.yaml", "env.yaml", set);
  }

  Settings loadFiles(String job, String env, String... set) {
    return Settings.load(
        Optional.of(job),
        Optional.of(env),
        List.of(set),
        new Surroundings(folder, Optional.empty(), variables));
  }

  Settings explore(String job, String env) {
    return Settings.explore(
        Optional.of(job),
        Optional.of(env),
        List.of(),
        new Surroundings(folder, Optional.empty(), variables));
  }

  /** The small job with overrides. */
  JobConfig job(String... set) {
    return load(JOB, ENV, set).job();
  }

  /** The lines after the first, which counts them. */
  List<String> problems(String job, String env, String... set) {
    RunException e = catchThrowableOfType(RunException.class, () -> load(job, env, set));
    assertThat(e).as("a configuration with problems").isNotNull();
    assertThat(e.outcome()).isEqualTo(Outcome.USAGE);
    List<String> lines = e.getMessage().lines().toList();
    int count = lines.size() - 1;
    assertThat(lines.get(0))
        .isEqualTo("%d problem%s in the configuration:".formatted(count, count == 1 ? "" : "s"));
    return lines.subList(1, lines.size());
  }

  /** Of the small job with overrides. */
  List<String> problemsWith(String... set) {
    return problems(JOB, ENV, set);
  }
}

package io.riskmesh.cli;

import io.riskmesh.config.EffectiveConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of every command that reads the configuration. */
final class JobOptions {
  @Option(
      names = "--job",
      paramLabel = "FILE",
      description = "What to train. Default: conf/credit-risk.yaml.")
  private String job;

  @Option(
      names = "--env",
      paramLabel = "FILE",
      description = "Where to run. Default: conf/env/local.yaml.")
  private String env;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Overrides one key, such as training.rounds=50. May be repeated.")
  private final List<String> set = new ArrayList<>();

  /** Returns whether the command line names a job. */
  boolean hasJob() {
    return job != null;
  }

  EffectiveConfig load() {
    return EffectiveConfig.load(Optional.ofNullable(job), Optional.ofNullable(env), set);
  }

  /** Loads the configuration for a command that trains nothing: the job needs no features yet. */
  EffectiveConfig explore() {
    return EffectiveConfig.explore(Optional.ofNullable(job), Optional.ofNullable(env), set);
  }
}

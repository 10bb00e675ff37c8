package io.riskmesh.config;

import io.riskmesh.config.yaml.AsWritten;
import io.riskmesh.config.yaml.ConfigLocations;
import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.ConfigProblems;
import io.riskmesh.config.yaml.LocationPaths;
import io.riskmesh.config.yaml.NodeReading;
import io.riskmesh.config.yaml.ProcessEnvironment;
import io.riskmesh.config.yaml.ValueOrigin;
import io.riskmesh.config.yaml.YamlTree;
import io.riskmesh.config.yaml.YamlWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Function;

/**
 * The effective configuration of a command: both files with overrides and defaults applied,
 * validated as far as possible without data.
 */
public final class EffectiveConfig {
  /** Comment above a printed job from which values are withheld. */
  public static final String WITHHELD =
      "# privacy.mask withholds values here: label.positive, those of an allowed rule or the groups of evaluation. Fill them in to run the job again.";

  private final JobConfig job;
  private final EnvConfig env;
  private final String digest;
  private final AsWritten asWritten;
  private final Map<String, String> variables;

  private EffectiveConfig(
      JobConfig job, EnvConfig env, AsWritten asWritten, Map<String, String> variables) {
    this.job = job;
    this.env = env;
    this.digest = TrainedSections.digest(job);
    this.asWritten = asWritten;
    this.variables = variables;
  }

  /** Returns the job: what is trained. */
  public JobConfig job() {
    return job;
  }

  /** Returns the environment: where the command runs. */
  public EnvConfig env() {
    return env;
  }

  /**
   * Returns the SHA-256 of the job as canonical JSON, without {@code score} and {@code drift}. Two
   * jobs with the same meaning have the same digest, whatever the order of their keys. A run can be
   * resumed only under the digest that it started with. The digest covers the values of variables,
   * not their names.
   */
  public String digest() {
    return digest;
  }

  /**
   * Loads the configuration of this process.
   *
   * @param job location of the job file: a local path, a URI of any file system that Hadoop
   *     supports, a name given to {@code spark-submit --files}, or {@code classpath:}; by default
   *     {@code conf/credit-risk.yaml}
   * @param env location of the environment file; by default {@code conf/env/local.yaml}
   * @param overrides {@code a.b.c=value}, later ones win; values are YAML
   * @throws io.riskmesh.store.RunException {@code USAGE} with one line per problem, or {@code
   *     SOURCE_UNAVAILABLE} if a file system does not answer
   */
  public static EffectiveConfig load(
      Optional<String> job, Optional<String> env, List<String> overrides) {
    return load(job, env, overrides, ProcessEnvironment.process());
  }

  /**
   * Loads the configuration as {@link #load(Optional, Optional, List)} does, with the given working
   * directory, home and variables.
   *
   * @param around replaces the environment of this process
   */
  public static EffectiveConfig load(
      Optional<String> job,
      Optional<String> env,
      List<String> overrides,
      ProcessEnvironment around) {
    return load(job, env, overrides, around, JobReader::read);
  }

  /**
   * Loads the configuration for exploring a source before there is a job to train. Unlike {@link
   * #load(Optional, Optional, List)}, allows {@code features} to be missing.
   */
  public static EffectiveConfig explore(
      Optional<String> job, Optional<String> env, List<String> overrides) {
    return explore(job, env, overrides, ProcessEnvironment.process());
  }

  static EffectiveConfig explore(
      Optional<String> job,
      Optional<String> env,
      List<String> overrides,
      ProcessEnvironment around) {
    return load(job, env, overrides, around, JobReader::explored);
  }

  private static EffectiveConfig load(
      Optional<String> job,
      Optional<String> env,
      List<String> overrides,
      ProcessEnvironment around,
      Function<ConfigNode, JobConfig> reader) {
    ConfigProblems problems = new ConfigProblems();
    ConfigLocations locations = new ConfigLocations(around, problems);
    Optional<YamlTree.Section> jobTree = locations.read(job.orElse(ConfigDefaults.JOB_FILE));
    Optional<YamlTree.Section> envTree = locations.read(env.orElse(ConfigDefaults.ENV_FILE));
    ValueOrigin commandLine =
        ValueOrigin.commandLine(LocationPaths.below(around.workingDirectory()));
    new ConfigOverrides(jobTree, envTree, commandLine, problems).apply(overrides);

    NodeReading reading = new NodeReading(problems, around.variables());
    Optional<ConfigNode> jobRoot = jobTree.map(tree -> ConfigNode.root(tree, reading));
    Optional<JobConfig> jobConfig = jobRoot.map(root -> root.read(reader));
    Optional<EnvConfig> envConfig =
        envTree.map(tree -> ConfigNode.root(tree, reading).read(EnvConfig::read));
    if (jobConfig.isPresent() && envConfig.isPresent()) {
      requireCatalog(jobRoot.get(), jobConfig.get(), envConfig.get());
    }
    problems.throwIfAny();
    return new EffectiveConfig(
        jobConfig.orElseThrow(), envConfig.orElseThrow(), reading.asWritten(), around.variables());
  }

  /** Creates an effective configuration from configurations that are already loaded. */
  public static EffectiveConfig of(JobConfig job, EnvConfig env) {
    return new EffectiveConfig(job, env, new AsWritten(), System.getenv());
  }

  /**
   * Returns a copy with another job that was derived from this one. Values that both jobs share are
   * still printed with their variables.
   */
  public EffectiveConfig with(JobConfig made) {
    return new EffectiveConfig(made, env, asWritten.of(job.yaml(), made.yaml()), variables);
  }

  private static void requireCatalog(ConfigNode job, JobConfig config, EnvConfig env) {
    if (config.source().table().isPresent()
        && env.catalog().type() == CatalogConfig.CatalogType.NONE) {
      job.at("source")
          .at("table")
          .problem("the environment has no catalog (catalog.type: none); use source.path");
    }
  }

  /**
   * Returns the job as YAML with every default filled in, without secrets, and with environment
   * variables by name. The text loads again as a job file if these variables are set. Values of
   * masked columns are withheld; such a job loads once they are filled in.
   */
  public String jobYaml() {
    return (job.isOpen() ? "" : WITHHELD + "\n") + YamlWriter.yaml(asWritten.told(job.told()));
  }

  /** Returns the environment as YAML, written as in {@link #jobYaml}. */
  public String envYaml() {
    return YamlWriter.yaml(asWritten.told(env.yaml()));
  }

  /** Returns both files as {@code --dry-run} prints them: two YAML documents, the job first. */
  public String toYaml() {
    return "# job, sha256 " + digest + "\n" + jobYaml() + "---\n# environment\n" + envYaml();
  }

  /**
   * Returns whether a run was started with a configuration of the same meaning. Defaults that were
   * added by a later release are filled in first, so that a new build alone makes no difference.
   * Returns false if that job reads variables: the text does not contain their values, so only its
   * digest can be compared.
   *
   * @param yaml {@link #jobYaml} or {@link #toYaml} of that run
   */
  public boolean isSame(String yaml) {
    return reread(new PrintedJob(yaml))
        .filter(other -> !other.asWritten.decides(TrainedSections.of(other.job)))
        .filter(other -> other.digest.equals(digest))
        .isPresent();
  }

  /**
   * Returns the keys of the job in which that run's configuration differs. If no printed value
   * differs, returns the keys whose values are not printed: those that contain variables, and those
   * that are withheld.
   *
   * @param yaml {@link #jobYaml} or {@link #toYaml} of that run
   */
  public SortedSet<String> differing(String yaml) {
    PrintedJob printed = new PrintedJob(yaml);
    PrintedJob before =
        reread(printed).map(other -> new PrintedJob(other.jobYaml())).orElse(printed);
    return before.differing(new PrintedJob(jobYaml()), TrainedSections.of(job));
  }

  /** Returns empty if this release cannot read the job, or if a variable is no longer set. */
  private Optional<EffectiveConfig> reread(PrintedJob printed) {
    NodeReading reading = new NodeReading(new ConfigProblems(), variables);
    return printed
        .read(reading)
        .map(found -> new EffectiveConfig(found, env, reading.asWritten(), variables));
  }

  /** Returns name and digest, without anything that must not be logged. */
  @Override
  public String toString() {
    return "EffectiveConfig[job=%s, digest=%s]".formatted(job.name(), digest);
  }
}

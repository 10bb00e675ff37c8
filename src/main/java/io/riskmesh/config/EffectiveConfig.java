package io.riskmesh.config;

import io.riskmesh.config.yaml.AsWritten;
import io.riskmesh.config.yaml.ConfigLocations;
import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.ConfigProblems;
import io.riskmesh.config.yaml.DigestedConfig;
import io.riskmesh.config.yaml.LocationPaths;
import io.riskmesh.config.yaml.ProcessEnvironment;
import io.riskmesh.config.yaml.ValueOrigin;
import io.riskmesh.config.yaml.YamlLeaves;
import io.riskmesh.config.yaml.YamlReader;
import io.riskmesh.config.yaml.YamlTree;
import io.riskmesh.config.yaml.YamlWriter;
import io.riskmesh.store.FileHashes;
import io.riskmesh.store.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The effective configuration of a command: both files with overrides and defaults applied,
 * validated as far as possible without data.
 */
public final class EffectiveConfig {

  /** Comment above a printed job from which values are withheld. */
  public static final String WITHHELD =
      "# privacy.mask withholds values here: label.positive or those of an allowed rule. Fill them in to run the job again.";

  /**
   * Sections that do not affect the trained model: they define how its scores are labelled and when
   * to retrain. A run may be resumed with other values, so they are not part of the digest.
   */
  private static final Set<String> UNTRAINED = Set.of("score", "drift");

  private final JobConfig job;
  private final EnvConfig env;
  private final String digest;
  private final AsWritten asWritten;
  private final Map<String, String> variables;

  private EffectiveConfig(
      JobConfig job, EnvConfig env, AsWritten asWritten, Map<String, String> variables) {
    this.job = job;
    this.env = env;
    this.digest = FileHashes.sha256(JsonText.line(trained(job)).getBytes(StandardCharsets.UTF_8));
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
    return load(job, env, overrides, around, JobConfig::read);
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
    return load(job, env, overrides, around, JobConfig::explored);
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

    ConfigNode.NodeReading reading = new ConfigNode.NodeReading(problems, around.variables());
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

  private static Map<String, Object> trained(JobConfig job) {
    Map<String, Object> trained = DigestedConfig.of(job.yaml());
    trained.keySet().removeAll(UNTRAINED);
    return trained;
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
    return read(yaml)
        .filter(other -> !other.asWritten.decides(trained(other.job)))
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
    Map<String, String> before =
        trained(read(yaml).map(EffectiveConfig::jobYaml).orElse(first(yaml)));
    Map<String, String> now = trained(jobYaml());
    Map<String, String> effective = trained(YamlWriter.yaml(trained(job)));
    SortedSet<String> keys = new TreeSet<>(before.keySet());
    keys.addAll(now.keySet());
    keys.removeIf(
        key ->
            Objects.equals(before.get(key), now.get(key))
                || Objects.equals(before.get(key), effective.get(key)));
    if (keys.isEmpty()) {
      keys.addAll(effective.keySet());
      keys.removeIf(key -> effective.get(key).equals(now.get(key)));
    }
    return keys;
  }

  private static Map<String, String> trained(String jobYaml) {
    Map<String, String> leaves = new TreeMap<>(YamlLeaves.of(jobYaml));
    leaves.keySet().removeIf(key -> UNTRAINED.contains(key.split("\\.", 2)[0]));
    return leaves;
  }

  /** Returns the first document, the job; the environment may follow it. */
  private static String first(String yaml) {
    return yaml.split("(?m)^---$", 2)[0];
  }

  /** Returns empty if this release cannot read the job, or if a variable is no longer set. */
  private Optional<EffectiveConfig> read(String yaml) {
    ConfigProblems problems = new ConfigProblems();
    ValueOrigin origin = new ValueOrigin("the run", 1, UnaryOperator.identity());
    ConfigNode.NodeReading reading = new ConfigNode.NodeReading(problems, variables);
    Optional<JobConfig> read =
        YamlReader.read(first(yaml), origin, "", problems)
            .filter(YamlTree.Section.class::isInstance)
            .map(tree -> ConfigNode.root((YamlTree.Section) tree, reading).read(JobConfig::read));
    return problems.isEmpty()
        ? read.map(found -> new EffectiveConfig(found, env, reading.asWritten(), variables))
        : Optional.empty();
  }

  /** Returns name and digest, without anything that must not be logged. */
  @Override
  public String toString() {
    return "EffectiveConfig[job=%s, digest=%s]".formatted(job.name(), digest);
  }
}

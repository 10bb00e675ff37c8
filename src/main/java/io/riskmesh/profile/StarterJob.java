package io.riskmesh.profile;

import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.config.EvaluationConfig;
import io.riskmesh.config.FeatureConfig;
import io.riskmesh.config.JobConfig;
import io.riskmesh.config.QualityConfig;
import io.riskmesh.config.QualityRule;
import io.riskmesh.config.SourceConfig;
import io.riskmesh.rows.StagedColumns;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A job to start from: the explored one, with features and quality rules derived from the profile.
 * It is based on the profile alone, so it reveals nothing more.
 */
public final class StarterJob {
  /** Default of {@code quality.minRows}, unless the source has less than twice as many rows. */
  private static final long ENOUGH_ROWS = 500;

  private static final String COST =
      "What does a mistake cost? The threshold follows from these two numbers. 1 to 1 means that a bad\n"
          + "# borrower accepted costs no more than a good one refused; usually it is several times as much.";

  private static final String TREND =
      """
      # monotone stands where the default rate goes one way over the whole range, and encode: ordinal
      # where it also follows the order of a few values. Keep both where the business agrees: the
      # model then never goes the other way.
      """;

  private final SourceProfile profile;
  private final JobConfig job;
  private final FeatureCandidates candidates;
  private final StarterTraining training;
  private final StarterGates gates;

  private StarterJob(SourceProfile profile, JobConfig job) {
    this.profile = profile;
    this.job = job;
    this.candidates = new FeatureCandidates(profile, job);
    Double rate = profile.label().rate();
    this.training = StarterTraining.of(job.training(), rows(), rate);
    this.gates = StarterGates.of(job.gates(), job.source().weight().isPresent() ? null : rate);
  }

  /** Returns the number of rows of the source, of which the profile may have read a sample. */
  private long rows() {
    return profile.sampledFrom() == null ? profile.rows() : profile.sampledFrom();
  }

  /**
   * Returns the job file.
   *
   * @param settings the command's settings; nothing of the environment is written
   * @throws RunException {@code DATA_QUALITY} if no column can be a feature
   */
  public static String yaml(SourceProfile profile, EffectiveConfig settings) {
    StarterJob starter = new StarterJob(profile, settings.job());
    JobConfig proposed = starter.propose();
    if (proposed.features().isEmpty()) {
      throw new RunException(
          Outcome.DATA_QUALITY,
          "no column of %s can be a feature, so no job was written; see the profile for the reasons"
              .formatted(profile.source()));
    }
    return starter.head(proposed) + starter.explained(settings.with(proposed).jobYaml());
  }

  /** Adds a comment above each section that needs a decision. */
  private String explained(String yaml) {
    EvaluationConfig cost = job.evaluation();
    Map<String, String> reasons = new LinkedHashMap<>();
    reasons.put("training:", training.reason());
    reasons.put("gates:", gates.reason());
    reasons.put("evaluation:", cost.falsePositive() == cost.falseNegative() ? COST : "");
    String told = yaml;
    for (Map.Entry<String, String> reason : reasons.entrySet()) {
      if (!reason.getValue().isEmpty()) {
        String section = "\n" + reason.getKey();
        told = told.replace(section, "\n# " + reason.getValue() + section);
      }
    }
    return told;
  }

  private String head(JobConfig proposed) {
    StringBuilder head = new StringBuilder();
    head.append(
        "# Proposed by riskmesh profile from the data: a starting point; review it before use.\n");
    head.append(
        "# Check every domain, limit and share, and whether each feature is known when the\n");
    head.append("# decision is made.\n");
    for (FeatureCandidates.LeftOut column : candidates.leftOut()) {
      head.append("#   not a feature: %s, %s\n".formatted(line(column.name()), column.why()));
    }
    if (proposed.features().stream().anyMatch(feature -> feature.monotone().isPresent())) {
      head.append(TREND);
    }
    candidates.features().forEach(column -> gaps(column, head));
    return head.append('\n').toString();
  }

  private static void gaps(ColumnProfile column, StringBuilder head) {
    if (!column.gaps().isNone()) {
      head.append("#   treated as missing in %s: ".formatted(line(column.name())))
          .append(line(column.gaps().inWords()))
          .append('\n');
    }
  }

  /** Replaces characters that would end the comment before its line does. */
  private static String line(String name) {
    return name.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029\\ufeff]", " ");
  }

  private JobConfig propose() {
    List<FeatureConfig> features = new ArrayList<>();
    List<QualityRule> rules = new ArrayList<>();
    FeatureNaming naming = new FeatureNaming(job.source().missingValues());
    for (ColumnProfile column : candidates.features()) {
      features.add(naming.unique(column));
      rules.addAll(StarterRules.of(column, profile.rows()));
    }
    long minRows = Math.max(1, Math.min(ENOUGH_ROWS, rows() / 2));
    return job.withSource(source())
        .withQuality(new QualityConfig(minRows, rules, job.quality().implied()))
        .withFeatures(features)
        .withTraining(training.training())
        .withGates(gates.gates());
  }

  private SourceConfig source() {
    SourceConfig source = job.source();
    return new SourceConfig(
        source.table(),
        source.path(),
        source.format(),
        source.options(),
        filter(),
        source.snapshot(),
        source.asOf(),
        source.key().isEmpty() ? candidates.key() : source.key(),
        source.eventTime(),
        source.weight(),
        source.notation(),
        source.featureGroup());
  }

  /** Excludes rows without a label, which a run refuses. */
  private Optional<String> filter() {
    Optional<String> filter = job.source().filter();
    if (profile.label().missing() == 0) {
      return filter;
    }
    String labelled = StagedColumns.quoted(job.label().column()) + " IS NOT NULL";
    return Optional.of(filter.map(own -> "(%s) AND %s".formatted(own, labelled)).orElse(labelled));
  }
}

package io.riskmesh.cli;

import io.riskmesh.aws.ArtifactStores;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.config.JobConfig;
import io.riskmesh.config.ReasonConfig;
import io.riskmesh.model.ModelInfo;
import io.riskmesh.model.RecordRules;
import io.riskmesh.model.Scorer;
import io.riskmesh.records.AnswerShape;
import io.riskmesh.records.RecordCounts;
import io.riskmesh.records.RecordScoring;
import io.riskmesh.runs.Manifest;
import io.riskmesh.runs.PublishedRuns;
import io.riskmesh.scoring.PublishedScorer;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.Store;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options of {@code score --input}. */
final class RecordOptions {
  /** More reasons than a person reads. */
  private static final int MAX_REASONS = 100;

  private static final List<String> OF_RECORDS =
      List.of(
          "--input-format",
          "--output",
          "--model",
          "--absent-fields",
          "--unknown-fields",
          "--reasons");

  private static final List<String> OF_TABLES =
      List.of("--score-id", "--to-table", "--replace", "--dry-run");

  private static final List<String> OF_RUNS = List.of("--run-id", "--allow-refused");

  /** What happens to a record that lacks a field. */
  enum AbsentFields {
    ERROR,
    MISSING
  }

  /** What happens to a record with a field that no feature reads. */
  enum UnknownFields {
    ERROR,
    IGNORE
  }

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = {
        "Scores the records of this file, - for standard input: CSV with a header, JSON lines, or JSON."
      })
  private String input;

  @Option(
      names = "--input-format",
      paramLabel = "FORMAT",
      description =
          "csv, jsonl or json. Default: what the name of the file ends with; jsonl for standard input.")
  private String format;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      defaultValue = RecordFiles.STANDARD,
      description =
          "File for the answers, in the format of its name or of the input. Default: standard output.")
  private String output;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description =
          "Scores with this model.tar.gz, or the folder into which it was unpacked, instead of a published run; a job is not needed.")
  private Path model;

  @Option(
      names = "--absent-fields",
      paramLabel = "error|missing",
      defaultValue = "error",
      description =
          "Whether a record without a field that the model reads is not scored, or scored as if it were missing. Default: error.")
  private AbsentFields absent;

  @Option(
      names = "--unknown-fields",
      paramLabel = "error|ignore",
      defaultValue = "error",
      description =
          "Whether a record with a field that the model does not read is not scored, or scored without it. Default: error.")
  private UnknownFields unknown;

  @Option(
      names = "--reasons",
      paramLabel = "N",
      description =
          "Adds up to N reasons to each answer. Default: score.reasons.top of the job; 0 without it.")
  private Integer reasons;

  /** Returns whether records are to be scored. */
  boolean isAsked() {
    return input != null;
  }

  /**
   * Rejects options that belong to another way of scoring.
   *
   * @throws RunException {@code USAGE}
   */
  void requireFit(CommandSpec spec) {
    if (!isAsked()) {
      refuse(spec, OF_RECORDS, "needs --input");
      return;
    }
    refuse(spec, OF_TABLES, "does not go with --input, which scores no table");
    if (model != null) {
      refuse(spec, OF_RUNS, "does not go with --model, which names no run");
    }
    if (reasons != null && (reasons < 0 || reasons > MAX_REASONS)) {
      throw new RunException(
          Outcome.USAGE, "--reasons %d must be from 0 to %d".formatted(reasons, MAX_REASONS));
    }
  }

  private static void refuse(CommandSpec spec, List<String> names, String why) {
    for (String name : names) {
      if (spec.commandLine().getParseResult().hasMatchedOption(name)) {
        throw new RunException(Outcome.USAGE, "%s %s".formatted(name, why));
      }
    }
  }

  /**
   * Scores the records.
   *
   * @param runId the run to score with, unless there is a model
   * @return exit code: {@code DONE}, or {@code DATA_QUALITY} if records were not scored
   * @throws RunException if there is no input or no model, or the input as a whole cannot be read
   */
  int score(JobOptions options, String runId, boolean allowRefused, PrintWriter err) {
    RecordFiles files = RecordFiles.find(input, Optional.ofNullable(format), output);
    Optional<EffectiveConfig> settings =
        model == null || options.hasJob() ? Optional.of(options.load()) : Optional.empty();
    Scorer scorer =
        model == null
            ? published(settings.orElseThrow(), runId, allowRefused)
            : PublishedScorer.load(model);
    List<String> copied = settings.map(read -> copied(read.job())).orElse(List.of());
    List<String> others = settings.map(read -> others(read.job())).orElse(List.of());
    int most = reasons == null ? reasons(settings) : reasons;
    RecordRules rules =
        new RecordRules(absent == AbsentFields.MISSING, unknown == UnknownFields.IGNORE, most);
    RecordCounts counts =
        files.answer(new RecordScoring(scorer, rules, others), shape(scorer.info(), copied, most));
    return tell(counts, scorer.info().runId(), err);
  }

  private static int reasons(Optional<EffectiveConfig> settings) {
    return settings.flatMap(read -> read.job().score().reasons()).map(ReasonConfig::top).orElse(0);
  }

  private static Scorer published(EffectiveConfig settings, String runId, boolean allowRefused) {
    try (Store store = ArtifactStores.open(settings.env())) {
      Manifest manifest = new PublishedRuns(store, settings.job().name()).readManifest(runId);
      if (!allowRefused) {
        PublishedScorer.requireAccepted(manifest);
      }
      return PublishedScorer.read(store, manifest, settings.job());
    }
  }

  private static List<String> copied(JobConfig job) {
    return Stream.concat(job.source().key().stream(), job.score().keep().stream())
        .distinct()
        .toList();
  }

  /** Returns the columns of the job's table that are no features. */
  private static List<String> others(JobConfig job) {
    List<String> others = new ArrayList<>(copied(job));
    others.add(job.label().column());
    job.source().eventTime().ifPresent(others::add);
    job.source().weight().ifPresent(others::add);
    return others;
  }

  private static AnswerShape shape(ModelInfo model, List<String> copied, int reasons) {
    try {
      return new AnswerShape(model, copied, reasons);
    } catch (IllegalArgumentException e) {
      throw new RunException(
          Outcome.USAGE, e.getMessage() + ": rename it in source.key or score.keep", e);
    }
  }

  private static int tell(RecordCounts counts, String run, PrintWriter err) {
    if (counts.unscored() == 0) {
      err.printf("scored   %,d records by run %s%n", counts.records(), run);
      return Outcome.DONE.code();
    }
    err.printf(
        "riskmesh: %,d of %,d records are not scored by run %s: see their errors in the answers. The first: %s%n",
        counts.unscored(), counts.records(), run, counts.first());
    return Outcome.DATA_QUALITY.code();
  }
}

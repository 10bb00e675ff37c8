package io.riskmesh.runs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.riskmesh.catalog.SourcePin;
import io.riskmesh.config.EffectiveConfig;

/** Builds the job that reproduces a published run. */
public final class RepeatJob {
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .build();

  private RepeatJob() {}

  /**
   * Returns the run's job as a job file that also fixes what the original left open: the as-of
   * time, the Iceberg snapshot with the schema used to read it, the number of workers, and the runs
   * that it was compared with. Files have no history: if those of a path or a Hive-style table have
   * changed, the repeated run reads different data, and a comparison of the runs shows it.
   */
  public static String job(Manifest run) {
    ObjectNode job = settled(run);
    try {
      return "# Repeats run %s of job %s.%n".formatted(run.runId(), run.job())
          + (run.config().job().contains(EffectiveConfig.WITHHELD)
              ? EffectiveConfig.WITHHELD + "\n"
              : "")
          + YAML.writeValueAsString(job);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write the job as YAML", e);
    }
  }

  private static ObjectNode settled(Manifest run) {
    ObjectNode job = (ObjectNode) tree(run.config().job());
    ObjectNode source = job.withObject("/source");
    source.put("asOf", run.asOf());
    if (run.source().snapshot() != null) {
      source.set("snapshot", snapshot(run.source()));
    }
    job.withObject("/training").put("workers", run.training().workers());
    if (run.references() != null) {
      ObjectNode runs = job.withObject("/gates/champion/runs");
      runs.put("champion", run.references().champion().runId());
      runs.put("anchor", run.references().anchor().runId());
    }
    return job;
  }

  /**
   * Returns the snapshot to read. The schema may be newer than the snapshot's own; early versions
   * did not record it.
   */
  private static JsonNode snapshot(SourcePin source) {
    return source.schemaId() == null
        ? LongNode.valueOf(source.snapshot())
        : TextNode.valueOf(source.version());
  }

  private static JsonNode tree(String yaml) {
    try {
      return YAML.readTree(yaml);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not valid YAML", e);
    }
  }
}

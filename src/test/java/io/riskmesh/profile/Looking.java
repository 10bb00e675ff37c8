package io.riskmesh.profile;

import io.riskmesh.aws.AwsClients;
import io.riskmesh.catalog.SourceRequest;
import io.riskmesh.catalog.SourceResolver;
import io.riskmesh.catalog.SourceTable;
import io.riskmesh.config.EffectiveConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.SparkSession;

/** Profiles files that a test writes into its folder. */
record Looking(SparkSession spark, Path folder) {
  private static final String AS_OF = "2026-01-01T00:00:00Z";

  /** Returns settings for a file, with source and label only. */
  EffectiveConfig settings(Path source, String format, String... set) {
    String job =
        "name: look\nsource: {path: \"%s\", format: %s}\nlabel: {column: label, positive: 1}\n"
            .formatted(source, format);
    write("job.yaml", job);
    write("env.yaml", "artifacts: {uri: out}\n");
    return EffectiveConfig.explore(
        Optional.of(folder.resolve("job.yaml").toString()),
        Optional.of(folder.resolve("env.yaml").toString()),
        List.of(set));
  }

  SourceProfile at(Path source, String format, String... set) {
    return at(settings(source, format, set), OptionalLong.empty());
  }

  SourceProfile at(EffectiveConfig settings, OptionalLong sample) {
    return SourceProfiler.profile(table(settings), settings.job(), sample, pass -> {});
  }

  SourceTable table(EffectiveConfig settings) {
    return SourceResolver.open(
        spark,
        new AwsClients(settings.env().aws()),
        new SourceRequest(settings.job(), settings.env(), AS_OF, "out/work", Optional.empty()));
  }

  SourceProfile csv(String text, String... set) {
    return at(write("rows.csv", text), "csv", set);
  }

  Path write(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ColumnProfile column(SourceProfile profile, String name) {
    return profile.columns().stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }

  /** Returns everything that is written of a profile, and the job that it proposes. */
  static String everything(SourceProfile profile, EffectiveConfig settings) {
    return new String(ProfileFile.html(profile), StandardCharsets.UTF_8)
        + new String(ProfileFile.json(profile), StandardCharsets.UTF_8)
        + StarterJob.yaml(profile, settings);
  }

  /** Returns the job that {@code profile --write-job} proposes, as a run would load it. */
  EffectiveConfig proposed(EffectiveConfig settings, SourceProfile profile) {
    Path file = write("starter.yaml", StarterJob.yaml(profile, settings));
    return EffectiveConfig.load(
        Optional.of(file.toString()),
        Optional.of(folder.resolve("env.yaml").toString()),
        List.of());
  }
}

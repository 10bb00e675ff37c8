package io.riskmesh.quality;

import io.riskmesh.aws.AwsClients;
import io.riskmesh.catalog.SourceRequest;
import io.riskmesh.catalog.SourceResolver;
import io.riskmesh.catalog.SourceTable;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.config.JobConfig;
import io.riskmesh.features.FeatureCompiler;
import io.riskmesh.features.FeatureFitter;
import io.riskmesh.model.FeatureSpec;
import io.riskmesh.quality.QualityReport.Violation;
import io.riskmesh.rows.StagedColumns;
import io.riskmesh.split.RowStaging;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Files and a job over them, opened, staged and checked as in a run. */
final class RealTable {
  static final Instant AS_OF = Instant.parse("2025-01-01T00:00:00Z");

  private final SparkSession spark;
  private final Path folder;

  RealTable(SparkSession spark, Path folder) {
    this.spark = spark;
    this.folder = folder;
  }

  Path write(String name, String text) {
    try {
      Files.createDirectories(folder.resolve(name).getParent());
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the result of the query to a Parquet folder. */
  void parquet(String name, String query) {
    spark.sql(query).coalesce(1).write().mode("overwrite").parquet(folder.resolve(name).toString());
  }

  /** Reads the source with a job that has these features and the label {@code bad}. */
  Read read(String source, String features, String... more) {
    String yaml =
        "name: real\nsource: %s\nlabel: {column: bad, positive: 1}\nfeatures: [%s]\n%s\n"
            .formatted(source, features, String.join("\n", more));
    Path job = write("job.yaml", yaml);
    EffectiveConfig settings =
        EffectiveConfig.load(
            Optional.of(job.toString()),
            Optional.empty(),
            more.length > 0 ? List.of() : List.of("quality.minRows=1"));
    SourceTable table =
        SourceResolver.open(
            spark,
            new AwsClients(settings.env().aws()),
            new SourceRequest(
                settings.job(),
                settings.env(),
                AS_OF.toString(),
                folder.resolve("work").toString(),
                Optional.empty()));
    SchemaCheck.check(table.schema(), table.isText(), settings.job());
    String staged = folder.resolve("staged").toString();
    RowStaging.write(table.readRowsByFile(), settings.job(), staged);
    return new Read(settings.job(), spark.read().parquet(staged), table);
  }

  /** The staged rows, with their job and source. */
  record Read(JobConfig job, Dataset<Row> rows, SourceTable table) {
    long count() {
      return rows.count();
    }

    QualityReport report() {
      return FileGaps.find(QualityChecks.check(rows, job, AS_OF), rows, job, table::listFilePaths);
    }

    /** Returns the messages of broken rules. */
    List<String> broken() {
      return report().violations().stream().map(Violation::line).toList();
    }

    FeatureSpec fit() {
      return FeatureFitter.fit(
              rows,
              job.features(),
              job.source().missingValues(),
              job.quality().implied().maxUnknown(),
              job.privacy().mask())
          .spec();
    }

    /** Returns how often each feature is 1. */
    List<String> ones() {
      FeatureSpec spec = fit();
      Dataset<Row> features =
          rows.select(FeatureCompiler.compile(spec, rows.schema(), StagedColumns.RAW));
      return spec.names().stream()
          .map(
              name ->
                  "%s %d"
                      .formatted(
                          name, features.filter(StagedColumns.column(name).equalTo(1f)).count()))
          .toList();
    }
  }
}

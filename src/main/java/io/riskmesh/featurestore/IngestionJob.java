package io.riskmesh.featurestore;

import io.riskmesh.catalog.AccessTrail;
import io.riskmesh.catalog.IcebergAppend;
import io.riskmesh.catalog.IcebergAppend.AppendedRows;
import io.riskmesh.catalog.OfflineTable;
import io.riskmesh.catalog.SourceTable;
import io.riskmesh.config.FeatureDigest;
import io.riskmesh.config.JobConfig;
import io.riskmesh.scoring.SourceId;
import io.riskmesh.session.SoftwareVersions;
import io.riskmesh.store.FileHashes;
import io.riskmesh.store.JobPaths;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.Lease;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;

/**
 * Writes one state of a source to one feature group.
 *
 * <p>The commit that appends the rows carries their id, and the manifest is written after it: an
 * attempt that finds either appends nothing.
 */
final class IngestionJob {
  private static final int ID_LENGTH = 12;

  private final Store store;
  private final JobConfig job;
  private final GroupOptions options;
  private final GroupSchema schema;
  private final SourceTable table;
  private final String staging;
  private final String id;

  /**
   * Creates a job; nothing is read or written yet.
   *
   * @param staging folder in the store for rows before they are appended; the caller removes it
   */
  IngestionJob(
      Store store,
      JobConfig job,
      GroupOptions options,
      GroupSchema schema,
      SourceTable table,
      String staging) {
    this.store = store;
    this.job = job;
    this.options = options;
    this.schema = schema;
    this.table = table;
    this.staging = staging;
    this.id = id();
  }

  /** The same rows have the same id, whenever they are written. */
  private String id() {
    Map<String, Object> rows = new LinkedHashMap<>();
    rows.put("source", SourceId.of(table.pin()));
    rows.put("features", FeatureDigest.of(job));
    rows.put("columns", schema.names());
    rows.put("key", job.source().key());
    rows.put("times", job.source().times().toString());
    rows.put("asOf", job.source().asOf().map(Instant::toString).orElse(""));
    byte[] text = JsonText.line(rows).getBytes(StandardCharsets.UTF_8);
    return FileHashes.sha256(text).substring(0, ID_LENGTH);
  }

  /** Returns the name of the rows. */
  String rowsId() {
    return id;
  }

  /** Returns the path of the manifest in the store. */
  String manifest() {
    return path("manifest.json");
  }

  /** Returns the path of the list of records that the online store has not accepted. */
  String failures() {
    return path("failed.json");
  }

  private String path(String file) {
    return new JobPaths(job.name()).featureGroup(options.group(), id, file);
  }

  /** Returns the work folder that all attempts share. */
  RunPaths work() {
    return new RunPaths(job.name(), "features-%s-%s".formatted(options.group(), id));
  }

  /**
   * Reads the manifest of rows that are in an offline store; empty if they are not. A group that
   * was deleted and created again has another table.
   */
  Optional<IngestionManifest> findWritten(OfflineTable offline) {
    return IngestionManifest.read(store, manifest())
        .filter(written -> written.table().equals(offline.shown()));
  }

  /** Returns whether nothing is left to do. */
  boolean isDone(IngestionManifest written) {
    return !options.online() || written.isOnline();
  }

  /** Describes the access to the source. */
  AccessTrail trail(AccessTrail.AccessSpan opened, AccessTrail.AccessSpan read) {
    return AccessTrail.of(table.pin(), opened, read, schema.names());
  }

  /**
   * Appends the rows to the offline store, or finds those that an earlier attempt has appended.
   *
   * @throws RunException {@code DATA_QUALITY} for rows that a group cannot hold; {@code USAGE} if
   *     it has rows that were written for other features
   */
  AppendedRows append(IcebergAppend target, Lease lease, Instant now) {
    Optional<AppendedRows> earlier = target.find(id);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    if (target.hasOthers(FeatureDigest.of(job))) {
      throw new RunException(
          Outcome.USAGE,
          "feature group %s has rows that were written for other features than this job declares. Write these to a group of their own, or restore the features."
              .formatted(options.group()));
    }
    Dataset<Row> rows = table.readRows();
    IngestionCheck.check(rows, job, schema);
    Dataset<Row> staged = stage(schema.rows(rows));
    table.requireUnchanged();
    IngestionCheck.requireUnique(staged, schema);
    lease.require();
    return target.append(staged, id, now.truncatedTo(ChronoUnit.MICROS));
  }

  private Dataset<Row> stage(Dataset<Row> rows) {
    String uri = store.uri(staging);
    rows.write().mode(SaveMode.Overwrite).parquet(uri);
    return rows.sparkSession().read().schema(rows.schema()).parquet(uri);
  }

  /** Writes the manifest of rows that are in the offline store. */
  IngestionManifest publish(
      AppendedRows appended,
      IcebergAppend target,
      OfflineTable offline,
      AccessTrail access,
      String created) {
    IngestionManifest mine =
        new IngestionManifest(
            job.name(),
            options.group(),
            id,
            created,
            SoftwareVersions.of(),
            schema.names(),
            FeatureDigest.of(job),
            target.read(appended, schema.names()).count(),
            offline.shown(),
            appended.snapshot(),
            appended.written().toString(),
            null,
            table.pin(),
            access);
    return write(mine);
  }

  /** Writes the manifest again, with what the online store has. */
  IngestionManifest publish(IngestionManifest written, IngestionManifest.OnlineCount count) {
    return write(written.with(count));
  }

  private IngestionManifest write(IngestionManifest mine) {
    store.write(manifest(), JsonText.bytes(mine));
    return mine;
  }
}

package io.riskmesh.featurestore;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.riskmesh.catalog.AccessTrail;
import io.riskmesh.catalog.SourcePin;
import io.riskmesh.store.FileFormat;
import io.riskmesh.store.Store;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Description of rows that were written to a feature group.
 *
 * @param id name of the rows: a hash of the state of the source, the columns and the declared
 *     features
 * @param created ISO-8601 time at which the attempt that appended them began
 * @param columns names of the features
 * @param featuresSha256 {@code config.FeatureDigest}, which every row has
 * @param rows number of rows
 * @param table the offline store's table
 * @param snapshot id of the commit that added them
 * @param writeTime ISO-8601 time that these rows alone have as their {@code write_time}
 * @param online what the online store has of them; null if it was not written
 * @param source the state of the source
 * @param access who read it, when and through which API calls
 */
@JsonPropertyOrder("format")
public record IngestionManifest(
    String job,
    String group,
    String id,
    String created,
    Map<String, String> versions,
    List<String> columns,
    String featuresSha256,
    long rows,
    String table,
    long snapshot,
    String writeTime,
    OnlineCount online,
    SourcePin source,
    AccessTrail access) {

  private static final int FORMAT = 1;

  /**
   * Records in the online store.
   *
   * @param accepted records that it has accepted
   * @param failed records that it has not accepted, as listed in {@code failed.json}
   * @param complete whether every record was sent; otherwise further ones are missing
   */
  public record OnlineCount(long accepted, long failed, boolean complete) {
    boolean isDone() {
      return complete && failed == 0;
    }
  }

  /** Returns the format version that is written. */
  @JsonProperty(value = "format", access = JsonProperty.Access.READ_ONLY)
  int format() {
    return FORMAT;
  }

  static Optional<IngestionManifest> read(Store store, String path) {
    return store
        .read(path)
        .map(bytes -> FileFormat.read(bytes, IngestionManifest.class, FORMAT, store.uri(path)));
  }

  boolean isOnline() {
    return online != null && online.isDone();
  }

  IngestionManifest with(OnlineCount count) {
    return new IngestionManifest(
        job,
        group,
        id,
        created,
        versions,
        columns,
        featuresSha256,
        rows,
        table,
        snapshot,
        writeTime,
        count,
        source,
        access);
  }
}

package io.riskmesh.featurestore;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.riskmesh.store.FileFormat;
import io.riskmesh.store.FileHashes;
import io.riskmesh.store.Store;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The records that an online store did not accept. A record is named by a hash of its identifier,
 * with which the next attempt finds it again.
 *
 * @param id name of the rows, as in their {@link IngestionManifest}
 */
@JsonPropertyOrder("format")
record FailedRecords(String group, String id, List<FailedRecord> records) {
  private static final int FORMAT = 1;

  /**
   * A record.
   *
   * @param record {@link #nameOf} its identifier
   * @param error AWS's error code, or the type of the exception if AWS did not answer
   */
  record FailedRecord(String record, String error) {}

  /** Returns the format version that is written. */
  @JsonProperty(value = "format", access = JsonProperty.Access.READ_ONLY)
  int format() {
    return FORMAT;
  }

  static Optional<FailedRecords> read(Store store, String path) {
    return store
        .read(path)
        .map(bytes -> FileFormat.read(bytes, FailedRecords.class, FORMAT, store.uri(path)));
  }

  /** Returns the SHA-256 of {@code id:identifier}. */
  static String nameOf(String id, String identifier) {
    return FileHashes.sha256((id + ":" + identifier).getBytes(StandardCharsets.UTF_8));
  }
}

package io.riskmesh.store;

import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Access to one artifacts root. Paths are relative to it and use {@code /}. A failure of the file
 * system is a {@link RunException}: {@code SOURCE_MISSING} if access is denied, {@code
 * SOURCE_UNAVAILABLE} otherwise.
 */
public interface Store extends AutoCloseable {

  /** A file with its length in bytes and its modification time by the store's clock. */
  record Entry(String path, long bytes, Instant modified) {}

  /**
   * Opens the store for a folder or any URI that Hadoop's file systems support. Artifacts in a
   * bucket need conditional writes, which {@code aws.ArtifactStores} provides.
   *
   * @param spark settings of the session, of which {@code spark.hadoop.*} are used
   */
  static Store openAt(String uri, Map<String, String> spark) {
    return uri.startsWith("file:") || uri.startsWith("/")
        ? new LocalStore(LocalStore.folder(uri))
        : new HadoopStore(uri, spark);
  }

  /** Returns the absolute URI of a path in the form that Spark expects. */
  String uri(String path);

  /** Reads a file; empty if it does not exist. */
  Optional<byte[]> read(String path);

  /** Opens a file as a stream, for files of any size. */
  InputStream open(String path);

  /** Writes a file atomically: a reader sees the old content or the new. */
  void write(String path, byte[] content);

  /** Creates a file atomically unless it exists; of several callers exactly one gets true. */
  boolean create(String path, byte[] content);

  /**
   * Replaces a file if its content is still what the caller read.
   *
   * @param expected what was read; empty if there was no file
   * @return false if it has changed since
   */
  boolean replace(String path, Optional<byte[]> expected, byte[] content);

  /** Lists all files below a path in the order of their names, except hidden ones ({@code .x}). */
  List<Entry> list(String path);

  /** Removes a file or everything below a path; does nothing if there is none. */
  void delete(String path);

  /**
   * Returns the same root for small calls that should fail rather than wait, over separate
   * connections if the store has any. It is closed with this store.
   *
   * @param longest time limit of a call, if the store can enforce one
   */
  default Store impatient(Duration longest) {
    return this;
  }

  /** Releases the connections; the store cannot be used afterwards. */
  @Override
  default void close() {}

  /**
   * Writes, reads and removes a small file, and checks that the store honours the conditions of
   * {@link #create} and {@link #replace}: they ensure that only one of several attempts publishes.
   *
   * @param path prefix of the file's name; a random suffix makes it unique to this call
   * @throws RunException {@code SOURCE_MISSING} if the artifacts cannot be written, {@code
   *     SOURCE_UNAVAILABLE} if they may be writable later, {@code USAGE} if the store ignores a
   *     condition
   */
  default void probe(String path) {
    new StoreProbe(this, "%s-%s".formatted(path, UUID.randomUUID())).run();
  }

  /**
   * Asks the store to replace a file on a condition that is not met.
   *
   * @return true if the store replaced it anyway
   */
  default boolean replacesUnseen(String path, byte[] content) {
    return replace(path, Optional.of(new byte[0]), content);
  }
}

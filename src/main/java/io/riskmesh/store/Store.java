package io.riskmesh.store;

import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One artifacts root. Paths are relative to it and use {@code /}. A failure of the file system is a
 * {@link RunException}: {@code SOURCE_MISSING} when access is denied, {@code SOURCE_UNAVAILABLE}
 * otherwise.
 */
public interface Store extends AutoCloseable {

  /** A file, its length in bytes, and when it was last written by the store's clock. */
  record Entry(String path, long bytes, Instant modified) {}

  /**
   * The store for a folder or for any URI that Hadoop's file systems know. Artifacts in a bucket
   * want conditional writes, which {@code aws.Stores} has.
   *
   * @param spark settings of the session, of which the {@code spark.hadoop.*} count
   */
  static Store at(String uri, Map<String, String> spark) {
    return uri.startsWith("file:") || uri.startsWith("/")
        ? new LocalStore(LocalStore.folder(uri))
        : new HadoopStore(uri, spark);
  }

  /** The absolute URI of a path, as Spark takes it. */
  String uri(String path);

  /** A file's content; empty when there is none. */
  Optional<byte[]> read(String path);

  /** A file's content as a stream, for files of any size. */
  InputStream open(String path);

  /** Writes a file whole; a reader sees the old content or the new one. */
  void write(String path, byte[] content);

  /** Writes a file whole unless it exists; of several callers exactly one gets true. */
  boolean create(String path, byte[] content);

  /**
   * Replaces a file whose content is still what the caller saw.
   *
   * @param expected what was read; empty when there was no file
   * @return false when it has changed since
   */
  boolean replace(String path, Optional<byte[]> expected, byte[] content);

  /** All files below a path in the order of their names; hidden ones ({@code .x}) left out. */
  List<Entry> list(String path);

  /** Removes a file or everything below a path; nothing happens when there is none. */
  void delete(String path);

  /**
   * The same root for small calls that would rather fail than wait, over connections of their own
   * where there are any. Closed with this one.
   *
   * @param longest what a call may take, where a store can hold it to that
   */
  default Store impatient(Duration longest) {
    return this;
  }

  /** Gives connections back; the store is of no use after it. */
  @Override
  default void close() {}

  /**
   * Writes, reads and removes a small file, and sees whether the store keeps the conditions of
   * {@link #create} and {@link #replace}: by them one of several attempts publishes.
   *
   * @param path how the file's name begins; a random part makes it this call's own
   * @throws RunException {@code SOURCE_MISSING} when the artifacts cannot be written, {@code
   *     SOURCE_UNAVAILABLE} when they may be writable later, {@code USAGE} when the store ignores a
   *     condition
   */
  default void probe(String path) {
    new StoreProbe(this, "%s-%s".formatted(path, UUID.randomUUID())).run();
  }

  /**
   * Asks the store itself to replace a file on a condition that does not hold.
   *
   * @return true when it did all the same
   */
  default boolean replacesUnseen(String path, byte[] content) {
    return replace(path, Optional.of(new byte[0]), content);
  }
}

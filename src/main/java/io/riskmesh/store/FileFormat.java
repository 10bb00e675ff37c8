package io.riskmesh.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads files that carry a format version because they outlive a release. A file without a version
 * was written before versions existed and is read as version 1. A release reads its own and older
 * versions, but rejects newer ones: parts that it does not know may matter.
 */
public final class FileFormat {
  private static final String NUMBER = "format";

  private FileFormat() {}

  /**
   * Reads a versioned JSON file.
   *
   * @param known the newest format version that this release writes
   * @param uri names the file in the error
   * @throws RunException {@code USAGE} if a later release has written it
   */
  public static <T> T read(byte[] json, Class<T> type, int known, String uri) {
    JsonNode tree = JsonText.read(json, JsonNode.class);
    requireKnown(tree, known, uri);
    return JsonText.convert(tree, type);
  }

  /**
   * Reads the parts of a versioned JSON file that a record has, and holds no others in memory. The
   * version is checked before any part is converted: in a later one, it may have another type.
   *
   * @param type has a component {@code format}
   * @param known the newest format version that this release writes
   * @param uri names the file in the error
   * @throws RunException {@code USAGE} if a later release has written it
   * @throws IllegalArgumentException if the content is not JSON of this type
   * @throws IOException if it cannot be read
   */
  public static <T extends Record> T head(InputStream json, Class<T> type, int known, String uri)
      throws IOException {
    try {
      JsonNode tree = JsonText.fields(json, type);
      requireKnown(tree, known, uri);
      return JsonText.convert(tree, type);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("not a valid " + type.getSimpleName(), e);
    }
  }

  private static void requireKnown(JsonNode tree, int known, String uri) {
    int format = tree.path(NUMBER).asInt(1);
    if (format > known) {
      throw new RunException(
          Outcome.USAGE,
          "%s has format %d, written by a later release of riskmesh; this one supports %d. Use that release."
              .formatted(uri, format, known));
    }
  }
}

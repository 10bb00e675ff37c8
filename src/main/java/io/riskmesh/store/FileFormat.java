package io.riskmesh.store;

import com.fasterxml.jackson.databind.JsonNode;

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
    int format = tree.path(NUMBER).asInt(1);
    if (format > known) {
      throw new RunException(
          Outcome.USAGE,
          "%s has format %d, written by a later release of riskmesh; this one supports %d. Use that release."
              .formatted(uri, format, known));
    }
    return JsonText.convert(tree, type);
  }
}

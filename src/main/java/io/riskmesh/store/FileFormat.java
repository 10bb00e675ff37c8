package io.riskmesh.store;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Numbers of the formats of files that outlive a release. A file without one was written before
 * there were any, and is read as the first. A release reads what is older than itself, and nothing
 * that is newer: what it does not know of may matter.
 */
public final class FileFormat {
  private static final String NUMBER = "format";

  private FileFormat() {}

  /**
   * Reads a file of a type.
   *
   * @param known number of the newest format that this release writes
   * @param uri names the file in the error
   * @throws RunException {@code USAGE} when a later release has written it
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

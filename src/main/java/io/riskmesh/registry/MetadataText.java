package io.riskmesh.registry;

import io.riskmesh.store.FileHashes;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Converts text to the restrictions of CustomerMetadataProperties: few characters and a limited
 * length. The same text always gives the same result; two long texts with the same beginning give
 * different ones.
 */
final class MetadataText {
  static final int MAX_LENGTH = 256;

  private static final Pattern FORBIDDEN = Pattern.compile("[^\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]");

  /** User name and password before the host of a URI. */
  private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/\\s\"?#]+@");

  private static final int DIGEST = 12;

  private MetadataText() {}

  /**
   * Returns the converted text; empty for blank text, which SageMaker does not accept as a value.
   */
  static Optional<String> of(String raw) {
    if (raw == null || raw.isBlank()) {
      return Optional.empty();
    }
    String open = USER_INFO.matcher(raw).replaceAll("");
    String allowed = FORBIDDEN.matcher(open).replaceAll("_");
    return Optional.of(allowed.length() <= MAX_LENGTH ? allowed : shortened(allowed, open));
  }

  private static String shortened(String allowed, String whole) {
    String digest = FileHashes.sha256(whole.getBytes(StandardCharsets.UTF_8)).substring(0, DIGEST);
    int end = MAX_LENGTH - DIGEST - 1;
    // Does not cut a character that takes two Java characters in half.
    int cut = Character.isHighSurrogate(allowed.charAt(end - 1)) ? end - 1 : end;
    return allowed.substring(0, cut) + "-" + digest;
  }
}

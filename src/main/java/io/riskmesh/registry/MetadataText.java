package io.riskmesh.registry;

import io.riskmesh.store.FileHashes;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Texts as CustomerMetadataProperties take them: of few characters and short. The same text always
 * gives the same, and two long texts that begin alike do not.
 */
final class MetadataText {
  static final int MAX_LENGTH = 256;

  private static final Pattern FORBIDDEN = Pattern.compile("[^\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]");

  /** A user's name and key before the host of a URI. */
  private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/\\s\"?#]+@");

  private static final int DIGEST = 12;

  private MetadataText() {}

  /** The text; empty for one without anything, which SageMaker takes for no value. */
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
    // Half of a character that takes two is none.
    int cut = Character.isHighSurrogate(allowed.charAt(end - 1)) ? end - 1 : end;
    return allowed.substring(0, cut) + "-" + digest;
  }
}

package io.riskmesh.store;

import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 of files and of bytes, in lower-case hex. */
public final class Hashes {
  private Hashes() {}

  /** A file of a run as the manifest names it; the path is relative to the run's folder. */
  public record HashedFile(String path, String sha256, long bytes) {}

  public static String sha256(byte[] content) {
    return HexFormat.of().formatHex(digest().digest(content));
  }

  /**
   * Hashes everything below a folder; files in parallel, the result in the order of their names.
   */
  public static List<HashedFile> under(Store store, String folder) {
    return store.list(folder).parallelStream()
        .filter(entry -> !entry.path().endsWith("/_SUCCESS"))
        .map(
            entry ->
                new HashedFile(
                    entry.path().substring(folder.length() + 1),
                    sha256(store, entry.path()),
                    entry.bytes()))
        .toList();
  }

  private static String sha256(Store store, String path) {
    MessageDigest digest = digest();
    try (InputStream in = new DigestInputStream(store.open(path), digest)) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new RunException(Outcome.SOURCE_UNAVAILABLE, "cannot read " + store.uri(path), e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

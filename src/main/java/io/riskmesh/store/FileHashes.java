package io.riskmesh.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 of files and of bytes, in lower-case hex. */
public final class FileHashes {
  private FileHashes() {}

  /** A file of a run as listed in the manifest; the path is relative to the run's folder. */
  public record HashedFile(String path, String sha256, long bytes) {}

  /** Returns the SHA-256 of bytes, in lower-case hex. */
  public static String sha256(byte[] content) {
    return HexFormat.of().formatHex(digest().digest(content));
  }

  /**
   * Hashes all files below a folder except {@code _SUCCESS} markers, in parallel: lists the folder
   * and reads every file. The result is in the order of the file names.
   */
  public static List<HashedFile> hashFiles(Store store, String folder) {
    List<Store.Entry> files =
        store.list(folder).stream().filter(entry -> !entry.path().endsWith("/_SUCCESS")).toList();
    return ParallelIo.map(files, entry -> hashFile(store, folder, entry));
  }

  private static HashedFile hashFile(Store store, String folder, Store.Entry entry) {
    String name = entry.path().substring(folder.length() + 1);
    return new HashedFile(name, readSha256(store, entry.path()), entry.bytes());
  }

  private static String readSha256(Store store, String path) {
    MessageDigest digest = digest();
    try (InputStream in = new DigestInputStream(store.open(path), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new RunException(
          Outcome.SOURCE_UNAVAILABLE,
          "cannot read %s: %s".formatted(store.uri(path), e.getMessage()),
          e);
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

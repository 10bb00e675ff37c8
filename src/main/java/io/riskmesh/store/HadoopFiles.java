package io.riskmesh.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Atomic and conditional writes on a Hadoop file system, built on its rename alone. */
final class HadoopFiles {
  private static final Logger LOG = LoggerFactory.getLogger(HadoopFiles.class);
  private static final Duration CLAIM_KEPT = Duration.ofDays(1);

  private final FileSystem files;

  HadoopFiles(FileSystem files) {
    this.files = files;
  }

  void write(Path target, byte[] content) throws IOException {
    move(writeWhole(target, content), target, Options.Rename.OVERWRITE);
  }

  /**
   * Creates a file atomically: a writer that dies leaves a hidden file but none with the target
   * name.
   */
  boolean create(Path target, byte[] content) throws IOException {
    Path whole = writeWhole(target, content);
    try {
      move(whole, target, Options.Rename.NONE);
      return true;
    } catch (FileAlreadyExistsException e) {
      files.delete(whole, false);
      return false;
    }
  }

  /** Writes the content to a hidden file next to the target. */
  private Path writeWhole(Path target, byte[] content) throws IOException {
    Path whole = beside(target, UUID.randomUUID().toString());
    try (OutputStream out = files.create(whole, false)) {
      out.write(content);
    } catch (IOException e) {
      discard(whole, e);
      throw e;
    }
    return whole;
  }

  private void discard(Path file, IOException cause) {
    try {
      files.delete(file, false);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private static Path beside(Path target, String name) {
    return new Path(target.getParent(), "." + target.getName() + "." + name);
  }

  private void move(Path from, Path to, Options.Rename how) throws IOException {
    FileContext.getFileContext(files.getUri(), files.getConf()).rename(from, to, how);
  }

  /**
   * Replaces a file if it has the expected content. Hadoop has no conditional overwrite, so a
   * writer first claims the version it replaces: it creates a hidden claim file, which can exist
   * only once and names the file with the next content. Any writer that finds the claim renames
   * that file to the target: the owner, or the next writer if the owner has died. A claim is kept
   * for a day, so that a writer that was suspended cannot claim the same version again.
   */
  boolean succeed(Path target, byte[] expected, byte[] content) throws IOException {
    FileStatus version = files.getFileStatus(target);
    if (!Arrays.equals(readBytes(target), expected) || isChanged(target, version)) {
      return false;
    }
    Path next = writeWhole(target, content);
    String digest = FileHashes.sha256(expected).substring(0, 16);
    Path claim = beside(target, "after-%d-%s".formatted(version.getModificationTime(), digest));
    boolean isMine = create(claim, next.getName().getBytes(StandardCharsets.UTF_8));
    if (isMine) {
      follow(next, target);
      removeOldClaims(target);
    } else {
      String named = new String(readBytes(claim), StandardCharsets.UTF_8);
      follow(new Path(target.getParent(), named), target);
      files.delete(next, false);
    }
    return isMine;
  }

  private boolean isChanged(Path target, FileStatus version) throws IOException {
    FileStatus now = files.getFileStatus(target);
    return now.getModificationTime() != version.getModificationTime()
        || now.getLen() != version.getLen();
  }

  /** Renames the next content to the target; does nothing if another writer has done so. */
  private void follow(Path next, Path target) throws IOException {
    try {
      move(next, target, Options.Rename.OVERWRITE);
    } catch (FileNotFoundException e) {
      LOG.debug("{} was already renamed", next, e);
    }
  }

  private void removeOldClaims(Path target) throws IOException {
    long old = System.currentTimeMillis() - CLAIM_KEPT.toMillis();
    String prefix = beside(target, "after-").getName();
    for (FileStatus file : files.listStatus(target.getParent())) {
      if (file.getPath().getName().startsWith(prefix) && file.getModificationTime() < old) {
        files.delete(file.getPath(), false);
      }
    }
  }

  byte[] readBytes(Path file) throws IOException {
    try (InputStream in = files.open(file)) {
      return in.readAllBytes();
    }
  }
}

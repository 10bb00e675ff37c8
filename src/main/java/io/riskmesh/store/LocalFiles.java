package io.riskmesh.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A folder's files by the operating system's own calls. */
record LocalFiles(Path root) {
  private static final Logger LOG = LoggerFactory.getLogger(LocalFiles.class);
  private static final FileAttribute<?>[] NOTHING = {};

  /** What Linux says of a hard link on a file system that has none. */
  private static final List<String> NO_LINKS =
      List.of("Operation not permitted", "Operation not supported", "Function not implemented");

  /** The content under a hidden name, beside what it is for. */
  Path temporary(Path target, byte[] content) throws IOException {
    makeFolder(target.getParent());
    Path file = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      // The name must not become durable before what it names.
      channel.force(true);
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
    return file;
  }

  /** Makes what is missing of a folder's path; of ours, the root is for its owner alone. */
  void makeFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    if (folder.getParent() != null) {
      makeFolder(folder.getParent());
    }
    try {
      Files.createDirectory(folder, folder.equals(root) ? ownersAlone() : NOTHING);
      sync(folder.getParent());
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  private FileAttribute<?>[] ownersAlone() {
    return root.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : NOTHING;
  }

  /** Makes the names in a folder durable, as far as the file system does that. */
  static void sync(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException | UnsupportedOperationException e) {
      LOG.debug("{} cannot be synced", folder, e);
    }
  }

  /**
   * A hard link appears with its whole content, and fails when the name is taken.
   *
   * @return false where the file system has none, as exFAT and some shared ones
   */
  static boolean isLinked(Path target, Path whole) throws IOException {
    try {
      Files.createLink(target, whole);
      return true;
    } catch (UnsupportedOperationException e) {
      LOG.debug("hard links are not supported for {}", target, e);
    } catch (FileSystemException e) {
      if (!NO_LINKS.contains(String.valueOf(e.getReason()))) {
        throw e;
      }
      LOG.debug("hard links are not supported for {}", target, e);
    }
    return false;
  }

  /** A lock of the operating system: a killed process leaves none behind. */
  static FileLock lock(FileChannel channel) throws IOException {
    while (true) {
      try {
        return channel.lock();
      } catch (OverlappingFileLockException e) {
        // Another thread of this process has it, for as long as two small files take.
        Thread.onSpinWait();
      }
    }
  }
}

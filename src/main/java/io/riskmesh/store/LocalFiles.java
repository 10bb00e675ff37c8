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

/** Files of a folder, through direct operating system calls. */
final class LocalFiles {
  private static final FileAttribute<?>[] NOTHING = {};

  /** Linux errors for a hard link on a file system without hard links. */
  private static final List<String> NO_LINKS =
      List.of("Operation not permitted", "Operation not supported", "Function not implemented");

  private final Path root;

  LocalFiles(Path root) {
    this.root = root;
  }

  /** Not a constant: a command that only reads starts faster without a log. */
  private static Logger log() {
    return LoggerFactory.getLogger(LocalFiles.class);
  }

  /** Writes the content to a hidden file next to the target. */
  Path writeTemporary(Path target, byte[] content) throws IOException {
    makeFolder(target.getParent());
    Path file = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      // The name must not become durable before its content.
      channel.force(true);
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
    return file;
  }

  /**
   * Creates the missing folders of a path. If the root is created, it is accessible to its owner
   * only.
   */
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

  /** Makes the names in a folder durable, as far as the file system supports it. */
  static void sync(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException | UnsupportedOperationException e) {
      log().debug("{} cannot be synced", folder, e);
    }
  }

  /**
   * Creates the target as a hard link: it appears with its complete content, and fails if the name
   * exists.
   *
   * @return false if the file system has no hard links, such as exFAT and some network file systems
   */
  static boolean isLinked(Path target, Path whole) throws IOException {
    try {
      Files.createLink(target, whole);
      return true;
    } catch (UnsupportedOperationException e) {
      log().debug("hard links are not supported for {}", target, e);
    } catch (FileSystemException e) {
      if (!NO_LINKS.contains(String.valueOf(e.getReason()))) {
        throw e;
      }
      log().debug("hard links are not supported for {}", target, e);
    }
    return false;
  }

  /** Locks a file through the operating system: a killed process leaves no lock behind. */
  static FileLock lock(FileChannel channel) throws IOException {
    while (true) {
      try {
        return channel.lock();
      } catch (OverlappingFileLockException e) {
        // Another thread of this process holds the lock, for no longer than two small files take.
        Thread.onSpinWait();
      }
    }
  }
}

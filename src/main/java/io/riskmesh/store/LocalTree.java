package io.riskmesh.store;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Walks a folder that other threads and processes change meanwhile: a file that no longer exists is
 * not an error.
 */
final class LocalTree {
  private static final Logger LOG = LoggerFactory.getLogger(LocalTree.class);

  private LocalTree() {}

  /** Receives the files of a tree. */
  interface FileAction {
    void accept(Path file, BasicFileAttributes attributes) throws IOException;
  }

  /** Visits all files below a folder, or the file itself; none if it does not exist. */
  static void visit(Path root, FileAction action) throws IOException {
    Files.walkFileTree(root, new TreeVisitor(action));
  }

  /**
   * Deletes a folder or file. As in an object store, a file that was written after its folder was
   * listed stays.
   */
  static void delete(Path root) throws IOException {
    Files.walkFileTree(
        root,
        new TreeVisitor((file, attributes) -> Files.deleteIfExists(file)) {
          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
            try {
              Files.deleteIfExists(folder);
            } catch (DirectoryNotEmptyException refilled) {
              LOG.debug("{} was written to while it was deleted", folder, refilled);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static class TreeVisitor extends SimpleFileVisitor<Path> {
    private final FileAction action;

    TreeVisitor(FileAction action) {
      this.action = action;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      action.accept(file, attributes);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }
  }
}

package io.riskmesh.store;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Store in a local folder. It uses Java's file API because Hadoop's leaves a {@code .crc} next to
 * each file and cannot create a file conditionally.
 */
final class LocalStore implements Store {
  private final Path root;
  private final LocalFiles local;

  LocalStore(Path root) {
    this.root = root.toAbsolutePath().normalize();
    this.local = new LocalFiles(this.root);
  }

  static Path folder(String uri) {
    return uri.startsWith("file:") ? Path.of(URI.create(uri).getPath()) : Path.of(uri);
  }

  @Override
  public String uri(String path) {
    return root.resolve(path).toUri().toString().replaceFirst("/$", "");
  }

  @Override
  public Optional<byte[]> read(String path) {
    try {
      return Optional.of(Files.readAllBytes(root.resolve(path)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failed("read", path, e);
    }
  }

  @Override
  public InputStream open(String path) {
    try {
      return Files.newInputStream(root.resolve(path));
    } catch (IOException e) {
      throw failed("read", path, e);
    }
  }

  @Override
  public void write(String path, byte[] content) {
    try {
      Path target = root.resolve(path);
      Path whole = local.writeTemporary(target, content);
      try {
        Files.move(
            whole, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        LocalFiles.sync(target.getParent());
      } finally {
        Files.deleteIfExists(whole);
      }
    } catch (IOException e) {
      throw failed("write", path, e);
    }
  }

  @Override
  public boolean create(String path, byte[] content) {
    try {
      Path target = root.resolve(path);
      Path whole = local.writeTemporary(target, content);
      try {
        return LocalFiles.isLinked(target, whole) || whenStill(path, Optional.empty(), content);
      } catch (FileAlreadyExistsException e) {
        return false;
      } finally {
        Files.deleteIfExists(whole);
        LocalFiles.sync(target.getParent());
      }
    } catch (IOException e) {
      throw failed("write", path, e);
    }
  }

  @Override
  public boolean replace(String path, Optional<byte[]> expected, byte[] content) {
    if (expected.isEmpty()) {
      return create(path, content);
    }
    try {
      return same(read(path), expected) && whenStill(path, expected, content);
    } catch (IOException e) {
      throw failed("write", path, e);
    }
  }

  private boolean whenStill(String path, Optional<byte[]> expected, byte[] content)
      throws IOException {
    Path file = root.resolve(path);
    // The lock file is hidden because it remains.
    Path lock = file.resolveSibling("." + file.getFileName() + ".lock");
    local.makeFolder(lock.getParent());
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var held = LocalFiles.lock(channel)) {
      if (!held.isValid() || !same(read(path), expected)) {
        return false;
      }
      write(path, content);
      return true;
    }
  }

  static boolean same(Optional<byte[]> left, Optional<byte[]> right) {
    return left.isPresent() == right.isPresent()
        && (left.isEmpty() || Arrays.equals(left.get(), right.get()));
  }

  @Override
  public List<Entry> list(String path) {
    List<Entry> entries = new ArrayList<>();
    walk(
        path,
        new Visitor() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!file.getFileName().toString().startsWith(".")) {
              entries.add(
                  new Entry(
                      relative(file),
                      attributes.size(),
                      attributes.lastModifiedTime().toInstant()));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    entries.sort(Comparator.comparing(Entry::path));
    return List.copyOf(entries);
  }

  private String relative(Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }

  @Override
  public void delete(String path) {
    walk(
        path,
        new Visitor() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private void walk(String path, Visitor visitor) {
    try {
      Files.walkFileTree(root.resolve(path), visitor);
    } catch (IOException e) {
      throw failed("list or delete", path, e);
    }
  }

  /**
   * Walks a folder that other processes may change: a file that no longer exists is not an error.
   */
  private abstract static class Visitor extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }
  }

  /**
   * Returns whether retrying cannot help: access denied, read-only, or a file in place of a folder.
   */
  private static boolean isRefused(IOException e) {
    return e instanceof AccessDeniedException
        || e instanceof FileAlreadyExistsException
        || (e instanceof FileSystemException refused
            && List.of("Not a directory", "Read-only file system")
                .contains(String.valueOf(refused.getReason())));
  }

  private RunException failed(String verb, String path, IOException e) {
    return FullDisk.of(e, "cannot %s %s".formatted(verb, root.resolve(path)))
        .orElseGet(
            () ->
                new RunException(
                    isRefused(e) ? Outcome.SOURCE_MISSING : Outcome.SOURCE_UNAVAILABLE,
                    "cannot %s %s: %s"
                        .formatted(verb, root.resolve(path), e.getClass().getSimpleName()),
                    e));
  }
}

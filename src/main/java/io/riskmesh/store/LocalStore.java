package io.riskmesh.store;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Store in a local folder. It uses Java's file API because Hadoop's leaves a {@code .crc} next to
 * each file and cannot create a file conditionally.
 */
final class LocalStore implements Store {
  /** Attempts to write a file into a folder that others delete. */
  private static final int MAX_TRIES = 10;

  private final Path root;
  private final LocalFiles local;

  LocalStore(Path root) {
    this.root = root.toAbsolutePath().normalize();
    this.local = new LocalFiles(this.root);
  }

  /** Not a constant: a command that only reads starts faster without a log. */
  private static Logger log() {
    return LoggerFactory.getLogger(LocalStore.class);
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
      for (int tries = 1; !isWritten(root.resolve(path), content, tries == MAX_TRIES); tries++) {
        log().debug("the folder of {} was deleted while it was written", path);
      }
    } catch (IOException e) {
      throw failed("write", path, e);
    }
  }

  /**
   * Writes a file; returns false if its folder was deleted meanwhile, unless it is the last try.
   */
  private boolean isWritten(Path target, byte[] content, boolean isLast) throws IOException {
    Path whole = null;
    try {
      whole = local.writeTemporary(target, content);
      Files.move(
          whole, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      LocalFiles.sync(target.getParent());
      return true;
    } catch (NoSuchFileException e) {
      if (isLast) {
        throw e;
      }
      return false;
    } finally {
      if (whole != null) {
        Files.deleteIfExists(whole);
      }
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
    try {
      LocalTree.visit(
          root.resolve(path),
          (file, attributes) -> {
            if (!file.getFileName().toString().startsWith(".")) {
              entries.add(
                  new Entry(
                      relative(file),
                      attributes.size(),
                      attributes.lastModifiedTime().toInstant()));
            }
          });
    } catch (IOException e) {
      throw failed("list", path, e);
    }
    entries.sort(Comparator.comparing(Entry::path));
    return List.copyOf(entries);
  }

  private String relative(Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }

  @Override
  public void delete(String path) {
    try {
      LocalTree.delete(root.resolve(path));
    } catch (IOException e) {
      throw failed("delete", path, e);
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

package io.riskmesh.store;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/** Local files with HDFS's guarantee: a rename is atomic and fails if the target exists. */
public final class StrictFileSystem extends RawLocalFileSystem {
  private static final String SCHEME = "strict";

  /** Whether the next writer dies and leaves an empty file. */
  static final AtomicBoolean DIES = new AtomicBoolean();

  static String uri(java.nio.file.Path folder) {
    return SCHEME + "://" + folder;
  }

  static Map<String, String> settings() {
    return Map.of(
        "spark.hadoop.fs.strict.impl", StrictFileSystem.class.getName(),
        "spark.hadoop.fs.AbstractFileSystem.strict.impl", Contexts.class.getName());
  }

  @Override
  public URI getUri() {
    return URI.create(SCHEME + ":///");
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  /** Copies a status without permissions, which the superclass only reads for its own scheme. */
  private static FileStatus plain(FileStatus file) {
    return new FileStatus(
        file.getLen(), file.isDirectory(), 1, 1, file.getModificationTime(), file.getPath());
  }

  @Override
  public FileStatus getFileStatus(Path file) throws IOException {
    return plain(super.getFileStatus(file));
  }

  @Override
  public FileStatus[] listStatus(Path folder) throws IOException {
    return Arrays.stream(super.listStatus(folder))
        .map(StrictFileSystem::plain)
        .toArray(FileStatus[]::new);
  }

  @Override
  public FSDataOutputStream create(
      Path file,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    return dying(super.create(file, overwrite, bufferSize, replication, blockSize, progress));
  }

  @Override
  public FSDataOutputStream create(
      Path file,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    return dying(
        super.create(file, permission, overwrite, bufferSize, replication, blockSize, progress));
  }

  private static FSDataOutputStream dying(FSDataOutputStream out) throws IOException {
    if (!DIES.getAndSet(false)) {
      return out;
    }
    out.close();
    return new FSDataOutputStream(
        new OutputStream() {
          @Override
          public void write(int b) {
            throw new ThreadDeath();
          }
        },
        null);
  }

  /** The same file system as {@code FileContext} requires it. */
  public static final class Contexts extends DelegateToFileSystem {
    public Contexts(URI uri, Configuration conf) throws IOException, URISyntaxException {
      super(uri, new StrictFileSystem(), conf, SCHEME, false);
    }

    @Override
    public void renameInternal(Path from, Path to, boolean overwrite) throws IOException {
      synchronized (StrictFileSystem.class) {
        if (!overwrite && fsImpl.exists(to)) {
          throw new FileAlreadyExistsException(to.toString());
        }
        // Fails if the source does not exist.
        fsImpl.getFileStatus(from);
        fsImpl.rename(from, to);
      }
    }
  }
}

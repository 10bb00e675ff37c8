package io.riskmesh.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.security.AccessControlException;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;

/**
 * Any other file system that Hadoop knows: artifacts on HDFS, and configuration files wherever they
 * are, on S3 too, where nothing is written by it. {@link #create} is one conditional create where
 * the file system has it, as HDFS does; {@link #replace} compares and then renames, which leaves a
 * gap of one call between two writers of one path.
 */
final class HadoopStore implements Store {
  private final Path root;
  private final FileSystem files;

  HadoopStore(String uri, Map<String, String> spark) {
    this.root = new Path(uri);
    try {
      // Not the process's cached one: who asks first for a bucket would decide how Spark reaches
      // it.
      this.files = FileSystem.newInstance(root.toUri(), configuration(spark));
    } catch (IOException | RuntimeException e) {
      throw new RunException(
          Outcome.SOURCE_MISSING,
          "artifacts.uri %s is on no file system that is known here".formatted(uri),
          e);
    }
  }

  private static Configuration configuration(Map<String, String> spark) {
    SparkConf conf = new SparkConf();
    spark.forEach(conf::set);
    Configuration hadoop = SparkHadoopUtil.get().newConfiguration(conf);
    // Of the platforms only EMR has a client of its own under this name.
    hadoop.setIfUnset("fs.s3.impl", "org.apache.hadoop.fs.s3a.S3AFileSystem");
    return hadoop;
  }

  @Override
  public String uri(String path) {
    return at(path).toString();
  }

  private Path at(String path) {
    return path.isEmpty() ? root : new Path(root, path);
  }

  @Override
  public Optional<byte[]> read(String path) {
    try (InputStream in = files.open(at(path))) {
      return Optional.of(in.readAllBytes());
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failed("read", path, e);
    }
  }

  @Override
  public InputStream open(String path) {
    try {
      return files.open(at(path));
    } catch (IOException e) {
      throw failed("read", path, e);
    }
  }

  @Override
  public void write(String path, byte[] content) {
    Path target = at(path);
    Path whole = new Path(target.getParent(), "." + target.getName() + "." + UUID.randomUUID());
    try {
      put(whole, content, false);
      FileContext.getFileContext(files.getUri(), files.getConf())
          .rename(whole, target, Options.Rename.OVERWRITE);
    } catch (IOException e) {
      throw failed("write", path, e);
    }
  }

  private void put(Path target, byte[] content, boolean overwrite) throws IOException {
    try (OutputStream out = files.create(target, overwrite)) {
      out.write(content);
    }
  }

  @Override
  public boolean create(String path, byte[] content) {
    try {
      put(at(path), content, false);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      throw failed("write", path, e);
    }
  }

  @Override
  public boolean replace(String path, Optional<byte[]> expected, byte[] content) {
    if (!LocalStore.same(read(path), expected)) {
      return false;
    }
    if (expected.isEmpty()) {
      return create(path, content);
    }
    write(path, content);
    return true;
  }

  @Override
  public List<Entry> list(String path) {
    List<Entry> entries = new ArrayList<>();
    try {
      RemoteIterator<LocatedFileStatus> found = files.listFiles(at(path), true);
      while (found.hasNext()) {
        LocatedFileStatus file = found.next();
        if (!file.getPath().getName().startsWith(".")) {
          entries.add(
              new Entry(
                  relative(file.getPath()),
                  file.getLen(),
                  Instant.ofEpochMilli(file.getModificationTime())));
        }
      }
    } catch (FileNotFoundException e) {
      return List.of();
    } catch (IOException e) {
      throw failed("list", path, e);
    }
    entries.sort(Comparator.comparing(Entry::path));
    return List.copyOf(entries);
  }

  private String relative(Path file) {
    String folder = files.makeQualified(root).toUri().getPath();
    return file.toUri().getPath().substring(folder.length()).replaceFirst("^/", "");
  }

  @Override
  public void delete(String path) {
    try {
      files.delete(at(path), true);
    } catch (IOException e) {
      throw failed("delete", path, e);
    }
  }

  @Override
  public void close() {
    try {
      files.close();
    } catch (IOException e) {
      throw failed("close", "", e);
    }
  }

  private RunException failed(String verb, String path, IOException e) {
    boolean denied = e instanceof AccessDeniedException || e instanceof AccessControlException;
    return new RunException(
        denied ? Outcome.SOURCE_MISSING : Outcome.SOURCE_UNAVAILABLE,
        "cannot %s %s: %s".formatted(verb, uri(path), e.getClass().getSimpleName()),
        e);
  }
}

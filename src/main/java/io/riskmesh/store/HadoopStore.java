package io.riskmesh.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.security.AccessControlException;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;

/**
 * Store on any other Hadoop file system: artifacts on HDFS, and configuration files anywhere,
 * including S3, to which this class never writes. Its conditions rely on a rename that is atomic
 * and fails if the target exists, as on HDFS.
 */
final class HadoopStore implements Store {
  private final Path root;
  private final FileSystem files;
  private final HadoopFiles hadoop;

  HadoopStore(String uri, Map<String, String> spark) {
    this.root = new Path(uri);
    try {
      // Not the cached instance of this process: the first request for a bucket would determine how
      // Spark accesses it.
      this.files = FileSystem.newInstance(root.toUri(), configuration(spark));
    } catch (IOException | RuntimeException e) {
      throw new RunException(
          Outcome.SOURCE_MISSING,
          "artifacts.uri %s is not on a supported file system".formatted(uri),
          e);
    }
    this.hadoop = new HadoopFiles(files);
  }

  private static Configuration configuration(Map<String, String> spark) {
    SparkConf conf = new SparkConf();
    spark.forEach(conf::set);
    FileMode.DEFAULTS.forEach(conf::setIfMissing);
    Configuration hadoop = SparkHadoopUtil.get().newConfiguration(conf);
    // Among the platforms, only EMR has its own client under this name.
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
    try {
      return Optional.of(hadoop.readBytes(at(path)));
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
    try {
      hadoop.write(at(path), content);
    } catch (IOException e) {
      throw failed("write", path, e);
    }
  }

  @Override
  public boolean create(String path, byte[] content) {
    try {
      return hadoop.create(at(path), content);
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
      return hadoop.succeed(at(path), expected.get(), content);
    } catch (FileNotFoundException e) {
      return false;
    } catch (IOException e) {
      throw failed("write", path, e);
    }
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
    String doing = "cannot %s %s".formatted(verb, uri(path));
    boolean denied =
        (e instanceof AccessDeniedException || e instanceof AccessControlException)
            && !StorageOutage.isClockRefused(e);
    return FullDisk.of(e, doing)
        .orElseGet(
            () ->
                new RunException(
                    denied ? Outcome.SOURCE_MISSING : Outcome.SOURCE_UNAVAILABLE,
                    "%s: %s".formatted(doing, e.getClass().getSimpleName()),
                    e));
  }
}

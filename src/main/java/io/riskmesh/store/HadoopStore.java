package io.riskmesh.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.security.AccessControlException;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Any other file system that Hadoop knows: artifacts on HDFS, and configuration files wherever they
 * are, on S3 too, where nothing is written by it. Its conditions rest on a rename that is one step
 * and refuses a name that is taken, as HDFS's is.
 */
final class HadoopStore implements Store {
  private static final Logger LOG = LoggerFactory.getLogger(HadoopStore.class);
  private static final Duration CLAIM_KEPT = Duration.ofDays(1);

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
    FileMode.DEFAULTS.forEach(conf::setIfMissing);
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
    try {
      return Optional.of(bytes(at(path)));
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
      move(whole(at(path), content), at(path), Options.Rename.OVERWRITE);
    } catch (IOException e) {
      throw failed("write", path, e);
    }
  }

  @Override
  public boolean create(String path, byte[] content) {
    try {
      return createOnce(at(path), content);
    } catch (IOException e) {
      throw failed("write", path, e);
    }
  }

  /** Whole or not at all: a writer that dies leaves a hidden file, and none of that name. */
  private boolean createOnce(Path target, byte[] content) throws IOException {
    Path whole = whole(target, content);
    try {
      move(whole, target, Options.Rename.NONE);
      return true;
    } catch (FileAlreadyExistsException e) {
      files.delete(whole, false);
      return false;
    }
  }

  /** The content under a hidden name, beside what it is for. */
  private Path whole(Path target, byte[] content) throws IOException {
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

  @Override
  public boolean replace(String path, Optional<byte[]> expected, byte[] content) {
    if (expected.isEmpty()) {
      return create(path, content);
    }
    try {
      return succeed(at(path), expected.get(), content);
    } catch (FileNotFoundException e) {
      return false;
    } catch (IOException e) {
      throw failed("write", path, e);
    }
  }

  /**
   * Hadoop cannot write over a file on a condition. So who replaces a version of a file makes a
   * claim to it, a hidden file that can be there once and names the content which comes next. That
   * content is then renamed by whoever finds the claim: its owner, or the next one when the owner
   * has died. A claim stays for a day, so that a writer who slept does not claim the version again.
   */
  private boolean succeed(Path target, byte[] expected, byte[] content) throws IOException {
    FileStatus version = files.getFileStatus(target);
    if (!Arrays.equals(bytes(target), expected) || isChanged(target, version)) {
      return false;
    }
    Path next = whole(target, content);
    String digest = Hashes.sha256(expected).substring(0, 16);
    Path claim = beside(target, "after-%d-%s".formatted(version.getModificationTime(), digest));
    boolean isMine = createOnce(claim, next.getName().getBytes(StandardCharsets.UTF_8));
    if (isMine) {
      follow(next, target);
      removeOldClaims(target);
    } else {
      String named = new String(bytes(claim), StandardCharsets.UTF_8);
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

  /** Each content is renamed once, by whoever comes first. */
  private void follow(Path next, Path target) throws IOException {
    try {
      move(next, target, Options.Rename.OVERWRITE);
    } catch (FileNotFoundException e) {
      LOG.debug("{} has followed already", next, e);
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

  private byte[] bytes(Path file) throws IOException {
    try (InputStream in = files.open(file)) {
      return in.readAllBytes();
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
    boolean denied = e instanceof AccessDeniedException || e instanceof AccessControlException;
    return FullDisk.of(e, "cannot %s %s".formatted(verb, uri(path)))
        .orElseGet(
            () ->
                new RunException(
                    denied ? Outcome.SOURCE_MISSING : Outcome.SOURCE_UNAVAILABLE,
                    "cannot %s %s: %s".formatted(verb, uri(path), e.getClass().getSimpleName()),
                    e));
  }
}

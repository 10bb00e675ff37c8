package io.riskmesh.catalog;

import static java.util.stream.Collectors.joining;

import io.riskmesh.catalog.SourcePin.SourceFile;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** Lists the files below a folder with enough detail to detect a changed file. */
final class FileList {
  private FileList() {}

  /** Names that never hold data: markers, logs and checksums left by writers. */
  private static final Pattern MARKERS =
      Pattern.compile(
          "_SUCCESS|_(committed|started)_.*|_(common_)?metadata|_symlink_format_manifest|.*\\.crc|\\.DS_Store|_(delta_log|spark_metadata|temporary)");

  /** Names of files that may hold rows. */
  private static final Pattern ROWS =
      Pattern.compile("(?i).*\\.(parquet|orc|csv|tsv|txt|json|jsonl|ndjson)(\\.\\w+)?");

  /**
   * The files below a path.
   *
   * @param files files with content, in the order of their names
   * @param skipped files that look like data but are left out because of their names
   */
  record Listing(List<SourceFile> files, List<SourceFile> skipped) {
    /** Returns a message for the user; empty if nothing was left out. */
    Optional<String> remark() {
      if (skipped.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          "%,d %s not read, because names that begin with _ or . are not data: %s"
              .formatted(
                  skipped.size(), skipped.size() == 1 ? "file is" : "files are", shown(skipped)));
    }

    private static String shown(List<SourceFile> files) {
      String some = files.stream().limit(3).map(SourceFile::path).collect(joining(", "));
      return files.size() > 3 ? some + ", .." : some;
    }
  }

  /**
   * Lists all files with content below a path, or the file itself. Names that begin with {@code _}
   * or {@code .} are not data, whether files or folders; {@code _key=value} is a data folder, as it
   * is for Spark.
   */
  static Listing list(Configuration hadoop, String path) throws IOException {
    Path root = new Path(path);
    FileSystem system = root.getFileSystem(hadoop);
    Path base = system.makeQualified(root);
    List<SourceFile> files = new ArrayList<>();
    List<SourceFile> skipped = new ArrayList<>();
    RemoteIterator<LocatedFileStatus> found = system.listFiles(root, true);
    while (found.hasNext()) {
      FileStatus file = found.next();
      List<String> below = below(base, file.getPath());
      if (file.getLen() > 0 && below.stream().noneMatch(FileList::isHidden)) {
        files.add(describe(file));
      } else if (file.getLen() > 0 && looksLikeRows(below)) {
        skipped.add(describe(file));
      }
    }
    files.sort(Comparator.comparing(SourceFile::path));
    skipped.sort(Comparator.comparing(SourceFile::path));
    return new Listing(List.copyOf(files), List.copyOf(skipped));
  }

  /**
   * Returns the names of the folders from a path down to a file, and the name of the file; empty if
   * both are the same.
   */
  static List<String> below(Path base, Path file) {
    return base.equals(file)
        ? List.of()
        : Stream.of(file.toUri().getPath().substring(base.toUri().getPath().length()).split("/"))
            .filter(name -> !name.isEmpty())
            .toList();
  }

  private static boolean isHidden(String name) {
    return (name.startsWith("_") && !name.contains("="))
        || name.startsWith(".")
        || name.endsWith("._COPYING_");
  }

  private static boolean looksLikeRows(List<String> below) {
    return below.stream().noneMatch(name -> MARKERS.matcher(name).matches())
        && ROWS.matcher(below.get(below.size() - 1)).matches();
  }

  private static SourceFile describe(FileStatus file) {
    return new SourceFile(
        file.getPath().toString(),
        file.getLen(),
        Instant.ofEpochMilli(file.getModificationTime()).toString(),
        file instanceof EtagSource tagged ? tagged.getEtag() : null);
  }

  /**
   * Returns what was added to a source of files.
   *
   * @param reader creates a source from the new files alone
   */
  static SourceChange grown(
      SourceTable table,
      SourcePin earlier,
      List<SourceFile> now,
      Function<List<SourceFile>, SourceTable> reader) {
    Set<SourceFile> old = new HashSet<>(earlier.files());
    if (!earlier.kind().equals(table.pin().kind())) {
      return SourceChange.all(table, "the run read it as %s".formatted(earlier.kind()));
    }
    List<SourceFile> added = now.stream().filter(file -> !old.contains(file)).toList();
    if (now.size() - added.size() < old.size()) {
      return SourceChange.all(table, "files that the run read were replaced or removed");
    }
    return added.isEmpty()
        ? SourceChange.nothing(table, "the files have not changed since the run")
        : SourceChange.added(
            reader.apply(added),
            "%,d files were added to the %,d that the run read"
                .formatted(added.size(), old.size()));
  }

  /**
   * Compares the files with those of a pin.
   *
   * @throws RunException {@code SOURCE_UNAVAILABLE} when they differ; the run then has to start
   *     over
   */
  static void requireSame(SourcePin pin, List<SourceFile> files) {
    if (!pin.files().equals(files)) {
      throw RunException.stale(
          Outcome.SOURCE_UNAVAILABLE,
          "the files of %s have changed since this run pinned them (%d then, %d now). The partial run was discarded; start it again."
              .formatted(pin.name(), pin.files().size(), files.size()),
          null);
    }
  }
}

package io.riskmesh.catalog;

import io.riskmesh.catalog.SourcePin.SourceFile;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** Files below a folder, described well enough to see that one has changed. */
final class FileList {
  private FileList() {}

  /**
   * All files with content below a path, or the file itself, in the order of their names. What
   * begins with {@code _} or {@code .} is no data, whether it is a file or a folder.
   */
  static List<SourceFile> under(Configuration hadoop, String path) throws IOException {
    Path root = new Path(path);
    FileSystem system = root.getFileSystem(hadoop);
    Path base = system.makeQualified(root);
    List<SourceFile> files = new ArrayList<>();
    RemoteIterator<LocatedFileStatus> found = system.listFiles(root, true);
    while (found.hasNext()) {
      FileStatus file = found.next();
      if (file.getLen() > 0 && !isHidden(base, file.getPath())) {
        files.add(describe(file));
      }
    }
    files.sort(Comparator.comparing(SourceFile::path));
    return List.copyOf(files);
  }

  private static boolean isHidden(Path base, Path file) {
    if (base.equals(file)) {
      return false;
    }
    String below = file.toUri().getPath().substring(base.toUri().getPath().length());
    return Stream.of(below.split("/"))
        .anyMatch(name -> name.startsWith("_") || name.startsWith("."));
  }

  private static SourceFile describe(FileStatus file) {
    return new SourceFile(
        file.getPath().toString(),
        file.getLen(),
        Instant.ofEpochMilli(file.getModificationTime()).toString(),
        file instanceof EtagSource tagged ? tagged.getEtag() : null);
  }

  /**
   * The growth of a source of files.
   *
   * @param reader makes a source of the new files alone
   */
  static Growth grown(
      SourceTable table,
      SourcePin earlier,
      List<SourceFile> now,
      Function<List<SourceFile>, SourceTable> reader) {
    Set<SourceFile> old = new HashSet<>(earlier.files());
    if (!earlier.kind().equals(table.pin().kind())) {
      return Growth.all(table, "the run read it as %s".formatted(earlier.kind()));
    }
    List<SourceFile> added = now.stream().filter(file -> !old.contains(file)).toList();
    if (now.size() - added.size() < old.size()) {
      return Growth.all(table, "files that the run read were replaced or removed");
    }
    return added.isEmpty()
        ? Growth.nothing(table, "the files are those that the run read")
        : Growth.added(
            reader.apply(added),
            "%,d files were added to the %,d that the run read"
                .formatted(added.size(), old.size()));
  }

  /**
   * Holds the files against those of a pin.
   *
   * @throws RunException {@code SOURCE_UNAVAILABLE}, after which a run begins anew
   */
  static void requireSame(SourcePin pin, List<SourceFile> files) {
    if (!pin.files().equals(files)) {
      throw RunException.stale(
          Outcome.SOURCE_UNAVAILABLE,
          "the files of %s have changed since this run pinned them (%d then, %d now). Nothing of it is kept: start it again."
              .formatted(pin.name(), pin.files().size(), files.size()),
          null);
    }
  }
}

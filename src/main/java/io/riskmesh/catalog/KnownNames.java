package io.riskmesh.catalog;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableSet;

import io.riskmesh.config.SourceFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The column names that may be shown. The first line of a CSV file may be a borrower's record, and
 * a JSON key a borrower's name. A name of a text file is known if the job has it, or a file that
 * also has a column of the job; names in the footers of other formats are always known.
 */
final class KnownNames {
  private static final int NONE = -1;

  private final SourceFormat format;
  private final List<Map<String, List<HeldColumn>>> files;
  private final Set<String> used;

  /**
   * Creates the set.
   *
   * @param files columns of each file, by their names in lower case
   * @param used column names in the job
   */
  KnownNames(SourceFormat format, List<Map<String, List<HeldColumn>>> files, Set<String> used) {
    this.format = format;
    this.files = files;
    this.used = used.stream().map(FileColumns::plain).collect(toUnmodifiableSet());
  }

  /** Returns whether a name in lower case is known. */
  boolean has(String plain) {
    return has(plain, NONE);
  }

  /** Returns whether a name is known without one of the files. */
  private boolean has(String plain, int except) {
    return !format.isText()
        || used.contains(plain)
        || IntStream.range(0, files.size())
            .anyMatch(i -> i != except && isOfJob(i) && files.get(i).containsKey(plain));
  }

  private boolean isOfJob(int file) {
    return files.get(file).keySet().stream().anyMatch(used::contains);
  }

  /**
   * Returns what a file has that lacks a column, in parentheses: how many columns, and up to three
   * that the other file does not have and that are known without this one.
   */
  String instead(int with, int without) {
    Map<String, List<HeldColumn>> columns = files.get(without);
    String names =
        columns.entrySet().stream()
            .filter(one -> !files.get(with).containsKey(one.getKey()))
            .filter(one -> has(one.getKey(), without))
            .map(one -> one.getValue().get(0).name())
            .limit(3)
            .collect(joining(", "));
    if (!format.isText()) {
      return names.isEmpty() ? "" : " (which has %s)".formatted(names);
    }
    String some = names.isEmpty() ? "" : ", among them " + names;
    String hint = lacksHeader(without) ? ": its header line may be missing" : "";
    int count = columns.values().stream().mapToInt(List::size).sum();
    return " (which has %d columns%s%s)".formatted(count, some, hint);
  }

  /** Returns whether the first line of a file may be data rather than its header. */
  boolean lacksHeader(int file) {
    return format == SourceFormat.CSV && !isOfJob(file);
  }
}

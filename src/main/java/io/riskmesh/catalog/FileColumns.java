package io.riskmesh.catalog;

import io.riskmesh.catalog.SourcePin.SourceFile;
import io.riskmesh.config.SourceFormat;
import io.riskmesh.rows.StagedColumns;
import io.riskmesh.rows.UnreadType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The common columns of a set of files, matched by name without regard to case. A column that some
 * files lack, or that has no common type without loss, has {@link UnreadType}, and using it is an
 * error.
 *
 * <p>A column of one of several text files that {@link KnownNames} does not have is left out.
 */
final class FileColumns {
  private static final String LACKING = "LACKING";
  private static final String SEVERAL = "SEVERAL";

  /** The kinds of {@link UnreadType} here whose reason ends with a way out. */
  static final Set<String> EXPLAINED = Set.of(LACKING, SEVERAL);

  private final List<SourceFile> files = new ArrayList<>();
  private final List<Map<String, List<HeldColumn>>> columns = new ArrayList<>();
  private final KnownNames known;

  /**
   * Collects the columns of the files; files without rows are ignored.
   *
   * @param used column names in the job
   */
  FileColumns(SourceFormat format, Map<SourceFile, FileShape> shapes, Set<String> used) {
    FileShape.telling(shapes)
        .forEach(
            (file, shape) -> {
              files.add(file);
              columns.add(byName(shape));
            });
    known = new KnownNames(format, columns, used);
  }

  private static Map<String, List<HeldColumn>> byName(FileShape shape) {
    Map<String, List<HeldColumn>> byName = new LinkedHashMap<>();
    for (HeldColumn held : shape.columns()) {
      byName.computeIfAbsent(plain(held.name()), name -> new ArrayList<>()).add(held);
    }
    return byName;
  }

  static String plain(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the common columns. A name is spelled as in the job if some file spells it so, and
   * otherwise as in the first file.
   *
   * @param spelled column names in the job
   * @param keys columns that come from folder names
   */
  StructType schema(Set<String> spelled, StructType keys) {
    Map<String, String> names = new LinkedHashMap<>();
    for (Map<String, List<HeldColumn>> of : columns) {
      of.forEach(
          (plain, held) ->
              held.forEach(
                  one -> {
                    names.putIfAbsent(plain, one.name());
                    if (spelled.contains(one.name())) {
                      names.put(plain, one.name());
                    }
                  }));
    }
    StructType schema = new StructType();
    for (Map.Entry<String, String> name : names.entrySet()) {
      if (isShown(name.getKey(), keys)) {
        schema = schema.add(name.getValue(), type(name.getKey()));
      }
    }
    for (String key : keys.fieldNames()) {
      schema = schema.add(keyField(keys.apply(key)));
    }
    return schema;
  }

  private boolean isShown(String plain, StructType keys) {
    boolean isNowhereElse = files.size() > 1 && lacking(plain).isPresent() && !known.has(plain);
    return !plain.equals(TextRows.CORRUPT) && !isKey(plain, keys) && !isNowhereElse;
  }

  private static boolean isKey(String plain, StructType keys) {
    return List.of(keys.fieldNames()).stream().anyMatch(key -> plain(key).equals(plain));
  }

  private StructField keyField(StructField key) {
    for (int i = 0; i < files.size(); i++) {
      if (columns.get(i).containsKey(plain(key.name()))) {
        String why =
            "both a folder key and a column of file %s, whose values may differ"
                .formatted(files.get(i).path());
        return DataTypes.createStructField(key.name(), new UnreadType("TWICE", why), true);
      }
    }
    return UnreadType.is(key.dataType()) ? key : StagedColumns.textField(key.name());
  }

  private DataType type(String plain) {
    Optional<DataType> unread = lacking(plain).or(() -> doubled(plain));
    return unread.orElseGet(() -> common(plain));
  }

  private Optional<DataType> lacking(String plain) {
    int with = -1;
    int without = -1;
    for (int i = files.size() - 1; i >= 0; i--) {
      if (columns.get(i).containsKey(plain)) {
        with = i;
      } else {
        without = i;
      }
    }
    return without < 0 ? Optional.empty() : Optional.of(lacking(with, without));
  }

  private DataType lacking(int with, int without) {
    String remedy =
        known.lacksHeader(without)
            ? "have that file written with the header line of the others"
            : "have it written under one name in all files, or remove it from the job";
    return new UnreadType(
        LACKING,
        "in file %s but not in file %s%s: %s"
            .formatted(path(with), path(without), known.instead(with, without), remedy));
  }

  private Optional<DataType> doubled(String plain) {
    for (int i = 0; i < files.size(); i++) {
      if (columns.get(i).get(plain).size() > 1) {
        String why = "duplicated in file %s (possibly in different case)".formatted(path(i));
        return Optional.of(new UnreadType("TWICE", why));
      }
    }
    return Optional.empty();
  }

  private DataType common(String plain) {
    HeldColumn first = held(0, plain);
    DataType common = null;
    int typed = 0;
    for (int i = 0; i < files.size(); i++) {
      HeldColumn held = held(i, plain);
      if (held.isEmpty()) {
        continue;
      }
      DataType type = UnreadType.unlessSingle(held.type());
      if (UnreadType.is(type)) {
        return type;
      }
      Optional<DataType> next =
          common == null ? Optional.of(type) : TypeWidening.common(common, type);
      if (next.isEmpty()) {
        return differing(plain, typed, i);
      }
      typed = common == null ? i : typed;
      common = next.get();
    }
    return common == null ? UnreadType.unlessSingle(first.type()) : held(plain, common);
  }

  /** Returns the type if it can represent the values of every file. */
  private DataType held(String plain, DataType common) {
    for (int i = 0; i < files.size(); i++) {
      if (!TypeWidening.holds(common, held(i, plain))) {
        return differing(plain, i, other(plain, i));
      }
    }
    return common;
  }

  private int other(String plain, int than) {
    DataType type = held(than, plain).type();
    for (int i = 0; i < files.size(); i++) {
      if (!held(i, plain).isEmpty() && !held(i, plain).type().equals(type)) {
        return i;
      }
    }
    return than;
  }

  private DataType differing(String plain, int left, int right) {
    return new UnreadType(
        SEVERAL,
        "%s in file %s and %s in file %s, and neither type can hold the other without loss: have one of them rewritten with the type of the other, or remove the column from the job"
            .formatted(
                held(left, plain).type().sql(),
                path(left),
                held(right, plain).type().sql(),
                path(right)));
  }

  private HeldColumn held(int file, String plain) {
    return columns.get(file).get(plain).get(0);
  }

  private Path path(int file) {
    return new Path(files.get(file).path());
  }
}

package io.riskmesh.catalog;

import io.riskmesh.catalog.SourcePin.SourceFile;
import io.riskmesh.catalog.TableMetadata.Field;
import io.riskmesh.rows.CanonicalColumns;
import io.riskmesh.rows.UnreadType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StructType;

/**
 * Compares the columns that a metastore declares with the files. A partition may lack columns that
 * were added later, and files may have narrower types. A column that differs otherwise has {@link
 * UnreadType}, and using it is an error.
 */
final class HiveColumns {
  private final TableMetadata table;
  private final HiveGroups groups;
  private final Set<String> times;

  /**
   * Takes the columns of a table.
   *
   * @param times columns whose whole numbers the job declares to be times
   */
  HiveColumns(TableMetadata table, HiveGroups groups, Set<String> times) {
    this.table = table;
    this.groups = groups;
    this.times = times;
  }

  /** Returns all columns, the keys last. */
  StructType schema() {
    StructType schema = new StructType();
    for (Field field : table.columns()) {
      schema = schema.add(field.name(), type(field));
    }
    for (Field key : table.keys()) {
      schema = schema.add(key.name(), HiveTypes.type(key));
    }
    return schema;
  }

  private DataType type(Field field) {
    DataType declared = HiveTypes.type(field);
    if (UnreadType.is(declared)) {
      return declared;
    }
    List<FoundColumn> all = new ArrayList<>();
    boolean isDeclared = false;
    for (HiveGroups.GroupPart part : groups.parts()) {
      boolean there = part.layout().declares(field.name());
      for (PinnedFiles.FileGroup group : part.groups()) {
        List<FoundColumn> found = found(part, group, field);
        Optional<DataType> split = there ? split(found) : Optional.empty();
        if (split.isPresent()) {
          return split.get();
        }
        isDeclared |= there && !found.isEmpty();
        all.addAll(found);
      }
    }
    boolean isNowhere = !all.isEmpty() && all.stream().allMatch(one -> one.held().isEmpty());
    if (isNowhere && isDeclared) {
      return new UnreadType(
          "LACKING", "in the catalog but in no file, such as file %s".formatted(all.get(0).path()));
    }
    return misfit(field, declared, all);
  }

  private record FoundColumn(String path, List<HeldColumn> held) {}

  private static List<FoundColumn> found(
      HiveGroups.GroupPart part, PinnedFiles.FileGroup group, Field field) {
    List<FoundColumn> found = new ArrayList<>();
    for (SourceFile file : group.files()) {
      FileShape shape = part.shapes().get(file);
      if (shape.hasRows()) {
        found.add(new FoundColumn(file.path(), part.layout().find(shape, field.name())));
      }
    }
    return found;
  }

  /** Returns the error type if some files of one partition have the column and others lack it. */
  private static Optional<DataType> split(List<FoundColumn> found) {
    Optional<FoundColumn> with = found.stream().filter(one -> !one.held().isEmpty()).findFirst();
    Optional<FoundColumn> without = found.stream().filter(one -> one.held().isEmpty()).findFirst();
    return with.isPresent() && without.isPresent()
        ? Optional.of(
            new UnreadType(
                "LACKING",
                "in file %s but not in file %s next to it"
                    .formatted(with.get().path(), without.get().path())))
        : Optional.empty();
  }

  private DataType misfit(Field field, DataType declared, List<FoundColumn> found) {
    boolean isTime = times.contains(field.name()) && !found.isEmpty();
    boolean isWhole =
        isTime
            && found.stream().flatMap(one -> one.held().stream()).allMatch(h -> isWhole(h.type()));
    DataType wanted = isWhole && !groups.isText() ? DataTypes.LongType : declared;
    for (FoundColumn one : found) {
      if (one.held().size() > 1) {
        return new UnreadType(
            "TWICE", "duplicated in file %s (possibly in different case)".formatted(one.path()));
      }
      for (HeldColumn held : one.held()) {
        if (groups.isText() ? held.isUnread() : !TypeWidening.holds(wanted, held)) {
          return new UnreadType("SEVERAL", why(field, declared, held, one.path()));
        }
      }
    }
    return wanted;
  }

  private static boolean isWhole(DataType type) {
    return type instanceof LongType || type instanceof IntegerType;
  }

  private static String why(Field field, DataType declared, HeldColumn held, String path) {
    boolean isTime = CanonicalColumns.isTime(declared) && !(declared instanceof DateType);
    if (isTime && isWhole(held.type())) {
      return "%s without a unit in file %s and %s in the table: declare the unit as source.times.%s.unit, or have it written as a timestamp"
          .formatted(held.type().sql(), path, declared.sql(), field.name());
    }
    return "%s in file %s but %s in the table, and cannot be converted without loss"
        .formatted(held.type().sql(), path, declared.sql());
  }
}

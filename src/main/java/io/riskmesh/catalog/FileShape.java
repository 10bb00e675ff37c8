package io.riskmesh.catalog;

import io.riskmesh.catalog.SourcePin.SourceFile;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a file says of itself before its rows are read.
 *
 * @param columns its columns in their order
 * @param hasRows whether it may have rows
 */
record FileShape(List<HeldColumn> columns, boolean hasRows, Set<Trait> traits)
    implements Serializable {

  /** What a reader has to know of a file beside its columns. */
  enum Trait {
    /** JSON or CSV whose records go over several lines. */
    WHOLE,
    /** Parquet with an encoding that is read value by value only. */
    VALUE_WISE
  }

  FileShape(List<HeldColumn> columns) {
    this(columns, true, Set.of());
  }

  /** Columns of that name, whatever the case: none, one, or more, which are ambiguous. */
  List<HeldColumn> named(String name) {
    return columns.stream().filter(held -> held.name().equalsIgnoreCase(name)).toList();
  }

  /** Those that have rows, since a file without any has no say; all when none has. */
  static Map<SourceFile, FileShape> telling(Map<SourceFile, FileShape> shapes) {
    Map<SourceFile, FileShape> telling = new LinkedHashMap<>(shapes);
    telling.values().removeIf(shape -> !shape.hasRows());
    return telling.isEmpty() ? shapes : telling;
  }

  boolean is(Trait trait) {
    return traits.contains(trait);
  }
}

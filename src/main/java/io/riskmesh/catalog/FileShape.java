package io.riskmesh.catalog;

import io.riskmesh.catalog.SourcePin.SourceFile;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a file declares about itself, known before its rows are read.
 *
 * @param columns its columns in file order
 * @param hasRows whether it may have rows
 */
record FileShape(List<HeldColumn> columns, boolean hasRows, Set<Trait> traits)
    implements Serializable {

  /** A property of a file, other than its columns, that its reader must know. */
  enum Trait {
    /** JSON or CSV whose records span several lines. */
    WHOLE,
    /** Parquet with an encoding that only the row-by-row reader supports. */
    VALUE_WISE
  }

  FileShape(List<HeldColumn> columns) {
    this(columns, true, Set.of());
  }

  /**
   * Returns the columns with that name, ignoring case: none, one, or several, which are ambiguous.
   */
  List<HeldColumn> named(String name) {
    return columns.stream().filter(held -> held.name().equalsIgnoreCase(name)).toList();
  }

  /**
   * Returns the files that have rows, since a file without rows says nothing about types; returns
   * all if none has rows.
   */
  static Map<SourceFile, FileShape> telling(Map<SourceFile, FileShape> shapes) {
    Map<SourceFile, FileShape> telling = new LinkedHashMap<>(shapes);
    telling.values().removeIf(shape -> !shape.hasRows());
    return telling.isEmpty() ? shapes : telling;
  }

  boolean is(Trait trait) {
    return traits.contains(trait);
  }
}

package io.riskmesh.catalog;

import java.io.Serializable;
import java.util.List;
import java.util.Set;

/**
 * What a file says of itself before its rows are read.
 *
 * @param columns its columns in their order
 * @param hasRows whether it may have rows
 */
record FileShape(List<Held> columns, boolean hasRows, Set<Trait> traits) implements Serializable {

  /** What a reader has to know of a file beside its columns. */
  enum Trait {
    /** JSON or CSV whose records go over several lines. */
    WHOLE,
    /** Parquet with an encoding that is read value by value only. */
    VALUE_WISE
  }

  FileShape(List<Held> columns) {
    this(columns, true, Set.of());
  }

  /** Columns of that name, whatever the case: none, one, or more, which are ambiguous. */
  List<Held> named(String name) {
    return columns.stream().filter(held -> held.name().equalsIgnoreCase(name)).toList();
  }

  boolean is(Trait trait) {
    return traits.contains(trait);
  }
}

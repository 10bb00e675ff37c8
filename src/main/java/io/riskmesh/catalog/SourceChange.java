package io.riskmesh.catalog;

import com.fasterxml.jackson.annotation.JsonValue;
import io.riskmesh.config.JobConfig;
import io.riskmesh.config.SourceConfig;
import java.util.Locale;
import java.util.Optional;

/**
 * What a source contains that an earlier run did not see, determined without reading a row.
 *
 * @param table source of the rows to examine: the added rows, or all of them
 * @param why explanation for the user
 */
public record SourceChange(Extent extent, SourceTable table, String why) {

  /** The part of a source that must be read to see what has changed. */
  public enum Extent {
    /** The source has exactly the rows that the run saw. */
    NOTHING,
    /** Rows were added; existing rows did not change. */
    ADDED,
    /** The new rows cannot be determined, or some rows were changed or removed. */
    ALL;

    /** Returns the name in JSON files. */
    @JsonValue
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Finds what the source contains that an earlier run did not read, from the metadata alone.
   *
   * @param earlier pin of that run
   */
  public static SourceChange find(SourcePin earlier, SourceTable table, JobConfig job) {
    SourceConfig source = job.source();
    if (!source.name().equals(earlier.name())) {
      return all(table, "the run read another source, " + earlier.name());
    }
    return source.filter().equals(Optional.ofNullable(earlier.filter()))
        ? table.findGrowth(earlier)
        : all(table, "source.filter differs from the run's");
  }

  static SourceChange nothing(SourceTable table, String why) {
    return new SourceChange(Extent.NOTHING, table, why);
  }

  static SourceChange added(SourceTable table, String why) {
    return new SourceChange(Extent.ADDED, table, why);
  }

  static SourceChange all(SourceTable table, String why) {
    return new SourceChange(Extent.ALL, table, why);
  }
}

package io.riskmesh.catalog;

import com.fasterxml.jackson.annotation.JsonValue;
import io.riskmesh.config.JobConfig;
import io.riskmesh.config.SourceConfig;
import java.util.Locale;
import java.util.Optional;

/**
 * What a source has that an earlier run did not see, told without reading a row.
 *
 * @param table reads what is to be looked at: the added rows, or all of them
 * @param why how that is known, for a person
 */
public record SourceChange(Extent extent, SourceTable table, String why) {

  /** How much of a source must be read to see what has changed. */
  public enum Extent {
    /** It holds the very rows that the run saw. */
    NOTHING,
    /** Rows were added and none was touched. */
    ADDED,
    /** Which rows are new cannot be told, or some were changed or removed. */
    ALL;

    /** Name in JSON files. */
    @JsonValue
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The growth of a source since an earlier run.
   *
   * @param earlier what that run has pinned
   */
  public static SourceChange since(SourcePin earlier, SourceTable table, JobConfig job) {
    SourceConfig source = job.source();
    if (!source.name().equals(earlier.name())) {
      return all(table, "the run read another source, " + earlier.name());
    }
    return source.filter().equals(Optional.ofNullable(earlier.filter()))
        ? table.grownSince(earlier)
        : all(table, "source.filter is another than the run's");
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

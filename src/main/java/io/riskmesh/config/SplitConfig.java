package io.riskmesh.config;

import io.riskmesh.config.yaml.YamlWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How rows are divided into train, validation and test. */
public sealed interface SplitConfig {
  /** Key of the out-of-time part. */
  String OUT_OF_TIME = "outOfTime";

  /** Returns the name of the strategy in YAML. */
  String strategy();

  /** Returns whether the strategy requires the source to have an event time. */
  default boolean needsEventTime() {
    return false;
  }

  /** Returns how the rows that are not out of time are divided. */
  default SplitConfig inTime() {
    return this;
  }

  /** Returns which rows are out of time; empty if the job declares none. */
  default Optional<OutOfTime> outOfTime() {
    return Optional.empty();
  }

  /** Returns the split as in the job file, with defaults filled in. */
  Map<String, Object> yaml();

  private static YamlWriter written(SplitConfig split) {
    return new YamlWriter().with("strategy", split.strategy());
  }

  /** Returns the source columns that the split reads in addition to the key and the event time. */
  default List<String> reads() {
    return List.of();
  }

  /** Shares of the rows in per cent; they add up to 100 and each is above 0. */
  record Ratios(int train, int validation, int test) {
    /** Returns the shares as in the job file: {@code 60/20/20}. */
    @Override
    public String toString() {
      return train + "/" + validation + "/" + test;
    }
  }

  /** Splits by the hash of the row's key. */
  record Hash(Ratios ratios, long seed) implements SplitConfig {
    @Override
    public String strategy() {
      return "hash";
    }

    @Override
    public Map<String, Object> yaml() {
      return written(this)
          .with("ratios", ratios.toString())
          .with("seed", seed)
          .with(OUT_OF_TIME, Optional.empty())
          .fields();
    }
  }

  /** Splits each class in exact shares; rows may change their part when the table grows. */
  record Stratified(Ratios ratios, long seed) implements SplitConfig {
    @Override
    public String strategy() {
      return "stratified";
    }

    @Override
    public Map<String, Object> yaml() {
      return written(this)
          .with("ratios", ratios.toString())
          .with("seed", seed)
          .with(OUT_OF_TIME, Optional.empty())
          .fields();
    }
  }

  /** Splits by the hash of the given columns, so that the rows of a group stay together. */
  record Group(List<String> columns, Ratios ratios, long seed) implements SplitConfig {
    @Override
    public String strategy() {
      return "group";
    }

    @Override
    public Map<String, Object> yaml() {
      return written(this)
          .with("group", columns)
          .with("ratios", ratios.toString())
          .with("seed", seed)
          .with(OUT_OF_TIME, Optional.empty())
          .fields();
    }

    @Override
    public List<String> reads() {
      return columns;
    }
  }

  /** Splits by event time: train before {@code validationFrom}, test from {@code testFrom} on. */
  record Time(Instant validationFrom, Instant testFrom) implements SplitConfig {
    @Override
    public String strategy() {
      return "time";
    }

    @Override
    public boolean needsEventTime() {
      return true;
    }

    @Override
    public Map<String, Object> yaml() {
      return written(this)
          .with("validationFrom", validationFrom.toString())
          .with("testFrom", testFrom.toString())
          .fields();
    }
  }

  /**
   * Splits by event time at the quantiles of the ratios; rows may change their part when the table
   * grows.
   */
  record TimeRatios(Ratios ratios) implements SplitConfig {
    @Override
    public String strategy() {
      return "time";
    }

    @Override
    public boolean needsEventTime() {
      return true;
    }

    @Override
    public Map<String, Object> yaml() {
      return written(this).with("ratios", ratios.toString()).fields();
    }
  }

  /**
   * Sets the rows from a time on apart, and divides the others.
   *
   * @param inTime how the rows before that time are divided
   * @param from event time of the first row that is out of time
   * @param embargo rows that are less than this before {@code from} are in no part; empty for none
   */
  record OutOfTime(SplitConfig inTime, Instant from, Optional<Duration> embargo)
      implements SplitConfig {
    @Override
    public String strategy() {
      return inTime.strategy();
    }

    @Override
    public boolean needsEventTime() {
      return true;
    }

    @Override
    public Optional<OutOfTime> outOfTime() {
      return Optional.of(this);
    }

    @Override
    public Map<String, Object> yaml() {
      Map<String, Object> yaml = inTime.yaml();
      yaml.put(
          OUT_OF_TIME,
          new YamlWriter()
              .with("from", from.toString())
              .with("embargo", embargo.map(Duration::toString))
              .fields());
      return yaml;
    }

    @Override
    public List<String> reads() {
      return inTime.reads();
    }
  }

  /** Splits by the canonical text of one column; rows with an unlisted value belong to no part. */
  record ByColumn(String column, Map<SplitPart, List<String>> values) implements SplitConfig {
    @Override
    public String strategy() {
      return "column";
    }

    @Override
    public Map<String, Object> yaml() {
      YamlWriter written = written(this).with("column", column);
      values.forEach((part, texts) -> written.with(part.key(), YamlWriter.texts(texts)));
      return written.fields();
    }

    @Override
    public List<String> reads() {
      return List.of(column);
    }
  }
}

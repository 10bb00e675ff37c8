package io.riskmesh.split;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import io.riskmesh.config.JobConfig;
import io.riskmesh.config.SplitConfig.OutOfTime;
import io.riskmesh.model.TimeText;
import io.riskmesh.rows.StagedColumns;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * The event times that decide about a row before the strategy does. A row that is too young to have
 * defaulted is in no part, whatever else applies; nor is one in the embargo.
 *
 * @param oldEnough last event time with a final label; empty without {@code label.window}
 * @param outOfTime which rows are out of time; empty without {@code split.outOfTime}
 */
record TimeLimits(Optional<Instant> oldEnough, Optional<OutOfTime> outOfTime) {
  /** Values of {@link #fate}. */
  static final String YOUNG = "young";

  static final String OUT = "out";
  static final String EMBARGOED = "embargoed";
  static final String UNTIMED = "untimed";

  /** Returns the limits of a run. */
  static TimeLimits of(JobConfig job, Instant asOf) {
    return new TimeLimits(job.label().window().map(asOf::minus), job.split().outOfTime());
  }

  /** Returns the limits that do not depend on when a run is made. */
  static TimeLimits lasting(JobConfig job) {
    return new TimeLimits(Optional.empty(), job.split().outOfTime());
  }

  /** Returns why the strategy does not decide about a row, a text; null if it does. */
  Column fate() {
    Column none = lit(null).cast("string");
    if (oldEnough.isEmpty() && outOfTime.isEmpty()) {
      return none;
    }
    Column micros = unix_micros(StagedColumns.column(StagedColumns.TIME));
    Column fate = when(micros.isNull(), UNTIMED);
    if (oldEnough.isPresent()) {
      fate = fate.when(micros.gt(TimeText.micros(oldEnough.get())), YOUNG);
    }
    if (outOfTime.isPresent()) {
      Instant from = outOfTime.get().from();
      Instant last = from.minus(outOfTime.get().embargo().orElse(Duration.ZERO));
      fate =
          fate.when(micros.geq(TimeText.micros(from)), OUT)
              .when(micros.geq(TimeText.micros(last)), EMBARGOED);
    }
    return fate.otherwise(none);
  }

  /** Returns whether a row is in the out-of-time part. */
  Column isOutOfTime() {
    return functions.coalesce(fate().equalTo(OUT), lit(false));
  }
}

package io.riskmesh.quality;

import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import io.riskmesh.model.TimeText;
import io.riskmesh.quality.QualityReport.Violation;
import io.riskmesh.rows.StagedColumns;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.spark.sql.Column;

/**
 * Compares the run's as-of time with the newest event time up to it, in microseconds since 1970.
 * Later event times are ignored: one row of the year 9999 does not make a table fresh.
 */
record FreshnessCheck(
    String column, AggregateScan.Handle newest, boolean hidden, Duration maxAge, Instant asOf)
    implements QualityCheck {

  static QualityCheck in(CheckBuilder sheet, Duration maxAge, Instant asOf) {
    String column = sheet.job().source().eventTime().orElseThrow();
    Column micros = unix_micros(StagedColumns.column(StagedColumns.TIME));
    long latest = TimeText.micros(asOf);
    AggregateScan.Handle newest = sheet.scan().greatest(when(micros.leq(latest), micros));
    return new FreshnessCheck(column, newest, sheet.mask().hides(column), maxAge, asOf);
  }

  @Override
  public Optional<Violation> judge(AggregateScan.ScanResult result, long rows) {
    if (rows == 0) {
      return Optional.empty();
    }
    if (result.value(newest) == null) {
      return Optional.of(violation(rows, "no row has an event time up to the as-of time"));
    }
    Instant time = Instant.EPOCH.plus((Long) result.value(newest), ChronoUnit.MICROS);
    if (Duration.between(time, asOf).compareTo(maxAge) <= 0) {
      return Optional.empty();
    }
    return Optional.of(violation(rows, "the newest event time is" + (hidden ? "" : " " + time)));
  }

  private Violation violation(long rows, String found) {
    String message =
        "freshness on %s: %s, but it may be at most %s older than the run's as-of time %s: wait for the data, set source.asOf, or raise maxAge of the rule"
            .formatted(column, found, maxAge, asOf);
    return new Violation("freshness", column, rows, null, message);
  }
}

package io.riskmesh.quality;

import io.riskmesh.quality.QualityReport.Violation;
import java.util.Optional;
import org.apache.spark.sql.Column;

/** A question that has put its aggregates into the scan and reads the answer from the result. */
interface QualityCheck {
  /** The violation, without an example. */
  Optional<Violation> verdict(AggregateScan.ScanResult result, long rows);

  /** Aggregate that finds an offending value as text; asked for only when the check fails. */
  default Optional<Column> example() {
    return Optional.empty();
  }
}

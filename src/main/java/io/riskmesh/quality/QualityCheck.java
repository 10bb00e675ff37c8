package io.riskmesh.quality;

import io.riskmesh.quality.QualityReport.Violation;
import java.util.Optional;
import org.apache.spark.sql.Column;

/** A check that adds its aggregates to the scan and reads its verdict from the result. */
interface QualityCheck {
  /**
   * Judges the rule from the result of the scan; few checks run Spark jobs of their own. Returns
   * the violation, without an example; empty if the rule is kept.
   */
  Optional<Violation> judge(AggregateScan.ScanResult result, long rows);

  /**
   * Returns the text of an offending value, null for any other row; used only if the check fails.
   */
  default Optional<Column> example() {
    return Optional.empty();
  }
}

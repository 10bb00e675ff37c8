package io.riskmesh.quality;

import io.riskmesh.quality.QualityReport.Violation;
import java.util.Optional;

/** A question that has put its aggregates into the scan and reads the answer from the result. */
interface Check {
  Optional<Violation> verdict(Scan.Result result, long rows);
}

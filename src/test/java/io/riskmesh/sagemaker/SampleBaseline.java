package io.riskmesh.sagemaker;

import io.riskmesh.drift.Baseline;
import io.riskmesh.drift.Baseline.BaselineColumn;
import io.riskmesh.drift.Baseline.BaselineSource;
import io.riskmesh.drift.ColumnDistribution;
import io.riskmesh.drift.ColumnMoments;
import io.riskmesh.privacy.DisclosureLevel;
import java.util.List;

/** A made-up baseline of the default job's columns, one of each kind. */
public final class SampleBaseline {
  private SampleBaseline() {}

  public static Baseline of() {
    DisclosureLevel open = DisclosureLevel.OPEN;
    return new Baseline(
        1,
        "credit-risk",
        "2026-11-23T00:00:00Z",
        new BaselineSource("iceberg", "db.t", "file:/t", 7L, "2026-11-23T00:00:00Z", null),
        1000,
        300,
        0.3,
        List.of(
            new BaselineColumn(
                "duration",
                "INT",
                open,
                0.1,
                new ColumnDistribution(null, List.of(12.0, 24.0), List.of(400L, 300L, 200L)),
                new ColumnMoments(18_900, 21, 12.5),
                null),
            new BaselineColumn(
                "purpose",
                "INT",
                open,
                0,
                new ColumnDistribution(List.of("0", "1"), null, List.of(600L, 400L, 0L)),
                null,
                2L),
            new BaselineColumn(
                "housing",
                "STRING",
                open,
                0,
                new ColumnDistribution(List.of("own"), null, List.of(980L, 20L)),
                null,
                7L),
            new BaselineColumn(
                "installment_rate",
                "DOUBLE",
                open,
                0,
                new ColumnDistribution(List.of("-1", "2.5"), null, List.of(500L, 500L, 0L)),
                new ColumnMoments(750, 0.75, 1.75),
                null),
            new BaselineColumn("age", "INT", DisclosureLevel.MASKED, 0.01, null, null, null),
            new BaselineColumn(
                "credit_risk",
                "INT",
                open,
                0,
                new ColumnDistribution(List.of("0", "1"), null, List.of(300L, 700L, 0L)),
                null,
                2L)),
        new ColumnDistribution(null, List.of(0.5), List.of(200L, 200L)),
        null);
  }
}

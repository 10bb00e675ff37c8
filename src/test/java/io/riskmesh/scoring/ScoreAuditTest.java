package io.riskmesh.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.SparkTest;
import io.riskmesh.config.AuditConfig;
import io.riskmesh.scoring.ScoreAudit.AuditFindings;
import io.riskmesh.scoring.ScoreAudit.EarlierScores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Hand-written scores with every fault. */
@ExtendWith(SparkTest.class)
class ScoreAuditTest {
  private static final StructType SCHEMA =
      StructType.fromDDL("id BIGINT, probability FLOAT, calibrated DOUBLE, band STRING");

  private static Row row(Long id, Float probability, Double calibrated, String band) {
    return RowFactory.create(id, probability, calibrated, band);
  }

  private static ScoreAudit audit(String... key) {
    AuditConfig limits = new AuditConfig(OptionalDouble.of(0.2), Map.of("high", 0.5));
    return new ScoreAudit(limits, List.of(key), List.of("low", "high"));
  }

  private static Dataset<Row> shares(SparkSession spark, double from) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      rows.add(row((long) i, 0.5f, from + i / 2001.0, "low"));
    }
    return spark.createDataFrame(rows, SCHEMA);
  }

  @Test
  void everyFaultIsCounted(SparkSession spark) {
    Dataset<Row> rows =
        spark.createDataFrame(
            List.of(
                row(1L, 0f, 0.0, "low"),
                row(2L, 1f, 1.0, "high"),
                row(3L, null, 0.5, "high"),
                row(4L, Float.NaN, 0.5, "high"),
                row(5L, 0.5f, Double.NaN, "high"),
                row(6L, 0.5f, null, "high"),
                row(7L, 0.5f, 1.5, "high"),
                row(8L, 0.5f, -0.1, "high"),
                row(9L, 0.5f, 0.5, "other"),
                row(null, 0.5f, 0.5, null),
                row(null, 0.5f, 0.5, "low")),
            SCHEMA);
    AuditFindings found = audit("id").findings(rows, 12, Optional.empty());

    assertThat(found)
        .isEqualTo(
            new AuditFindings(12, 11, 8, 1L, Map.of("low", 2L, "high", 7L, "other", 1L), null));
    assertThat(audit("id").failures(found))
        .containsExactly(
            "it has 11 rows, but 12 were scored",
            "8 rows have no probability between 0 and 1, or no band of the job",
            "1 keys (id) occur more than once",
            "band high has a share of 0.6364, above score.audit.maxShare.high 0.5");
  }

  @Test
  void onlyAShiftAboveLimitAndNoiseFails(SparkSession spark) {
    Dataset<Row> before = shares(spark, 0);
    EarlierScores earlier = new EarlierScores("night-1", "abc", 7, before);

    AuditFindings same = audit().findings(before, 1000, Optional.of(earlier));
    assertThat(same.repeated()).isNull();
    assertThat(same.shift().psi()).isZero();
    assertThat(same.shift().rows()).isEqualTo(1000);
    assertThat(audit().failures(same)).isEmpty();

    AuditFindings moved = audit().findings(shares(spark, 0.2), 1000, Optional.of(earlier));
    // A tenth of the earlier scores in each group; now none below 0.2, and half above the last
    // edge.
    assertThat(moved.shift().psi()).isBetween(1.5, 4.0);
    assertThat(audit().failures(moved))
        .singleElement()
        .asString()
        .contains("score.audit.maxPsi 0.2", "against source abc scored by run night-1");

    Dataset<Row> few = shares(spark, 0.2).limit(3);
    AuditFindings small = audit().findings(few, 3, Optional.of(earlier));
    assertThat(audit().failures(small)).as("chance alone explains it").isEmpty();
  }
}

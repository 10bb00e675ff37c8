package io.riskmesh.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.SparkTest;
import io.riskmesh.config.FeatureConfig;
import io.riskmesh.config.Loading;
import io.riskmesh.split.Jobs;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Rows without information for features of dates and expressions. */
@ExtendWith(SparkTest.class)
class FeatureSharesTest {
  private static final Instant AS_OF = Instant.parse("2024-03-01T00:00:00Z");

  private static final String FEATURES =
      """
      name: small
      source: {path: rows.csv, eventTime: t}
      label: {column: label, positive: 1}
      features:
        - {name: either, kind: expression, of: "if(missing(a), b, a)"}
        - {name: mixed, kind: expression, of: "home = 'x' or a > 1"}
        - {name: twice, kind: expression, of: 2 * feature(either)}
        - {name: season, kind: date, column: t, as: month}
      """;

  @TempDir Path folder;

  private QualityReport check(SparkSession spark, String... rows) {
    List<FeatureConfig> features = new Loading(folder).load(FEATURES, Loading.ENV).job().features();
    Jobs jobs = Jobs.of("a", "b").categorical("home").key("id").eventTime("t");
    Dataset<Row> source =
        spark.sql(
            "select * from values %s as t(id, a, b, home, t, label)"
                .formatted(String.join(", ", rows)));
    return QualityChecks.check(jobs.staged(source), jobs.job().withFeatures(features), AS_OF);
  }

  @Test
  void anExpressionLacksAValueOnlyWhereAllItsColumnsDo(SparkSession spark) {
    QualityReport report =
        check(
            spark,
            "(1, null, null, null, null, 0)",
            "(2, 1, null, 'x', timestamp'2024-01-01', 1)",
            "(3, null, 2, null, timestamp'2024-02-01', 1)",
            "(4, 1, 2, 'y', timestamp'2024-02-02', 0)");
    assertThat(report.violations()).isEmpty();
    assertThat(report.features())
        .extracting(share -> "%s %d %s".formatted(share.name(), share.missing(), share.constant()))
        .containsExactly("either 1 false", "mixed 2 false", "twice 0 false", "season 1 false");
  }

  @Test
  void oneWithoutAnyValueIsRefused(SparkSession spark) {
    QualityReport report =
        check(
            spark,
            "(1, null, cast(null as int), 'x', cast(null as timestamp), 0)",
            "(2, cast(null as int), null, 'x', null, 1)");
    assertThat(report.violations())
        .extracting(violation -> violation.rule() + " " + violation.column())
        .containsExactlyInAnyOrder("silent either", "silent season");
    assertThat(report.features().get(1).constant()).as("the same home in all rows").isTrue();
  }
}

package io.riskmesh.featurestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.SparkTest;
import io.riskmesh.config.FeatureDigest;
import io.riskmesh.config.JobConfig;
import io.riskmesh.config.Loading;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The features into which columns of every type are turned. */
@ExtendWith(SparkTest.class)
class GroupSchemaTest {
  private static final Instant AS_OF = Instant.parse("2026-03-01T04:05:06.789Z");

  @TempDir Path folder;

  private JobConfig job(String features, String... set) {
    String job =
        """
        name: small
        source: {table: a.b, key: [id]}
        label: {column: bad, positive: 1}
        features: %s
        """
            .formatted(features);
    return new Loading(folder)
        .load(job, "artifacts: {uri: out}\ncatalog: {type: hive}\n", set)
        .job();
  }

  private static GroupSchema schema(JobConfig job, Dataset<Row> rows) {
    return GroupSchema.of(new RawColumns(job, false), rows.schema(), AS_OF);
  }

  private static String refusal(JobConfig job, Dataset<Row> rows) {
    RunException e =
        org.assertj.core.api.Assertions.catchThrowableOfType(
            RunException.class, () -> schema(job, rows));
    assertThat(e.outcome()).isEqualTo(Outcome.USAGE);
    return e.getMessage();
  }

  private static Map<String, String> types(GroupSchema schema) {
    Map<String, String> types = new TreeMap<>();
    schema.features().forEach(feature -> types.put(feature.name(), feature.type().toString()));
    return types;
  }

  @Test
  void keepsWhatTheJobReads(SparkSession spark) {
    JobConfig job =
        job(
            "[{name: i, kind: numeric}, {name: f, kind: numeric}, {name: ft, kind: categorical},"
                + " {name: dec, kind: numeric}, {name: flag, kind: numeric},"
                + " {name: word, kind: categorical}, {name: since, kind: numeric},"
                + " {name: at, kind: numeric}, {name: born, kind: categorical}]");
    Dataset<Row> rows =
        spark.sql(
            "SELECT 7 id, 1S i, float(0.1) f, float(0.1) ft, 1.50BD dec, true flag, 'a,b' word,"
                + " date'1970-01-03' since, timestamp'1970-01-01 00:00:01.5' at,"
                + " date'2026-03-01' born");
    GroupSchema schema = schema(job, rows);

    assertThat(types(schema))
        .isEqualTo(
            new TreeMap<>(
                Map.ofEntries(
                    Map.entry("id", "Integral"),
                    Map.entry("event_time", "String"),
                    Map.entry("i", "Integral"),
                    Map.entry("f", "Fractional"),
                    Map.entry("ft", "Fractional"),
                    Map.entry("dec", "Fractional"),
                    Map.entry("flag", "Integral"),
                    Map.entry("word", "String"),
                    Map.entry("since", "Integral"),
                    Map.entry("at", "Fractional"),
                    Map.entry("born", "String"),
                    Map.entry("features_sha256", "String"))));
    Row row = schema.rows(rows).head();
    assertThat(row.<String>getAs("event_time")).isEqualTo("2026-03-01T04:05:06.789Z");
    assertThat(row.<Long>getAs("i")).isEqualTo(1);
    assertThat(row.<Double>getAs("f")).as("as a number, the float").isEqualTo((double) 0.1f);
    assertThat(row.<Double>getAs("ft")).as("as a text, its digits").isEqualTo(0.1);
    assertThat(row.<Double>getAs("dec")).isEqualTo(1.5);
    assertThat(row.<Long>getAs("flag")).isEqualTo(1);
    assertThat(row.<Long>getAs("since")).isEqualTo(2);
    assertThat(row.<Double>getAs("at")).isEqualTo(1.5);
    assertThat(row.<String>getAs("born")).isEqualTo("2026-03-01");
    assertThat(row.<String>getAs("features_sha256")).isEqualTo(FeatureDigest.of(job));
  }

  @Test
  void keepsDatesAsTextsThatReadBackAsTheSameDay(SparkSession spark) {
    JobConfig job =
        job(
            "[{name: born, kind: date, as: age}, {name: at, kind: date, as: month}]",
            "source.eventTime=applied");
    Dataset<Row> rows =
        spark.sql(
            "SELECT 7 id, date'1990-02-03' born, timestamp'2024-03-01 23:59:59.9999' at, timestamp'2024-05-06 07:08:09.9999' applied");

    Row row = schema(job, rows).rows(rows).head();
    assertThat(row.<String>getAs("born")).isEqualTo("1990-02-03");
    assertThat(row.<String>getAs("at")).isEqualTo("2024-03-01T23:59:59.999Z");
    assertThat(row.<String>getAs("applied")).isEqualTo("2024-05-06T07:08:09.999Z");

    JobConfig both =
        job(
            "[{name: at, kind: date, as: month}, {name: text, column: at, kind: categorical}]",
            "source.eventTime=applied");
    assertThat(refusal(both, rows))
        .startsWith("column at is TIMESTAMP, which the job reads both as a date and as text");
  }

  @Test
  void missingValuesStayMissing(SparkSession spark) {
    JobConfig job =
        job("[{name: flag, kind: numeric}, {name: at, kind: numeric}, {name: i, kind: numeric}]");
    Dataset<Row> rows =
        spark.sql(
            "SELECT 7 id, cast(null AS boolean) flag, cast(null AS timestamp) at, cast(null AS int) i");

    Row row = schema(job, rows).rows(rows).head();
    assertThat(row.schema().fieldNames())
        .containsExactly("event_time", "id", "flag", "at", "i", "features_sha256");
    assertThat(List.of(row.isNullAt(2), row.isNullAt(3), row.isNullAt(4))).containsOnly(true);
  }

  @Test
  void severalKeyColumnsAreOneIdentifier(SparkSession spark) {
    JobConfig job = job("[{name: x, kind: numeric}]", "source.key=[id, branch]");
    Dataset<Row> rows =
        spark.sql(
            "SELECT * FROM VALUES (1, 'a,b', 0), (2, 'a\\\\b', 0), (3, null, 0) AS t(id, branch, x)");
    GroupSchema schema = schema(job, rows);

    assertThat(schema.record()).isEqualTo("record_id");
    assertThat(schema.rows(rows).collectAsList())
        .extracting(row -> row.<String>getAs("record_id"))
        .containsExactly("1,a\\,b", "2,a\\\\b", null);
    assertThat(schema.names())
        .containsExactly("record_id", "event_time", "id", "branch", "x", "features_sha256");
  }

  @Test
  void withoutAKeyTheFeatureColumnsIdentifyARecord(SparkSession spark) {
    JobConfig job =
        job("[{name: x, kind: numeric}, {name: y, kind: categorical}]", "source.key=[]");
    Dataset<Row> rows = spark.sql("SELECT * FROM VALUES (1, 'a'), (1, 'b'), (1, null) AS t(x, y)");

    // echo -n '1,a' | sha256sum, and so on.
    assertThat(schema(job, rows).rows(rows).collectAsList())
        .extracting(row -> row.<String>getAs("record_id").substring(0, 12))
        .containsExactly(sha("1,a"), sha("1,b"), sha("1,\\N"));
  }

  private static String sha(String text) {
    return io.riskmesh.store.FileHashes.sha256(
            text.getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .substring(0, 12);
  }

  @Test
  void refusesWhatAGroupCannotHold(SparkSession spark) {
    JobConfig job =
        job(
            "[{name: a, column: 'has blank', kind: numeric}, {name: b, column: end_, kind: numeric},"
                + " {name: c, column: Write_Time, kind: numeric},"
                + " {name: d, column: ID, kind: numeric}, {name: e, column: money, kind: numeric},"
                + " {name: f, column: day1, kind: numeric},"
                + " {name: g, column: day1, kind: categorical}]");
    Dataset<Row> rows =
        spark.sql(
            "SELECT 7 id, 1 `has blank`, 1 end_, 1 Write_Time, 8 ID, cast(1 AS decimal(20, 2)) money, date'2026-01-01' day1");

    assertThat(refusal(job, rows).lines())
        .containsExactly(
            "column money is DECIMAL(20,2), of which Feature Store keeps 15 digits: cast it where the table is created",
            "column day1 is DATE, which the job reads both as a number and as text, and a feature group keeps one: add it to the table under another name, too",
            "column has blank cannot be a feature's name: Feature Store wants letters, digits and inner - and _, at most 64. Rename it where the table is created.",
            "column end_ cannot be a feature's name: Feature Store wants letters, digits and inner - and _, at most 64. Rename it where the table is created.",
            "column Write_Time has a name that Feature Store reserves. Rename it where the table is created.",
            "two features would be named ID, in any case. Rename the column where the table is created.");
    JobConfig timed = job("[{name: t, kind: numeric}]", "source.eventTime=t");
    assertThat(refusal(timed, spark.sql("SELECT 7 id, timestamp'2026-01-01' t")))
        .startsWith("column t is source.eventTime, which the group stores to the millisecond");
  }

  @Test
  void countsRowsThatAGroupCannotHold(SparkSession spark) {
    JobConfig job = job("[{name: x, kind: numeric}]", "source.eventTime=t");
    Dataset<Row> rows =
        spark.sql(
            "SELECT id, x, timestamp(t) t FROM VALUES (1, 1, '2026-01-01'), (null, 1, '2026-01-01'), (2, 1, null), (2, 2, '2026-01-01'), (2, 3, '2026-01-01') AS t(id, x, t)");
    GroupSchema schema = schema(job, rows);

    assertThatThrownBy(() -> IngestionCheck.check(rows, job, schema))
        .hasMessage(
            "1 of 5 rows have no value in source.key: correct them, or leave them out with source.filter\n"
                + "1 of 5 rows have no event time: correct them, or leave them out with source.filter");
    assertThatThrownBy(() -> IngestionCheck.requireUnique(schema.rows(rows), schema))
        .hasMessageStartingWith("2 rows share their key and event time with another row");
  }
}

package io.riskmesh.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.PlatformS3a;
import io.riskmesh.SparkTest;
import io.riskmesh.aws.AwsClients;
import io.riskmesh.aws.FaultProxy;
import io.riskmesh.aws.FaultProxy.Answer;
import io.riskmesh.aws.FaultProxy.Call;
import io.riskmesh.aws.Mesh;
import io.riskmesh.aws.Moto;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Several attempts of one run. As AWS documents, this Athena answers a known token with the query
 * already started for it; the server behind the proxy ignores tokens.
 */
@ExtendWith({Moto.class, SparkTest.class})
class AthenaSourceTest {
  private final Mesh mesh = new Mesh();
  private final Map<String, String> queries = new ConcurrentHashMap<>();
  private FaultProxy proxy;
  private AwsClients aws;
  private String bucket;

  /** End states of single queries. */
  private final Map<String, String> ends = new ConcurrentHashMap<>();

  /** End state of all other queries, and the time at which they were started. */
  private String state = "SUCCEEDED";

  private Instant submitted = Instant.now();

  /** Operation whose response is lost after the service has carried it out. */
  private String lost = "nothing";

  @BeforeEach
  void open() {
    Moto.reset();
    bucket = mesh.bucket();
    mesh.database("rl_credit-card");
    mesh.creditsCsv("rl_credit-card", "credit_card", bucket);
    proxy = new FaultProxy(Moto.endpoint()).when((call, behind) -> athena(call));
    aws = new AwsClients(Moto.config(proxy.endpoint(), 2));
  }

  @AfterEach
  void close() {
    aws.close();
    proxy.close();
    mesh.close();
  }

  private Answer athena(Call call) {
    if (call.isFor("StartQueryExecution")) {
      String token = JsonText.read(call.body(), JsonNode.class).path("ClientRequestToken").asText();
      String id = queries.computeIfAbsent(token, key -> "q" + (queries.size() + 1));
      return lost.equals("StartQueryExecution")
          ? Answer.error(500, "InternalServerException", "planted")
          : Answer.json(200, "{\"QueryExecutionId\": \"%s\"}".formatted(id));
    }
    if (call.isFor("GetQueryExecution")) {
      return lost.equals("GetQueryExecution")
          ? Answer.error(500, "InternalServerException", "planted")
          : Answer.json(
              200,
              "{\"QueryExecution\": {\"QueryExecutionId\": \"q\", \"Status\": {\"State\": \"%s\", \"SubmissionDateTime\": %d, \"StateChangeReason\": \"GENERIC_INTERNAL_ERROR\"}}}"
                  .formatted(ends.getOrDefault(id(call), state), submitted.getEpochSecond()));
    }
    return null;
  }

  private static String id(Call call) {
    return JsonText.read(call.body(), JsonNode.class).path("QueryExecutionId").asText();
  }

  private SourceTable attempt(SparkSession spark) {
    Map.of(
            "fs.s3a.endpoint",
            Moto.endpoint(),
            "fs.s3a.path.style.access",
            "true",
            "fs.s3a.aws.credentials.provider",
            PlatformS3a.CREDENTIALS)
        .forEach(spark.conf()::set);
    EffectiveConfig settings =
        EffectiveConfig.load(
            Optional.empty(),
            Optional.empty(),
            List.of(
                "catalog={type: athena}",
                "aws={region: eu-west-1, endpoint: \"%1$s\", s3: {endpoint: \"%1$s\", pathStyle: true}}"
                    .formatted(Moto.endpoint()),
                "artifacts.uri=s3a://%s/a".formatted(bucket)));
    return SourceResolver.open(
        spark,
        aws,
        new SourceRequest(
            settings.job(),
            settings.env(),
            "2026-01-01T00:00:00Z",
            "s3a://%s/a/job/work/night/source".formatted(bucket),
            Optional.empty()));
  }

  private void fails(SparkSession spark) {
    SourceTable attempt = attempt(spark);
    assertThatThrownBy(attempt::pin).isInstanceOf(RunException.class);
  }

  @Test
  void whatHasFailedIsAskedForAnew(SparkSession spark) {
    for (String end : List.of("FAILED", "CANCELLED")) {
      state = end;
      fails(spark);
    }
    state = "SUCCEEDED";
    assertThat(attempt(spark).pin().query()).isEqualTo("q3");
  }

  @Test
  void anAttemptThatLostAnAnswerLeavesItsQueryToTheNext(SparkSession spark) {
    for (String answer : List.of("StartQueryExecution", "GetQueryExecution")) {
      lost = answer;
      fails(spark);
    }
    lost = "nothing";
    assertThat(attempt(spark).pin().query()).isEqualTo("q1");
    assertThat(queries).hasSize(1);
  }

  @Test
  void aQueryThatEndedWithAnAttemptBeforeIsNoReasonToFail(SparkSession spark) {
    lost = "GetQueryExecution";
    fails(spark);
    lost = "nothing";
    ends.put("q1", "CANCELLED");
    assertThat(attempt(spark).pin().query()).isEqualTo("q2");
  }

  @Test
  void rowsThatAQueryHasLeftBeforeItFailedAreGone(SparkSession spark) {
    mesh.put(bucket, "a/job/work/night/source/athena/rows/half-written", new byte[1]);
    state = "FAILED";
    fails(spark);
    assertThat(mesh.keys(bucket, "a/job/work/night/source/athena/")).isEmpty();
  }

  @Test
  void aQueryFromBeforeTheRunIsNotBelieved(SparkSession spark) {
    submitted = Instant.now().minusSeconds(3600);
    SourceTable attempt = attempt(spark);
    assertThatThrownBy(attempt::pin)
        .hasMessageContaining("older than this run's")
        .extracting(e -> ((RunException) e).outcome())
        .isEqualTo(Outcome.SOURCE_UNAVAILABLE);
  }

  @Test
  void aCheckAsksAnewEachTime(SparkSession spark) {
    attempt(spark).probe();
    attempt(spark).probe();
    assertThat(queries).hasSize(2);
  }
}

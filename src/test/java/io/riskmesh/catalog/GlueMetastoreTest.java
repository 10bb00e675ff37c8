package io.riskmesh.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.riskmesh.aws.AwsClients;
import io.riskmesh.aws.FaultProxy;
import io.riskmesh.aws.FaultProxy.Answer;
import io.riskmesh.aws.Mesh;
import io.riskmesh.aws.Moto;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.TableInput;

/**
 * Resource links and grants. The server checks no grants and follows no links, so the proxy replays
 * the responses that AWS documents for Glue.
 */
@ExtendWith(Moto.class)
class GlueMetastoreTest {
  private static final TableName NAME = TableName.parse("rl_credit-card.credit_card");
  private static final String NO_DESCRIBE =
      "Insufficient Lake Formation permission(s): Required Describe on rl_credit-card";

  private final Mesh mesh = new Mesh();
  private FaultProxy proxy;
  private AwsClients aws;

  @BeforeEach
  void open() {
    Moto.reset();
    proxy = new FaultProxy(Moto.endpoint());
    aws = new AwsClients(Moto.config(proxy.endpoint(), 2));
    mesh.database("producer_credit");
    mesh.creditsCsv("producer_credit", "credit_card", mesh.bucket());
  }

  @AfterEach
  void close() {
    aws.close();
    proxy.close();
    mesh.close();
  }

  private TableMetadata resolve() {
    return new GlueMetastore(aws, Optional.empty()).findTable(NAME);
  }

  private void refuses(Outcome outcome, String... words) {
    RunException e = catchThrowableOfType(RunException.class, this::resolve);
    assertThat(e.outcome()).isEqualTo(outcome);
    assertThat(e).hasMessageContainingAll(words);
  }

  /** Makes Glue give this answer for one database or table of an account. */
  private void when(String operation, String part, Answer answer) {
    proxy.when(
        (call, behind) -> call.isFor(operation) && call.text().contains(part) ? answer : null);
  }

  @Test
  void followsADatabaseLink() {
    mesh.databaseLink("rl_credit-card", "producer_credit");

    ResolvedTable table = resolve().identity();
    assertThat(table.database()).isEqualTo("producer_credit");
    assertThat(table.links())
        .containsExactly("database rl_credit-card -> 111122223333:producer_credit");
    assertThat(proxy.calls().get(2).text()).contains(Mesh.PRODUCER).contains("producer_credit");
  }

  @Test
  void takesTheTargetThatGlueDescribesByItselfForATableLink() {
    mesh.database("rl_credit-card");
    when(
        "GetTable",
        "rl_credit-card",
        Answer.json(
            200,
            """
            {"Table": {"Name": "cards", "DatabaseName": "producer_credit", "CatalogId": "111122223333",
              "VersionId": "7", "IsRegisteredWithLakeFormation": true,
              "TargetTable": {"CatalogId": "111122223333", "DatabaseName": "producer_credit", "Name": "cards"},
              "StorageDescriptor": {"Location": "s3://b/cards/", "Columns": [{"Name": "a", "Type": "int"}],
                "InputFormat": "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
                "SerdeInfo": {"SerializationLibrary": "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe"}}}}
            """));

    ResolvedTable table = resolve().identity();
    assertThat(table.shown()).isEqualTo("111122223333:producer_credit.cards");
    assertThat(table.versionId()).isEqualTo("7");
    assertThat(table.governed()).isTrue();
    assertThat(table.format()).isEqualTo("parquet");
  }

  @Test
  void readsTheCallersOwnTable() {
    mesh.database("rl_credit-card");
    mesh.creditsCsv("rl_credit-card", "credit_card", mesh.bucket());

    assertThat(resolve().identity().links()).isEmpty();
  }

  @Test
  void namesAMissingDatabase() {
    refuses(
        Outcome.SOURCE_MISSING, "database rl_credit-card is not in", "create the resource link");
  }

  @Test
  void namesAMissingTable() {
    mesh.database("rl_credit-card");
    refuses(Outcome.SOURCE_MISSING, "table rl_credit-card.credit_card is not in");
  }

  @Test
  void tellsThatDescribeOnTheLinkIsMissing() {
    mesh.databaseLink("rl_credit-card", "producer_credit");
    when("GetDatabase", "rl_credit-card", Answer.error(400, "AccessDeniedException", NO_DESCRIBE));
    refuses(
        Outcome.SOURCE_MISSING,
        "no DESCRIBE on database or resource link rl_credit-card",
        "Consumer's side");
  }

  @Test
  void tellsThatTheTargetOfADatabaseLinkIsNotShared() {
    mesh.databaseLink("rl_credit-card", "producer_credit");
    when("GetTable", Mesh.PRODUCER, Answer.error(400, "AccessDeniedException", NO_DESCRIBE));
    when("GetDatabase", Mesh.PRODUCER, Answer.error(400, "EntityNotFoundException", "gone"));
    refuses(
        Outcome.SOURCE_MISSING,
        "the resource link exists (database rl_credit-card -> 111122223333:producer_credit)",
        "Producer's side: share it and grant SELECT and DESCRIBE");
  }

  @Test
  void tellsThatATableLinkIsBare() {
    mesh.database("rl_credit-card");
    mesh.tableLink("rl_credit-card", "credit_card", "producer_credit", "hidden");
    refuses(
        Outcome.SOURCE_MISSING,
        "the resource link exists",
        "111122223333:producer_credit.hidden is not visible",
        "A grant on the link does not extend to its target");
  }

  @Test
  void refusesALinkIntoAnotherRegion() {
    mesh.databaseLink("rl_credit-card", "producer_credit", "us-east-1");
    refuses(Outcome.SOURCE_MISSING, "points to region us-east-1", "runs in eu-west-1");
  }

  @Test
  void refusesLinksThatLeadInACircle() {
    mesh.databaseLink("rl_credit-card", "other");
    mesh.databaseLink("other", "rl_credit-card");
    refuses(Outcome.SOURCE_MISSING, "form a cycle");
  }

  @Test
  void refusesAView() {
    mesh.database("rl_credit-card");
    mesh.table(
        "rl_credit-card",
        TableInput.builder().name("credit_card").tableType("VIRTUAL_VIEW").build());
    refuses(Outcome.SOURCE_MISSING, "has no files: it is a view");
  }

  @Test
  void aThrottledCatalogIsWorthARetry() {
    proxy.when((call, behind) -> Answer.error(400, "ThrottlingException", "Rate exceeded"));
    refuses(Outcome.SOURCE_UNAVAILABLE, "ThrottlingException");
  }

  /** Through both kinds of link at once, Glue returns an empty list of partitions and no error. */
  @Test
  void asksTheResolvedTableForItsPartitions() {
    mesh.table(
        "producer_credit",
        TableInput.builder()
            .name("cards")
            .storageDescriptor(Mesh.parquet(Mesh.credits("int"), "s3://b/cards/"))
            .partitionKeys(Column.builder().name("year").type("int").build())
            .build());
    mesh.partition(
        "producer_credit",
        "cards",
        List.of("2025"),
        Mesh.parquet(Mesh.credits("int"), "s3://b/cards/year=2025/"));
    mesh.database("shared");
    mesh.tableLink("shared", "credit_card", "producer_credit", "cards");
    mesh.databaseLink("rl_credit-card", "shared");
    when("GetPartitions", "rl_credit-card", Answer.json(200, "{\"Partitions\": []}"));
    when("GetPartitions", "shared", Answer.json(200, "{\"Partitions\": []}"));

    GlueMetastore glue = new GlueMetastore(aws, Optional.empty());
    TableMetadata table = glue.findTable(NAME);
    assertThat(table.identity().links()).hasSize(2);
    assertThat(glue.listPartitions(table, List.of()).list())
        .singleElement()
        .satisfies(partition -> assertThat(partition.values()).containsExactly("2025"));
  }

  /** Athena may be able to read what Spark cannot. */
  @Test
  void describesATableWhoseSerdeOnlyAReaderRefuses() {
    mesh.database("rl_credit-card");
    mesh.table(
        "rl_credit-card",
        TableInput.builder()
            .name("credit_card")
            .storageDescriptor(
                s ->
                    s.location("s3://b/x/")
                        .columns(Mesh.credits())
                        .serdeInfo(i -> i.serializationLibrary("com.example.Avro")))
            .parameters(Map.of())
            .build());
    TableMetadata table = resolve();
    assertThat(catchThrowableOfType(RunException.class, () -> HiveFormat.of(table.storage())))
        .hasMessageContainingAll("com.example.Avro", "catalog.type: athena");
  }
}

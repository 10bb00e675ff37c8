package io.riskmesh.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riskmesh.SparkTest;
import io.riskmesh.aws.FaultProxy;
import io.riskmesh.aws.FaultProxy.Answer;
import io.riskmesh.aws.FaultProxy.Behind;
import io.riskmesh.aws.FaultProxy.Call;
import io.riskmesh.aws.Mesh;
import io.riskmesh.aws.Moto;
import io.riskmesh.store.JsonText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.spark.sql.SparkSession;

/**
 * Feature Store in front of the API server, which creates and describes groups. What the server
 * does not do happens here, as AWS documents it: the offline store's table in Glue, which is
 * created with the group; the error for a group that does not exist; the group's online store,
 * which the server does not describe; and PutRecord, whose records are kept.
 */
final class StoreGroups implements AutoCloseable {
  static final String DATABASE = "sagemaker_featurestore";
  private static final String CATALOG = "aws_side";
  private static final Map<String, String> TYPES =
      Map.of("String", "STRING", "Integral", "BIGINT", "Fractional", "DOUBLE");

  private final Mesh mesh;
  private final FaultProxy proxy;
  private final Set<String> groups = new HashSet<>();
  private final Set<String> online = ConcurrentHashMap.newKeySet();
  private final Map<String, List<JsonNode>> records = new ConcurrentHashMap<>();
  private volatile PutFault fault = record -> null;

  /** Returns an answer in place of accepting a record; null accepts it. */
  @FunctionalInterface
  interface PutFault {
    Answer answer(JsonNode record);
  }

  StoreGroups(Mesh mesh) {
    this.mesh = mesh;
    mesh.database(DATABASE);
    proxy = new FaultProxy(Moto.endpoint()).when(this::answer);
  }

  /** Returns a session in which {@link #table} names tables of offline stores. */
  static SparkSession session() {
    SparkSession spark = SparkTest.session().newSession();
    Map.of(
            "", "org.apache.iceberg.spark.SparkCatalog",
            ".catalog-impl", "org.apache.iceberg.aws.glue.GlueCatalog",
            ".io-impl", "org.apache.iceberg.aws.s3.S3FileIO",
            ".warehouse", "s3://unused/warehouse",
            ".glue.endpoint", Moto.endpoint(),
            ".s3.endpoint", Moto.endpoint(),
            ".s3.path-style-access", "true",
            ".client.region", "eu-west-1",
            ".cache-enabled", "false")
        .forEach((key, value) -> spark.conf().set("spark.sql.catalog." + CATALOG + key, value));
    return spark;
  }

  String endpoint() {
    return proxy.endpoint();
  }

  FaultProxy proxy() {
    return proxy;
  }

  /** Sets which records the online store does not accept. */
  void whenPut(PutFault rule) {
    fault = rule;
  }

  /** Returns the accepted requests for a group, in their order. */
  List<JsonNode> records(String group) {
    return List.copyOf(records.getOrDefault(group, List.of()));
  }

  /** Returns a feature of a record; null if it has none. */
  static String value(JsonNode record, String name) {
    for (JsonNode feature : record.path("Record")) {
      if (feature.path("FeatureName").asText().equals(name)) {
        return feature.path("ValueAsString").asText();
      }
    }
    return null;
  }

  /** Returns the name of the offline store's table, for SQL. */
  String table(String group) {
    return "%s.%s.%s"
        .formatted(
            CATALOG,
            DATABASE,
            mesh.aws()
                .sageMaker()
                .describeFeatureGroup(r -> r.featureGroupName(group))
                .offlineStoreConfig()
                .dataCatalogConfig()
                .tableName());
  }

  private Answer answer(Call call, Behind behind) {
    if (call.method().equals("PUT") && call.path().startsWith("/FeatureGroup/")) {
      JsonNode record = JsonText.read(call.body(), JsonNode.class);
      Answer refused = fault.answer(record);
      if (refused == null) {
        String group = call.path().substring("/FeatureGroup/".length());
        records.computeIfAbsent(group, name -> new CopyOnWriteArrayList<>()).add(record);
      }
      return refused == null ? Answer.json(200, "") : refused;
    }
    if (call.isFor("CreateFeatureGroup")) {
      return created(JsonText.read(call.body(), JsonNode.class), behind.answer());
    }
    return call.isFor("DescribeFeatureGroup")
        ? described(JsonText.read(call.body(), JsonNode.class), behind)
        : null;
  }

  private synchronized Answer created(JsonNode request, Answer answer) {
    String name = request.path("FeatureGroupName").asText();
    if (answer.status() == 200 && groups.add(name)) {
      if (request.path("OnlineStoreConfig").path("EnableOnlineStore").asBoolean()) {
        online.add(name);
      }
      List<String> columns = new ArrayList<>();
      for (JsonNode feature : request.path("FeatureDefinitions")) {
        columns.add(
            "`%s` %s"
                .formatted(
                    feature.path("FeatureName").asText(),
                    TYPES.get(feature.path("FeatureType").asText())));
      }
      session()
          .sql(
              "CREATE TABLE %s (%s, write_time TIMESTAMP, api_invocation_time TIMESTAMP, is_deleted BOOLEAN) USING iceberg PARTITIONED BY (truncate(10, `%s`)) LOCATION '%s/%s'"
                  .formatted(
                      table(name),
                      String.join(", ", columns),
                      request.path("EventTimeFeatureName").asText(),
                      request
                          .path("OfflineStoreConfig")
                          .path("S3StorageConfig")
                          .path("S3Uri")
                          .asText(),
                      name));
    }
    return answer;
  }

  private Answer described(JsonNode request, Behind behind) {
    String name = request.path("FeatureGroupName").asText();
    if (!groups.contains(name)) {
      return Answer.error(400, "ResourceNotFound", "Feature Group was not found");
    }
    Answer answer = behind.answer();
    if (!online.contains(name)) {
      return answer;
    }
    ObjectNode group = JsonText.read(answer.body(), ObjectNode.class);
    group.putObject("OnlineStoreConfig").put("EnableOnlineStore", true);
    return Answer.json(200, JsonText.line(group));
  }

  @Override
  public void close() {
    proxy.close();
  }
}

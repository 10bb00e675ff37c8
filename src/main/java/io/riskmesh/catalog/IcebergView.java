package io.riskmesh.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riskmesh.store.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.PartitionField;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SchemaParser;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.encryption.EncryptionManager;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types.NestedField;

/**
 * A view of a table as if it had always had a single schema. Iceberg takes the names of a scan from
 * one schema and prunes files by another: the scan of a snapshot uses the snapshot's own schema,
 * partition specs and column bounds use the current one. With a single schema all of them agree.
 */
final class IcebergView {
  private static final String HIDDEN = "_riskmesh_";

  private IcebergView() {}

  /**
   * Creates the read-only view.
   *
   * @param schema one of the table's schemas
   */
  static Table of(Table table, Schema schema) {
    TableOperations operations = ((HasTableOperations) table).operations();
    TableMetadata metadata = operations.current();
    ObjectNode json = (ObjectNode) tree(TableMetadataParser.toJson(metadata));
    Schema only = withHidden(table, schema);
    json.putArray("schemas").add(tree(SchemaParser.toJson(only)));
    json.put("current-schema-id", only.schemaId());
    // A snapshot without a schema id has the table's schema.
    json.path("snapshots").forEach(snapshot -> ((ObjectNode) snapshot).remove("schema-id"));
    json.path("partition-specs").forEach(spec -> rename(spec.path("fields"), only));
    json.put("default-sort-order-id", 0);
    json.putArray("sort-orders").addObject().put("order-id", 0).putArray("fields");
    TableMetadata fixed =
        TableMetadataParser.fromJson(metadata.metadataFileLocation(), JsonText.line(json));
    // Scans are equal if their tables' names are: a table with another schema needs another name.
    String name = "%s (schema %d)".formatted(table.name(), only.schemaId());
    return new BaseTable(new IcebergOperations(operations, fixed), name);
  }

  private static JsonNode tree(String json) {
    return JsonText.read(json.getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }

  /**
   * Returns the schema and, under hidden names, the columns of the table's other schemas: partition
   * specs and equality deletes may use a column that was dropped or added later.
   */
  private static Schema withHidden(Table table, Schema schema) {
    List<NestedField> columns = new ArrayList<>(schema.columns());
    Set<Integer> known = new HashSet<>(TypeUtil.indexById(schema.asStruct()).keySet());
    Set<Integer> sources =
        table.specs().values().stream()
            .flatMap(spec -> spec.fields().stream())
            .map(PartitionField::sourceId)
            .collect(Collectors.toSet());
    List<Schema> newestFirst =
        table.schemas().values().stream()
            .sorted(Comparator.comparing(Schema::schemaId).reversed())
            .toList();
    for (Schema other : newestFirst) {
      for (NestedField column : other.columns()) {
        if (!known.contains(column.fieldId())) {
          columns.add(hidden(column));
          known.addAll(TypeUtil.indexById(new Schema(column).asStruct()).keySet());
        }
      }
      TypeUtil.indexById(other.asStruct()).values().stream()
          .filter(field -> sources.contains(field.fieldId()) && known.add(field.fieldId()))
          .forEach(field -> columns.add(hidden(field)));
    }
    return new Schema(schema.schemaId(), columns, schema.identifierFieldIds());
  }

  private static NestedField hidden(NestedField field) {
    return NestedField.from(field).withName(HIDDEN + field.fieldId()).asOptional().build();
  }

  /** Renames partition fields whose name is that of another column in this schema. */
  private static void rename(JsonNode fields, Schema schema) {
    for (JsonNode field : fields) {
      NestedField column = schema.findField(field.path("name").asText());
      if (column != null && column.fieldId() != field.path("source-id").asInt(-1)) {
        ((ObjectNode) field).put("name", HIDDEN + field.path("field-id").asInt());
      }
    }
  }

  /** Operations of the table, with other metadata. */
  private static final class IcebergOperations implements TableOperations {
    private final TableOperations table;
    private final TableMetadata current;

    IcebergOperations(TableOperations table, TableMetadata current) {
      this.table = table;
      this.current = current;
    }

    @Override
    public TableMetadata current() {
      return current;
    }

    @Override
    public TableMetadata refresh() {
      return current;
    }

    @Override
    public void commit(TableMetadata base, TableMetadata metadata) {
      throw new UnsupportedOperationException("a view of a table cannot be changed");
    }

    @Override
    public FileIO io() {
      return table.io();
    }

    @Override
    public EncryptionManager encryption() {
      return table.encryption();
    }

    @Override
    public String metadataFileLocation(String file) {
      return table.metadataFileLocation(file);
    }

    @Override
    public LocationProvider locationProvider() {
      return table.locationProvider();
    }
  }
}

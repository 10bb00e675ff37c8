package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.ConfigValue;
import io.riskmesh.config.yaml.LocationPaths;
import io.riskmesh.config.yaml.TimeSpans;
import io.riskmesh.config.yaml.YamlScalars;
import io.riskmesh.config.yaml.YamlWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The catalog in which tables are found. A key that belongs to another catalog type is rejected.
 *
 * @param type type of the catalog
 * @param warehouse embedded: folder of the tables
 * @param seed embedded: file or folder per table name, from which the table is created on first use
 * @param id glue and athena: account that owns the Glue catalog; empty means the caller's own
 * @param access glue: whose credentials read the table's files
 * @param workgroup athena: workgroup that runs the query
 * @param timeout athena: maximum duration of the query
 */
public record CatalogConfig(
    CatalogType type,
    Optional<String> warehouse,
    Map<String, String> seed,
    Optional<String> id,
    Access access,
    String workgroup,
    Duration timeout) {

  /** How {@code source.table} is resolved. */
  public enum CatalogType {
    /** Iceberg's JDBC catalog on SQLite in a local folder. */
    EMBEDDED,
    /** The Glue Data Catalog through its API; resource links are followed. */
    GLUE,
    /** The metastore of the Spark session: Hive's own or, where installed, Glue's client for it. */
    HIVE,
    /** Glue tables, exported into the run's own folder with Athena's UNLOAD. */
    ATHENA,
    /** No tables; only {@code source.path} is allowed. */
    NONE;

    private List<String> keys() {
      return switch (this) {
        case EMBEDDED -> List.of("warehouse", "seed");
        case GLUE -> List.of("id", "access");
        case ATHENA -> List.of("id", "workgroup", "timeout");
        case HIVE, NONE -> List.of();
      };
    }
  }

  /** Whose credentials read the files of a Glue table. */
  public enum Access {
    /** The caller's credentials, or those of the configured role. */
    CALLER,
    /** Temporary credentials that Lake Formation issues for the table. */
    LAKEFORMATION
  }

  static CatalogConfig read(ConfigNode node) {
    CatalogType type =
        node.at("type").value().choice(CatalogType.class).orElse(ConfigDefaults.CATALOG);
    for (String key : keys()) {
      if (!type.keys().contains(key)) {
        node.refuse(key, "is only valid together with catalog.type: " + owners(key));
      }
    }
    return new CatalogConfig(
        type,
        type == CatalogType.EMBEDDED ? folder(node.at("warehouse").required()) : Optional.empty(),
        type == CatalogType.EMBEDDED ? seed(node.at("seed")) : Map.of(),
        has(type, "id") ? id(node.at("id")) : Optional.empty(),
        type == CatalogType.GLUE
            ? node.at("access").value().choice(Access.class).orElse(ConfigDefaults.ACCESS)
            : ConfigDefaults.ACCESS,
        type == CatalogType.ATHENA
            ? node.at("workgroup").value().text().orElse(ConfigDefaults.WORKGROUP)
            : ConfigDefaults.WORKGROUP,
        type == CatalogType.ATHENA
            ? node.at("timeout")
                .value()
                .parsed(TimeSpans.SPAN, TimeSpans::span)
                .orElse(ConfigDefaults.QUERY_TIME)
            : ConfigDefaults.QUERY_TIME);
  }

  private static boolean has(CatalogType type, String key) {
    return type.keys().contains(key);
  }

  private static Set<String> keys() {
    Set<String> keys = new LinkedHashSet<>();
    EnumSet.allOf(CatalogType.class).forEach(type -> keys.addAll(type.keys()));
    return keys;
  }

  private static String owners(String key) {
    return Arrays.stream(CatalogType.values())
        .filter(type -> has(type, key))
        .map(ConfigValue::word)
        .reduce((a, b) -> a + " or " + b)
        .orElseThrow();
  }

  private static Optional<String> folder(ConfigNode node) {
    Optional<String> folder = node.value().location();
    folder
        .filter(location -> LocationPaths.hasScheme(location) && !location.startsWith("file:"))
        .ifPresent(location -> node.expected("a local folder"));
    return folder;
  }

  private static Map<String, String> seed(ConfigNode node) {
    Map<String, String> seed = new LinkedHashMap<>();
    node.sections()
        .forEach(
            (table, file) -> {
              if (!SourceConfig.isTable(table)) {
                file.problem("the key must be database.table");
              }
              file.value().location().ifPresent(location -> seed.put(table, location));
            });
    return Collections.unmodifiableMap(seed);
  }

  private static Optional<String> id(ConfigNode node) {
    return node.value().id("an account of 12 digits", CatalogConfig::account);
  }

  private static String account(String text) {
    if (!text.matches("[0-9]{12}")) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

  Map<String, Object> yaml() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("warehouse", warehouse.orElse(null));
    all.put("seed", seed);
    all.put("id", id.map(YamlScalars::written).orElse(null));
    all.put("access", ConfigValue.word(access));
    all.put("workgroup", workgroup);
    all.put("timeout", timeout.toString());
    YamlWriter written = new YamlWriter().with("type", ConfigValue.word(type));
    type.keys().forEach(key -> written.with(key, all.get(key)));
    return written.fields();
  }
}

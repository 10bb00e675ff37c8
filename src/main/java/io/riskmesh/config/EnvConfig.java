package io.riskmesh.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * WHERE it runs: the content of the environment file.
 *
 * @param artifacts absolute local path or URI of the folder that holds all jobs' files
 */
public record EnvConfig(Catalog catalog, String artifacts, Spark spark) {

  /** Top-level keys; every other key is the job's. */
  static final Set<String> SECTIONS =
      Collections.unmodifiableSet(
          new LinkedHashSet<>(List.of("catalog", "artifacts", "registry", "spark")));

  /** How {@code source.table} is found. */
  public enum CatalogType {
    /** Iceberg's JDBC catalog on SQLite in a local folder. */
    EMBEDDED,
    /** No tables, only {@code source.path}. */
    NONE
  }

  /**
   * The catalog that knows the tables.
   *
   * @param warehouse folder of the embedded catalog
   * @param seed tables that are made on first use, by name, from a CSV file
   */
  public record Catalog(CatalogType type, Optional<String> warehouse, Map<String, String> seed) {

    static Catalog read(Node node) {
      CatalogType type = node.at("type").value().choice(CatalogType.class).orElse(Defaults.CATALOG);
      if (type == CatalogType.NONE) {
        node.refuse("warehouse", "goes with catalog.type: embedded");
        node.refuse("seed", "goes with catalog.type: embedded");
        return new Catalog(type, Optional.empty(), Map.of());
      }
      Node warehouse = node.at("warehouse");
      Optional<String> folder = warehouse.required().value().location();
      folder
          .filter(location -> Paths.hasScheme(location) && !location.startsWith("file:"))
          .ifPresent(location -> warehouse.expected("a local folder"));
      return new Catalog(type, folder, seed(node.at("seed")));
    }

    private static Map<String, String> seed(Node node) {
      Map<String, String> seed = new LinkedHashMap<>();
      node.entries()
          .forEach(
              (table, file) -> {
                if (!SourceConfig.isTable(table)) {
                  file.problem("the key must be database.table");
                }
                file.value().location().ifPresent(location -> seed.put(table, location));
              });
      return Collections.unmodifiableMap(seed);
    }

    private Map<String, Object> yaml() {
      Written written = new Written().with("type", Value.word(type));
      return type == CatalogType.NONE
          ? written.fields()
          : written.with("warehouse", warehouse).with("seed", seed).fields();
    }
  }

  /**
   * The session.
   *
   * @param master Spark master; empty leaves it to spark-submit
   * @param conf Spark settings that the session gets
   */
  public record Spark(Optional<String> master, Map<String, String> conf) {

    static Spark read(Node node) {
      Node conf = node.at("conf");
      Map<String, String> settings = conf.settings();
      settings.keySet().stream()
          .filter(key -> !key.startsWith("spark."))
          .forEach(key -> conf.at(key).problem("a Spark setting starts with spark."));
      return new Spark(node.at("master").value().text(), Collections.unmodifiableMap(settings));
    }

    private Map<String, Object> yaml() {
      return new Written()
          .with("master", master)
          .with("conf", Written.settings(Secrets.masked(conf)))
          .fields();
    }

    /** Without secrets. */
    @Override
    public String toString() {
      return "Spark" + yaml();
    }
  }

  static EnvConfig read(Node node) {
    JobConfig.SECTIONS.forEach(key -> node.refuse(key, "belongs in the job file"));
    Catalog catalog = node.at("catalog").read(Catalog::read);
    Node artifacts = node.at("artifacts");
    String uri = artifacts.read(n -> n.at("uri").required().value().location()).orElse("");
    node.at("registry")
        .read(n -> n.at("type").value().choice(List.of(Defaults.REGISTRY)).orElse(""));
    return new EnvConfig(catalog, uri, node.at("spark").read(Spark::read));
  }

  /** As in the file, with defaults filled in. */
  Map<String, Object> yaml() {
    return new Written()
        .with("catalog", catalog.yaml())
        .with("artifacts", new Written().with("uri", artifacts).fields())
        .with("registry", new Written().with("type", Defaults.REGISTRY).fields())
        .with("spark", spark.yaml())
        .fields();
  }
}

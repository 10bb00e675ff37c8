package io.riskmesh.tracking;

import io.riskmesh.catalog.AccessTrail;
import io.riskmesh.catalog.ResolvedTable;
import io.riskmesh.catalog.SourcePin;
import io.riskmesh.store.S3Uri;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Name of a data set, formed as OpenLineage prescribes, so that other programs that use the same
 * data give it the same name.
 *
 * @param namespace the system that holds it: {@code arn:aws:glue:region:account}, {@code
 *     s3://bucket} or {@code file}
 */
record LineageDataset(String namespace, String name) {
  /** Another name of a data set. */
  record OtherName(LineageDataset dataset, String type) {

    Map<String, String> fields() {
      return Map.of("namespace", dataset.namespace, "name", dataset.name, "type", type);
    }
  }

  /**
   * Names the source of a run: the real table behind the resource links, or the folder.
   *
   * @param access who read it; null if it was not read
   */
  static LineageDataset of(SourcePin source, AccessTrail access) {
    ResolvedTable table = source.table();
    if (table == null || table.region() == null) {
      return at(source.location());
    }
    Optional<String> account = Optional.ofNullable(table.catalogId()).or(() -> account(access));
    return account
        .map(owner -> glue(table.region(), owner, table.database(), table.table()))
        .orElseGet(() -> at(source.location()));
  }

  private static LineageDataset glue(String region, String account, String database, String table) {
    return new LineageDataset(
        "arn:aws:glue:%s:%s".formatted(region, account), "table/%s/%s".formatted(database, table));
  }

  private static Optional<String> account(AccessTrail access) {
    return Optional.ofNullable(access)
        .map(AccessTrail::caller)
        .map(arn -> arn.split(":", -1))
        .filter(parts -> parts.length > 4)
        .map(parts -> parts[4]);
  }

  /** Names the files at a URI or at a local path. */
  static LineageDataset at(String location) {
    String uri = S3Uri.ofAws(location).replaceFirst("/+$", "");
    if (!uri.contains("://")) {
      return new LineageDataset("file", uri.replaceFirst("^file:", ""));
    }
    URI parsed = URI.create(uri.replace(" ", "%20"));
    String path = String.valueOf(parsed.getPath());
    return "file".equals(parsed.getScheme())
        ? new LineageDataset("file", path)
        : new LineageDataset(
            parsed.getScheme() + "://" + parsed.getRawAuthority(),
            path.replaceFirst("^/", "").isEmpty() ? "/" : path.replaceFirst("^/", ""));
  }

  /**
   * Returns the other names of a source: where its files are, and the name by which the consumer
   * knows it, which is that of a resource link if there is one.
   */
  static List<OtherName> otherNames(SourcePin source, AccessTrail access) {
    LineageDataset main = of(source, access);
    List<OtherName> names = new ArrayList<>();
    if (source.location() != null && !at(source.location()).equals(main)) {
      names.add(new OtherName(at(source.location()), "LOCATION"));
    }
    String[] parts = source.name().split("\\.", 2);
    if (parts.length == 2 && source.table() != null && source.table().region() != null) {
      account(access)
          .map(account -> glue(source.table().region(), account, parts[0], parts[1]))
          .filter(link -> !link.equals(main))
          .ifPresent(link -> names.add(new OtherName(link, "TABLE")));
    } else if (source.snapshot() != null) {
      names.add(new OtherName(new LineageDataset("riskmesh", source.name()), "TABLE"));
    }
    return names;
  }

  /** Returns the data set as an input or output, with its facets. */
  Map<String, Object> with(LineageFacets facets) {
    Map<String, Object> dataset = new LinkedHashMap<>();
    dataset.put("namespace", namespace);
    dataset.put("name", name);
    dataset.put("facets", facets.fields());
    return dataset;
  }

  /** Returns one of its columns, as what another column was made of. */
  Map<String, Object> field(String column, String description) {
    Map<String, Object> transformation = new LinkedHashMap<>();
    transformation.put("type", "DIRECT");
    transformation.put("subtype", "TRANSFORMATION");
    transformation.put("description", description);
    return Map.of(
        "namespace",
        namespace,
        "name",
        name,
        "field",
        column,
        "transformations",
        List.of(transformation));
  }
}

package io.riskmesh.tracking;

import io.riskmesh.session.SoftwareVersions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Facets of one run, job or data set: descriptions in the formats of OpenLineage, each with the
 * address of its schema.
 */
final class LineageFacets {
  /** The program that makes the events, as a URI. */
  static final String PRODUCER = "urn:riskmesh:" + SoftwareVersions.of().get("riskmesh");

  private static final String SPEC = "https://openlineage.io/spec/facets/";

  /** Version of each facet's schema, by the facet's key in events. */
  private static final Map<String, String> SCHEMAS =
      Map.ofEntries(
          Map.entry("columnLineage", "1-2-0/ColumnLineageDatasetFacet"),
          Map.entry("dataQualityAssertions", "1-1-0/DataQualityAssertionsDatasetFacet"),
          Map.entry("dataQualityMetrics", "1-0-3/DataQualityMetricsInputDatasetFacet"),
          Map.entry("documentation", "1-1-0/DocumentationJobFacet"),
          Map.entry("errorMessage", "1-0-1/ErrorMessageRunFacet"),
          Map.entry("externalQuery", "1-0-2/ExternalQueryRunFacet"),
          Map.entry("jobType", "2-0-4/JobTypeJobFacet"),
          Map.entry("nominalTime", "1-0-1/NominalTimeRunFacet"),
          Map.entry("outputStatistics", "1-0-2/OutputStatisticsOutputDatasetFacet"),
          Map.entry("ownership", "1-0-1/OwnershipJobFacet"),
          Map.entry("parent", "1-2-0/ParentRunFacet"),
          Map.entry("processing_engine", "1-1-1/ProcessingEngineRunFacet"),
          Map.entry("schema", "1-2-0/SchemaDatasetFacet"),
          Map.entry("symlinks", "1-0-1/SymlinksDatasetFacet"),
          Map.entry("tags", "1-0-0/TagsRunFacet"),
          Map.entry("version", "1-0-1/DatasetVersionDatasetFacet"));

  private final Map<String, Object> facets = new TreeMap<>();

  /** Adds a facet by its key in events. */
  LineageFacets with(String key, Map<String, ?> content) {
    String schema = SCHEMAS.get(key);
    Map<String, Object> facet = new LinkedHashMap<>();
    facet.put("_producer", PRODUCER);
    facet.put(
        "_schemaURL",
        "%s%s.json#/$defs/%s".formatted(SPEC, schema, schema.substring(schema.indexOf('/') + 1)));
    facet.putAll(content);
    facets.put(key, facet);
    return this;
  }

  /** Adds a facet with a single field, if there is a value for it. */
  LineageFacets with(String key, String field, Optional<String> value) {
    value.ifPresent(text -> with(key, Map.of(field, text)));
    return this;
  }

  /** Returns the facets by key. */
  Map<String, Object> fields() {
    return facets;
  }
}

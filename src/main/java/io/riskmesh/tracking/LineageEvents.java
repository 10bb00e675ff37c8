package io.riskmesh.tracking;

import io.riskmesh.config.AboutConfig;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.config.LineageConfig;
import io.riskmesh.session.SoftwareVersions;
import io.riskmesh.store.Store;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The events of a command. Each attempt is a run of its own for OpenLineage; its tags name our run.
 */
final class LineageEvents {
  private static final String SCHEMA =
      "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent";

  private final EffectiveConfig settings;
  private final LineageConfig config;
  private final Store store;
  private final Map<String, String> variables;

  LineageEvents(
      EffectiveConfig settings, LineageConfig config, Store store, Map<String, String> variables) {
    this.settings = settings;
    this.config = config;
    this.store = store;
    this.variables = variables;
  }

  /** Returns the event of the beginning. */
  Map<String, Object> start(TrackedCommand command) {
    return event("START", command.began(), command, runFacets(command, Map.of()));
  }

  /** Returns the event of the end, with inputs and outputs as far as they are known. */
  Map<String, Object> end(TrackedCommand command, TrackedEnd end) {
    LineageFacets facets = runFacets(command, Map.of("outcome", end.outcome().kind()));
    if (!end.isAnswer()) {
      facets.with("errorMessage", Map.of("message", end.message(), "programmingLanguage", "JAVA"));
    }
    LineageFlow flow = new LineageFlow(settings, store, end);
    flow.query()
        .ifPresent(
            id -> facets.with("externalQuery", Map.of("externalQueryId", id, "source", "athena")));
    Map<String, Object> event =
        event(end.isAnswer() ? "COMPLETE" : "FAIL", end.ended(), command, facets);
    event.put("inputs", flow.inputs());
    event.put("outputs", flow.outputs());
    return event;
  }

  private Map<String, Object> event(
      String type, Instant time, TrackedCommand command, LineageFacets run) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("eventType", type);
    event.put("eventTime", time.toString());
    event.put("producer", LineageFacets.PRODUCER);
    event.put("schemaURL", SCHEMA);
    event.put("run", Map.of("runId", id(command), "facets", run.fields()));
    event.put(
        "job",
        Map.of(
            "namespace",
            config.namespace(),
            "name",
            "%s.%s".formatted(command.paths().job(), command.kind().key()),
            "facets",
            jobFacets().fields()));
    event.put("inputs", List.of());
    event.put("outputs", List.of());
    return event;
  }

  /** An attempt is identified by its files, its command and the time at which it began. */
  private String id(TrackedCommand command) {
    String name =
        "%s %s %s"
            .formatted(
                store.uri(command.paths().runFolder()), command.kind().key(), command.began());
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private LineageFacets runFacets(TrackedCommand command, Map<String, String> more) {
    LineageFacets facets = new LineageFacets();
    LineageParent.facet(config, variables).ifPresent(parent -> facets.with("parent", parent));
    facets.with("nominalTime", Map.of("nominalStartTime", command.asOf().toString()));
    Map<String, String> versions = SoftwareVersions.of();
    facets.with("processing_engine", Map.of("name", "spark", "version", versions.get("spark")));
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("riskmesh.run_id", command.paths().runId());
    tags.put("riskmesh.environment", settings.env().tracking().environment());
    more.forEach((key, value) -> tags.put("riskmesh." + key, value));
    List<Map<String, String>> listed = new ArrayList<>();
    tags.forEach(
        (key, value) -> listed.add(Map.of("key", key, "value", value, "source", "RISKMESH")));
    return facets.with("tags", Map.of("tags", listed));
  }

  private LineageFacets jobFacets() {
    AboutConfig about = settings.job().about();
    LineageFacets facets =
        new LineageFacets()
            .with(
                "jobType",
                Map.of("processingType", "BATCH", "integration", "RISKMESH", "jobType", "COMMAND"))
            .with("documentation", "description", about.purpose());
    Optional<String> owner = about.owner();
    owner.ifPresent(
        name ->
            facets.with(
                "ownership", Map.of("owners", List.of(Map.of("name", name, "type", "OWNER")))));
    return facets;
  }
}

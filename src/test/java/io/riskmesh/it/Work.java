package io.riskmesh.it;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.runs.Manifest;
import io.riskmesh.store.AttemptPaths;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;

/** What lies there of a run, whichever attempt has left it. */
record Work(Store store, RunPaths paths) {

  /** The result of a finished stage of a run that is not published. */
  JsonNode result(String stage) {
    return marker(stage).path("result");
  }

  /** A file that a finished stage has left. */
  byte[] file(String stage, String name) {
    return store.read(attempt(stage).work(name)).orElseThrow();
  }

  private AttemptPaths attempt(String stage) {
    return new AttemptPaths(paths, marker(stage).path("attempt").asText());
  }

  private JsonNode marker(String stage) {
    String beginning = json("run.json").path("beginning").asText();
    return json("stages/%s/%s.json".formatted(beginning, stage));
  }

  private JsonNode json(String name) {
    return JsonText.read(store.read(paths.work(name)).orElseThrow(), JsonNode.class);
  }

  /** Where the rows of a part, or a published run's predictions, lie from the store's root. */
  String data(String name) {
    return Manifest.read(store, paths)
        .map(run -> "%s/%s".formatted(paths.job(), run.data().folders().get(name)))
        .orElseGet(() -> attempt("features").data(name));
  }
}

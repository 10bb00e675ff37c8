package io.riskmesh.tracking;

import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.config.TrackingConfig;
import io.riskmesh.store.Store;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The systems that an environment names. */
final class TrackerList {
  private TrackerList() {}

  static List<RunTracker> of(
      EffectiveConfig settings, Store store, Map<String, String> variables, PrintWriter out) {
    TrackingConfig config = settings.env().tracking();
    List<RunTracker> trackers = new ArrayList<>();
    config
        .mlflow()
        .ifPresent(
            mlflow ->
                trackers.add(
                    new MlflowTracker(
                        mlflow,
                        config,
                        store,
                        new TrackerHttp(
                            mlflow.uri(),
                            TrackerCredentials.ofMlflow(variables),
                            config.timeout()))));
    config
        .openlineage()
        .ifPresent(
            lineage ->
                trackers.add(
                    new LineageTracker(
                        new LineageEvents(settings, lineage, store, variables),
                        store,
                        lineage.file(),
                        lineage
                            .uri()
                            .map(
                                uri ->
                                    new TrackerHttp(
                                        uri,
                                        TrackerCredentials.ofLineage(variables),
                                        config.timeout())))));
    config
        .metrics()
        .ifPresent(format -> trackers.add(new MetricTracker(config.environment(), out)));
    return List.copyOf(trackers);
  }
}

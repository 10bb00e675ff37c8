package io.riskmesh.serve;

import io.riskmesh.model.ModelInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** What the server counts, as Prometheus reads it: text format 0.0.4. */
final class ServeMetrics {
  static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private static final List<String> BOUNDS =
      List.of(
          "0.0005", "0.001", "0.0025", "0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1",
          "2.5", "5", "10", "+Inf");
  private static final double[] SECONDS =
      BOUNDS.stream()
          .mapToDouble(
              bound -> bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound))
          .toArray();

  private final ModelInfo model;
  private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();
  private final LongAdder[] buckets = adders(BOUNDS.size());
  private final LongAdder nanos = new LongAdder();
  private final RequestGate gate;

  ServeMetrics(ModelInfo model, RequestGate gate) {
    this.model = model;
    this.gate = gate;
  }

  private static LongAdder[] adders(int count) {
    LongAdder[] adders = new LongAdder[count];
    Arrays.setAll(adders, i -> new LongAdder());
    return adders;
  }

  /**
   * Counts an answered request.
   *
   * @param path one of the paths that are served, or {@code other}
   */
  void request(String path, int status, long took) {
    count("riskmesh_requests_total{path=\"%s\",status=\"%d\"}", path, status);
    if (path.equals(ServedPaths.INVOCATIONS)) {
      double seconds = took / (double) TimeUnit.SECONDS.toNanos(1);
      int bucket = 0;
      while (seconds > SECONDS[bucket]) {
        bucket++;
      }
      buckets[bucket].increment();
      nanos.add(took);
    }
  }

  /** Counts the records of an answer. */
  void records(RecordTally tally) {
    add("riskmesh_records_total{outcome=\"scored\"}", tally.scored());
    add("riskmesh_records_total{outcome=\"rejected\"}", tally.rejected());
    tally
        .faults()
        .forEach(
            (fault, times) ->
                add("riskmesh_record_faults_total{fault=\"%s\"}".formatted(fault), times));
  }

  private void count(String series, Object... labels) {
    add(String.format(Locale.ROOT, series, labels), 1);
  }

  private void add(String series, long times) {
    counts.computeIfAbsent(series, name -> new LongAdder()).add(times);
  }

  /** Returns every metric. */
  String text() {
    StringBuilder text = new StringBuilder(4096);
    counters(text, "riskmesh_requests_total", "Requests answered, by path and status.");
    counters(text, "riskmesh_records_total", "Records answered, by outcome.");
    counters(text, "riskmesh_record_faults_total", "Faults of records and fields.");
    histogram(text);
    gauge(text, "riskmesh_requests_in_flight", "Requests in work.", gate.inWork());
    family(text, "riskmesh_model_info", "gauge", "The model that is served.");
    text.append(
        "riskmesh_model_info{job=\"%s\",run_id=\"%s\",features=\"%s\"} 1\n"
            .formatted(label(model.job()), label(model.runId()), label(model.features())));
    Runtime jvm = Runtime.getRuntime();
    gauge(text, "riskmesh_heap_used_bytes", "Heap in use.", jvm.totalMemory() - jvm.freeMemory());
    gauge(text, "riskmesh_heap_max_bytes", "Largest heap.", jvm.maxMemory());
    return text.toString();
  }

  private void counters(StringBuilder text, String name, String help) {
    family(text, name, "counter", help);
    counts.forEach(
        (series, value) -> {
          if (series.startsWith(name + "{")) {
            text.append(series).append(' ').append(value.sum()).append('\n');
          }
        });
  }

  private void histogram(StringBuilder text) {
    String name = "riskmesh_invocation_seconds";
    family(text, name, "histogram", "Time from the head of an invocation to its answer.");
    long below = 0;
    for (int i = 0; i < buckets.length; i++) {
      below += buckets[i].sum();
      text.append("%s_bucket{le=\"%s\"} %d\n".formatted(name, BOUNDS.get(i), below));
    }
    double seconds = nanos.sum() / (double) TimeUnit.SECONDS.toNanos(1);
    text.append(name).append("_sum ").append(seconds).append('\n');
    text.append(name).append("_count ").append(below).append('\n');
  }

  private static void gauge(StringBuilder text, String name, String help, long value) {
    family(text, name, "gauge", help);
    text.append(name).append(' ').append(value).append('\n');
  }

  private static void family(StringBuilder text, String name, String type, String help) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  private static String label(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}

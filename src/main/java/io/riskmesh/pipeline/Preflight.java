package io.riskmesh.pipeline;

import io.riskmesh.catalog.ColumnRoles;
import io.riskmesh.catalog.SourceRequest;
import io.riskmesh.catalog.SourceTable;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.quality.SchemaCheck;
import io.riskmesh.registry.RunRegistrar;
import io.riskmesh.session.AsOf;
import io.riskmesh.session.RunStage;
import io.riskmesh.session.SparkRuntime;
import io.riskmesh.spark.ClusterSpark;
import io.riskmesh.store.JobPaths;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.Store;
import io.riskmesh.tracking.TrackerProbes;
import io.riskmesh.train.ConnectionTrial;
import io.riskmesh.train.WorkerSlots;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.spark.SparkContext;

/**
 * Checks before a nightly run, made by doing what the run will do, but without training. Every
 * probe is tried even if another has failed, unless it depends on that one.
 */
public final class Preflight {

  /**
   * Result of one probe.
   *
   * @param outcome {@code DONE} if the probe succeeded
   * @param detail what was found, or why it failed and what to do
   * @param needed whether a run needs it
   */
  public record Finding(String probe, Outcome outcome, String detail, boolean needed) {

    Finding(String probe, Outcome outcome, String detail) {
      this(probe, outcome, detail, true);
    }

    /** Returns whether the probe succeeded. */
    public boolean holds() {
      return outcome == Outcome.DONE;
    }
  }

  private final EffectiveConfig settings;
  private final Store store;
  private final Instant now;
  private final String intermediate;
  private final List<Finding> findings = new ArrayList<>();

  /** Prepares the checks; {@code now} is the as-of time if the job sets none. */
  public Preflight(EffectiveConfig settings, Store store, Instant now) {
    this.settings = settings;
    this.store = store;
    this.now = now;
    // A random name: two concurrent checks would otherwise delete each other's files.
    this.intermediate = new JobPaths(settings.job().name()).scratch("check");
  }

  /** Returns all findings in the order in which a run would meet them. */
  public List<Finding> run() {
    ClusterSpark.find().ifPresent(spark -> probe("spark", spark::wanted));
    probe("configuration", this::configuration);
    try (SparkRuntime runtime = new SparkRuntime(settings.job().name(), settings.env())) {
      runtime.begin(RunStage.SOURCE);
      if (settings.env().usesAws()) {
        probe("caller", () -> findCaller(runtime));
      }
      probe("artifacts", this::probeArtifacts);
      probeSource(runtime);
      probe("workers", () -> probeWorkers(runtime));
      if (settings.env().registry().isOn()) {
        probe("registry", () -> probeRegistry(runtime));
      }
    } finally {
      store.delete(intermediate);
    }
    TrackerProbes.run(settings, store, System.getenv()).forEach(this::addTracker);
    return List.copyOf(findings);
  }

  private void addTracker(TrackerProbes.TrackerProbe probe) {
    Outcome outcome = probe.reached() ? Outcome.DONE : Outcome.SOURCE_UNAVAILABLE;
    String detail = probe.reached() ? probe.detail() : probe.detail() + "; runs go on without it";
    findings.add(new Finding("tracking." + probe.name(), outcome, detail, false));
  }

  private void probeSource(SparkRuntime runtime) {
    Optional<SourceTable> source = probe("source", () -> open(runtime), Preflight::describe);
    source.ifPresent(
        table -> {
          Optional<String> fits = probe("schema", () -> checkSchema(table), words -> words);
          fits.ifPresent(words -> probe("read", () -> read(table)));
          table.committed().ifPresent(time -> probe("freshness", () -> age(time)));
        });
  }

  private static String describe(SourceTable table) {
    return table.shown() + table.remarks().stream().map("; "::concat).collect(Collectors.joining());
  }

  private String findCaller(SparkRuntime runtime) {
    return "%s in %s".formatted(runtime.aws().findCaller().arn(), runtime.aws().region());
  }

  private static String read(SourceTable table) {
    table.probe();
    return "granted: rows can be read";
  }

  private String age(Instant committed) {
    Duration age = Duration.between(committed, now);
    return "newest data from %s, %s old"
        .formatted(committed, age.toDays() > 1 ? age.toDays() + " days" : age.toHours() + " hours");
  }

  private String configuration() {
    Pipeline.requireValid(settings);
    return "job %s, digest %s".formatted(settings.job().name(), settings.digest().substring(0, 12));
  }

  private String probeArtifacts() {
    store.probe(settings.job().name() + "/.probe-check");
    return "written, read and deleted under " + store.uri(settings.job().name());
  }

  private SourceTable open(SparkRuntime runtime) {
    return runtime.open(
        new SourceRequest(
            settings.job(),
            settings.env(),
            AsOf.of(settings.job().source(), now).toString(),
            store.uri(intermediate),
            Optional.empty()));
  }

  private String checkSchema(SourceTable table) {
    SchemaCheck.check(table, settings.job());
    // Fails here if the filter is not a valid predicate.
    table.readRows();
    int used = ColumnRoles.of(settings.job()).used().size();
    return "%d of %d columns used, all of a suitable type".formatted(used, table.schema().size());
  }

  private String probeWorkers(SparkRuntime runtime) {
    SparkContext spark = runtime.spark().sparkContext();
    OptionalInt wanted = settings.job().training().workers();
    WorkerSlots workers = WorkerSlots.of(spark);
    int slots = workers.check(settings.job().training());
    int reached = Math.min(slots, wanted.orElse(slots));
    if (reached > 0) {
      ConnectionTrial.require(spark, settings.job().training(), reached);
    }
    return "%d slots%s for %s workers%s"
        .formatted(
            slots,
            workers.cores(settings.job().training()),
            wanted.isPresent() ? wanted.getAsInt() : "auto",
            spark.isLocal() || reached == 0 ? "" : ", which reach the driver and each other");
  }

  private String probeRegistry(SparkRuntime runtime) {
    return new RunRegistrar(settings.env(), store, runtime.aws()).probe(settings.job().name());
  }

  private void probe(String name, Supplier<String> work) {
    probe(name, work, found -> found);
  }

  private <T> Optional<T> probe(
      String name, Supplier<T> work, java.util.function.Function<T, String> detail) {
    try {
      T found = work.get();
      findings.add(new Finding(name, Outcome.DONE, detail.apply(found)));
      return Optional.of(found);
    } catch (RunException e) {
      findings.add(new Finding(name, e.outcome(), e.getMessage()));
      return Optional.empty();
    }
  }
}

package io.riskmesh.pipeline;

import io.riskmesh.catalog.Roles;
import io.riskmesh.catalog.SourceRequest;
import io.riskmesh.catalog.SourceTable;
import io.riskmesh.catalog.Sources;
import io.riskmesh.config.Settings;
import io.riskmesh.quality.SchemaCheck;
import io.riskmesh.registry.Registrar;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.Store;
import io.riskmesh.train.ConnectionTrial;
import io.riskmesh.train.Slots;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.spark.SparkContext;

/**
 * What a person wants to know before the night, found out by doing what the run will do. Nothing is
 * trained; each probe is tried even when another has failed, unless it needs that one.
 */
public final class Preflight {

  /**
   * One finding.
   *
   * @param outcome {@code DONE} when the probe holds
   * @param detail what was found, or why it failed and what to do
   */
  public record Finding(String probe, Outcome outcome, String detail) {
    public boolean holds() {
      return outcome == Outcome.DONE;
    }
  }

  private final Settings settings;
  private final Store store;
  private final Instant now;
  private final String intermediate;
  private final List<Finding> findings = new ArrayList<>();

  public Preflight(Settings settings, Store store, Instant now) {
    this.settings = settings;
    this.store = store;
    this.now = now;
    // Of its own: two checks at once would remove each other's.
    this.intermediate = "%s/work/.check-%s".formatted(settings.job().name(), UUID.randomUUID());
  }

  /** All findings in the order in which a run would meet them. */
  public List<Finding> run() {
    probe("configuration", this::configuration);
    try (Workshop workshop = new Workshop(settings.job().name(), settings.env())) {
      workshop.begin(Stage.SOURCE);
      if (settings.env().usesAws()) {
        probe("caller", () -> caller(workshop));
      }
      probe("artifacts", this::artifacts);
      source(workshop);
      probe("workers", () -> workers(workshop));
      if (settings.env().registry().isOn()) {
        probe("registry", () -> registry(workshop));
      }
    } finally {
      store.delete(intermediate);
    }
    return List.copyOf(findings);
  }

  private void source(Workshop workshop) {
    Optional<SourceTable> source = probe("source", () -> open(workshop), Preflight::described);
    source.ifPresent(
        table -> {
          Optional<String> fits = probe("schema", () -> schema(table), words -> words);
          fits.ifPresent(words -> probe("read", () -> read(table)));
          table.committed().ifPresent(time -> probe("freshness", () -> age(time)));
        });
  }

  private static String described(SourceTable table) {
    return table.shown() + table.remarks().stream().map("; "::concat).collect(Collectors.joining());
  }

  private String caller(Workshop workshop) {
    return "%s in %s".formatted(workshop.aws().caller().arn(), workshop.aws().region());
  }

  private static String read(SourceTable table) {
    table.probe();
    return "granted: rows can be read";
  }

  private String age(Instant committed) {
    Duration age = Duration.between(committed, now);
    return "newest data of %s, %s old"
        .formatted(committed, age.toDays() > 1 ? age.toDays() + " days" : age.toHours() + " hours");
  }

  private String configuration() {
    Pipeline.requireValid(settings);
    return "job %s, digest %s".formatted(settings.job().name(), settings.digest().substring(0, 12));
  }

  private String artifacts() {
    store.probe(settings.job().name() + "/.probe-check");
    return "written, read and deleted under " + store.uri(settings.job().name());
  }

  private SourceTable open(Workshop workshop) {
    return Sources.open(
        workshop.spark(),
        workshop.aws(),
        new SourceRequest(
            settings.job(),
            settings.env(),
            AsOf.of(settings.job().source(), now).toString(),
            store.uri(intermediate),
            Optional.empty()));
  }

  private String schema(SourceTable table) {
    SchemaCheck.check(table.schema(), table.isText(), settings.job());
    // Fails here if the filter is no predicate.
    table.rows();
    int used = Roles.of(settings.job()).used().size();
    return "%d of %d columns used, all of a type that fits".formatted(used, table.schema().size());
  }

  private String workers(Workshop workshop) {
    SparkContext spark = workshop.spark().sparkContext();
    OptionalInt wanted = settings.job().training().workers();
    int slots = Slots.of(spark).check(settings.job().training());
    int reached = Math.min(slots, wanted.orElse(slots));
    if (reached > 0) {
      ConnectionTrial.require(spark, reached);
    }
    return "%d slots for %s workers%s"
        .formatted(
            slots,
            wanted.isPresent() ? wanted.getAsInt() : "auto",
            spark.isLocal() || reached == 0 ? "" : ", which reach the driver and each other");
  }

  private String registry(Workshop workshop) {
    return new Registrar(settings.env(), store, workshop.aws()).probe(settings.job().name());
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

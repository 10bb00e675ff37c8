package io.riskmesh.pipeline;

import io.riskmesh.catalog.SourcePin;
import io.riskmesh.catalog.SourceRequest;
import io.riskmesh.catalog.SourceTable;
import io.riskmesh.catalog.Sources;
import io.riskmesh.config.Settings;
import io.riskmesh.quality.SchemaCheck;
import io.riskmesh.registry.Registrar;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.Store;
import io.riskmesh.train.Slots;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

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
  private final List<Finding> findings = new ArrayList<>();

  public Preflight(Settings settings, Store store, Instant now) {
    this.settings = settings;
    this.store = store;
    this.now = now;
  }

  /** All findings in the order in which a run would meet them. */
  public List<Finding> run() {
    probe("configuration", this::configuration);
    probe("artifacts", this::artifacts);
    try (Workshop workshop = new Workshop(settings.job().name(), settings.env())) {
      workshop.begin(Stage.SOURCE);
      Optional<SourceTable> source = probe("source", () -> source(workshop), Preflight::found);
      source.ifPresent(table -> probe("schema", () -> schema(table)));
      probe("workers", () -> workers(workshop));
      if (settings.env().registry().isOn()) {
        probe("registry", () -> registry(workshop));
      }
    }
    return List.copyOf(findings);
  }

  private String configuration() {
    Pipeline.requireValid(settings);
    return "job %s, digest %s".formatted(settings.job().name(), settings.digest().substring(0, 12));
  }

  private String artifacts() {
    store.probe(settings.job().name() + "/.probe-check");
    return "written, read and deleted under " + store.uri(settings.job().name());
  }

  private SourceTable source(Workshop workshop) {
    return Sources.open(
        workshop.spark(),
        workshop.aws(),
        new SourceRequest(
            settings.job(),
            settings.env(),
            now.toString(),
            store.uri(settings.job().name() + "/work/.check"),
            Optional.empty()));
  }

  private static String found(SourceTable table) {
    SourcePin pin = table.pin();
    return pin.snapshotTime() == null
        ? table.shown()
        : "%s, %s old"
            .formatted(
                table.shown(), age(Instant.parse(pin.snapshotTime()), Instant.parse(pin.asOf())));
  }

  private static String age(Instant then, Instant now) {
    Duration age = Duration.between(then, now);
    return age.toDays() > 1 ? age.toDays() + " days" : age.toHours() + " hours";
  }

  private String schema(SourceTable table) {
    SchemaCheck.check(table.schema(), table.isText(), settings.job());
    int used = table.rows().columns().length;
    return "%d of %d columns used, all of a type that fits".formatted(used, table.schema().size());
  }

  private String workers(Workshop workshop) {
    int slots = Slots.of(workshop.spark().sparkContext()).check(settings.job().training());
    return "%d slots for %s workers"
        .formatted(
            slots,
            settings.job().training().workers().isPresent()
                ? settings.job().training().workers().getAsInt()
                : "auto");
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

package io.riskmesh.pipeline;

import io.riskmesh.config.ChampionGate;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.config.RegistryConfig;
import io.riskmesh.config.yaml.ConfigValue;
import io.riskmesh.registry.RegistrationRecord;
import io.riskmesh.runs.Manifest;
import io.riskmesh.runs.PublishedRuns;
import io.riskmesh.runs.ReferenceModel;
import io.riskmesh.runs.ReferenceModels;
import io.riskmesh.store.FileHashes.HashedFile;
import io.riskmesh.store.JobPaths;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Chooses the two published models that a new run is judged against. */
final class ReferenceChoice {
  private static final String APPROVED = "Approved";

  /** A run that somebody or something chose. */
  private record ChosenRun(String runId, Instant at, String why) {}

  private final Store store;
  private final String job;
  private final PublishedRuns runs;
  private final ChampionGate.ChampionChoice against;
  private final boolean isApprovedByGates;

  private ReferenceChoice(Store store, EffectiveConfig settings, ChampionGate gate) {
    this.store = store;
    this.job = settings.job().name();
    this.runs = new PublishedRuns(store, job);
    this.against = gate.against();
    this.isApprovedByGates =
        settings.env().registry().approval() == RegistryConfig.Approval.VERDICT;
  }

  /**
   * Finds champion and anchor as they are now; null if the job has no such gate. Without a
   * promotion or an approval it reads the head of every manifest.
   *
   * @throws RunException {@code SOURCE_UNAVAILABLE} if the store does not answer
   */
  static ReferenceModels find(Store store, EffectiveConfig settings) {
    return settings
        .job()
        .champion()
        .map(
            gate -> {
              ReferenceChoice choice = new ReferenceChoice(store, settings, gate);
              return gate.named().map(choice::named).orElseGet(choice::find);
            })
        .orElse(null);
  }

  private ReferenceModels named(ChampionGate.NamedRuns runs) {
    return new ReferenceModels(
        ConfigValue.word(against), named(runs.champion()), named(runs.anchor()));
  }

  private ReferenceModel named(Optional<String> run) {
    return read(
        run.map(id -> new ChosenRun(id, Instant.MAX, "gates.champion.runs names it")),
        "gates.champion.runs names none");
  }

  private ReferenceModels find() {
    Optional<ChosenRun> approved = later(findPromoted(), findApproved());
    // What the gates approve by themselves, nobody has looked at.
    Optional<ChosenRun> byPerson = isApprovedByGates ? findPromoted() : approved;
    return new ReferenceModels(
        ConfigValue.word(against),
        against == ChampionGate.ChampionChoice.LATEST
            ? read(findLatest(), "the job has no accepted run yet")
            : read(approved, "no run of the job was promoted or approved yet"),
        read(byPerson.or(this::findFirst), "the job has no accepted run yet"));
  }

  private static Optional<ChosenRun> later(Optional<ChosenRun> one, Optional<ChosenRun> other) {
    return Stream.of(one, other).flatMap(Optional::stream).max(Comparator.comparing(ChosenRun::at));
  }

  private Optional<ChosenRun> findLatest() {
    return runs.findLatest()
        .map(id -> new ChosenRun(id, Instant.MAX, "latest.json named it when the run began"));
  }

  private Optional<ChosenRun> findPromoted() {
    return runs.findLastPromotion()
        .map(
            move ->
                new ChosenRun(
                    move.to(),
                    Instant.parse(move.at()),
                    "it was promoted by hand at " + move.at()));
  }

  /** Finds the run whose package was approved last, as far as the job's own files record it. */
  private Optional<ChosenRun> findApproved() {
    return store.list(new JobPaths(job).registrations()).stream()
        .sorted(Comparator.comparing(Store.Entry::modified).reversed())
        .flatMap(entry -> approved(entry).stream())
        .findFirst();
  }

  private Optional<ChosenRun> approved(Store.Entry entry) {
    return RegistrationRecord.read(store, entry.path())
        .filter(record -> record.status().equals(APPROVED))
        .map(
            record ->
                new ChosenRun(
                    record.runId(),
                    entry.modified(),
                    "its package %s is approved".formatted(record.arn())));
  }

  private Optional<ChosenRun> findFirst() {
    return PublishedRuns.findFirstAccepted(runs.readAll())
        .map(
            run ->
                new ChosenRun(
                    run.runId(),
                    Instant.MIN,
                    "it is the job's first accepted run; none was promoted or approved"));
  }

  private ReferenceModel read(Optional<ChosenRun> chosen, String otherwise) {
    return chosen.map(this::read).orElseGet(() -> ReferenceModel.none(otherwise));
  }

  private ReferenceModel read(ChosenRun chosen) {
    try {
      Optional<String> model =
          Manifest.read(store, new RunPaths(job, chosen.runId())).flatMap(ReferenceChoice::model);
      return new ReferenceModel(
          chosen.runId(),
          model.orElse(null),
          chosen.why(),
          model.isPresent() ? null : "run %s is no longer published".formatted(chosen.runId()));
    } catch (IllegalArgumentException e) {
      return damaged(chosen, e);
    } catch (RunException e) {
      if (e.outcome() == Outcome.SOURCE_UNAVAILABLE) {
        throw e;
      }
      return damaged(chosen, e);
    }
  }

  private static ReferenceModel damaged(ChosenRun chosen, RuntimeException why) {
    return new ReferenceModel(
        chosen.runId(),
        null,
        chosen.why(),
        "the manifest of run %s cannot be read: %s".formatted(chosen.runId(), why.getMessage()));
  }

  private static Optional<String> model(Manifest manifest) {
    return manifest.files().stream()
        .filter(file -> file.path().equals(RunPaths.MODEL))
        .map(HashedFile::sha256)
        .findFirst();
  }
}

package io.riskmesh.pipeline;

import io.riskmesh.store.JsonText;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.StageJournal;
import io.riskmesh.train.TrialJournal;
import io.riskmesh.train.TrialResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The finished trials of a search, one marker each in the run's work folder, so that they survive
 * the death of the driver.
 */
final class KeptTrials implements TrialJournal {
  private static final Logger LOG = LoggerFactory.getLogger(KeptTrials.class);

  /**
   * Content of a marker.
   *
   * @param search digest of trials and ranges
   */
  record KeptTrial(String search, TrialResult trial) {}

  private final StageJournal journal;
  private final String name;
  private final String runId;
  private final String search;
  private final Consumer<TrialResult> listener;
  private final List<TrialResult> trials = new ArrayList<>();

  /** Trials that arrived before the one that they follow. */
  private final TreeMap<Integer, TrialResult> early = new TreeMap<>();

  /**
   * Loads the trials that earlier attempts have kept.
   *
   * @param name name of the search among those of the run
   * @param search digest of trials and ranges
   * @param listener called for every new trial once and in order
   * @throws RunException {@code USAGE} if they are trials of another search
   */
  KeptTrials(
      StageJournal journal,
      String name,
      String runId,
      String search,
      Consumer<TrialResult> listener) {
    this.journal = journal;
    this.name = name;
    this.runId = runId;
    this.search = search;
    this.listener = listener;
    load();
  }

  private void load() {
    Optional<KeptTrial> kept = find();
    while (kept.isPresent()) {
      if (!kept.get().search().equals(search)) {
        throw new RunException(
            Outcome.USAGE,
            "run %s was searched with other tune.trials or tune.ranges. Use those, or a new run id."
                .formatted(runId));
      }
      trials.add(kept.get().trial());
      kept = find();
    }
    if (!trials.isEmpty()) {
      LOG.info("the search goes on after trial {}", trials.size() - 1);
    }
  }

  private Optional<KeptTrial> find() {
    return journal
        .findPart(name, trials.size())
        .map(entry -> JsonText.convert(entry.result(), KeptTrial.class));
  }

  @Override
  public synchronized List<TrialResult> trials() {
    return List.copyOf(trials);
  }

  @Override
  public synchronized void keep(TrialResult trial) {
    if (trial.number() >= trials.size()) {
      early.put(trial.number(), trial);
    }
    while (early.containsKey(trials.size())) {
      TrialResult next = early.remove(trials.size());
      trials.add(next);
      try {
        journal.keepPart(name, next.number(), new KeptTrial(search, next));
      } catch (RunException e) {
        LOG.warn("trial {} was not kept", next.number(), e);
      }
      listener.accept(next);
    }
  }
}

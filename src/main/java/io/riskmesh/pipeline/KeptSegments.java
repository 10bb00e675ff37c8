package io.riskmesh.pipeline;

import io.riskmesh.session.RunStage;
import io.riskmesh.store.AttemptPaths;
import io.riskmesh.store.FileHashes;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.RunException;
import io.riskmesh.store.StageJournal;
import io.riskmesh.store.Store;
import io.riskmesh.train.BoostingSegment;
import io.riskmesh.train.TrainingCheckpoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The finished segments of a run's training, kept in its work folder so that they survive the death
 * of the driver. Each consists of a file of the attempt that boosted it and a marker that
 * identifies the previous segment by its hash. So two attempts that boost at the same time, one of
 * them wrongly taken for dead, cannot leave a model that mixes their segments.
 */
final class KeptSegments implements TrainingCheckpoints {
  private static final Logger LOG = LoggerFactory.getLogger(KeptSegments.class);
  private static final String FIRST = "";

  /**
   * Content of a marker.
   *
   * @param before SHA-256 of the previous segment; empty for the first
   * @param digest SHA-256 of the segment
   */
  record Mark(String before, String digest) {}

  private final Store store;
  private final AttemptPaths mine;
  private final StageJournal journal;
  private final String model;
  private final String folder;
  private final List<BoostingSegment> segments = new ArrayList<>();
  private String last = FIRST;

  /** Loads the segments of the published model that earlier attempts have kept. */
  KeptSegments(Store store, AttemptPaths mine, StageJournal journal) {
    this(store, mine, journal, RunStage.TRAIN.key(), "segments");
  }

  /**
   * Loads the segments of a model that earlier attempts have kept.
   *
   * @param model name of the model among those of the run
   * @param folder folder of the segments in the work folder of an attempt
   */
  KeptSegments(Store store, AttemptPaths mine, StageJournal journal, String model, String folder) {
    this.store = store;
    this.mine = mine;
    this.journal = journal;
    this.model = model;
    this.folder = folder;
    load();
  }

  private void load() {
    Optional<StageJournal.JournalEntry> entry = journal.findPart(model, next());
    while (entry.isPresent() && take(entry.get())) {
      entry = journal.findPart(model, next());
    }
  }

  /** Adds the next segment if it is intact and follows the last one. */
  private boolean take(StageJournal.JournalEntry entry) {
    Mark mark = JsonText.convert(entry.result(), Mark.class);
    AttemptPaths writer = new AttemptPaths(mine.run(), entry.attempt());
    Optional<byte[]> bytes = store.read(writer.work(file(next())));
    if (bytes.isEmpty()
        || !mark.before().equals(last)
        || !mark.digest().equals(FileHashes.sha256(bytes.get()))) {
      LOG.warn("the checkpoint of round {} is incomplete; training continues without it", next());
      return false;
    }
    segments.addAll(BoostingSegment.decode(bytes.get()));
    last = mark.digest();
    return true;
  }

  private int next() {
    return segments.isEmpty() ? 0 : segments.get(segments.size() - 1).nextRound();
  }

  private String file(int firstRound) {
    return String.format(Locale.ROOT, "%s/%06d.bin", folder, firstRound);
  }

  @Override
  public synchronized List<BoostingSegment> segments() {
    return List.copyOf(segments);
  }

  @Override
  public synchronized void keep(BoostingSegment segment) {
    if (segment.firstRound() != next()) {
      return;
    }
    byte[] bytes = BoostingSegment.encode(List.of(segment));
    Mark mark = new Mark(last, FileHashes.sha256(bytes));
    segments.add(segment);
    last = mark.digest();
    try {
      store.write(mine.work(file(segment.firstRound())), bytes);
      journal.keepPart(model, segment.firstRound(), mark);
    } catch (RunException e) {
      LOG.warn("the checkpoint after round {} was not kept", segment.nextRound(), e);
    }
  }
}

package io.riskmesh.pipeline;

import io.riskmesh.config.SplitPart;
import io.riskmesh.runs.Manifest;
import io.riskmesh.session.RunStage;
import io.riskmesh.split.SplitSummary;
import io.riskmesh.store.AttemptPaths;
import io.riskmesh.store.FileHashes;
import io.riskmesh.store.FileHashes.HashedFile;
import io.riskmesh.store.StageJournal;
import io.riskmesh.store.Store;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rows of a run as its manifest names them. */
final class PublishedData {
  private PublishedData() {}

  /** Finds the folders of the rows, and hashes every file in them. */
  static Manifest.Data hash(Store store, StageJournal journal, SplitSummary split, String job) {
    Map<String, String> folders = new LinkedHashMap<>();
    AttemptPaths parts = journal.findWriter(RunStage.FEATURES.key());
    for (SplitPart part : split.filled()) {
      folders.put(part.key(), parts.data(part.key()));
    }
    folders.put(
        EvaluationActions.PREDICTIONS,
        journal.findWriter(RunStage.EVALUATE.key()).data(EvaluationActions.PREDICTIONS));
    List<HashedFile> files = new ArrayList<>();
    folders.forEach(
        (name, folder) -> files.addAll(named(name, FileHashes.hashFiles(store, folder))));
    files.sort(Comparator.comparing(HashedFile::path));
    folders.replaceAll((name, folder) -> folder.substring(job.length() + 1));
    return new Manifest.Data(true, folders, files);
  }

  private static List<HashedFile> named(String name, List<HashedFile> files) {
    return files.stream()
        .map(file -> new HashedFile(name + "/" + file.path(), file.sha256(), file.bytes()))
        .toList();
  }
}

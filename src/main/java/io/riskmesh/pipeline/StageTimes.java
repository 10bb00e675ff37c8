package io.riskmesh.pipeline;

import io.riskmesh.report.ReportInput.StageFacts;
import io.riskmesh.session.RunStage;
import io.riskmesh.store.StageJournal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What the stages of a run have cost, for its report. */
final class StageTimes {
  private StageTimes() {}

  /** Reads the costs of the stages that have ended, in their order. */
  static List<StageFacts> read(StageJournal journal) {
    Map<String, StageJournal.Cost> costs = journal.readCosts();
    return Arrays.stream(RunStage.values())
        .filter(stage -> costs.containsKey(stage.key()))
        .map(stage -> facts(stage, costs.get(stage.key())))
        .toList();
  }

  private static StageFacts facts(RunStage stage, StageJournal.Cost cost) {
    return new StageFacts(
        stage.key(),
        cost.seconds(),
        cost.rowsRead() == 0 ? null : cost.rowsRead(),
        cost.bytesRead() == 0 ? null : cost.bytesRead(),
        cost.peakMemory());
  }
}

package io.riskmesh.pipeline;

import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.session.RunStage;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.StageJournal;
import io.riskmesh.store.Store;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Driver process for tests: {@code <run-id> <regex of the fatal path> <artifacts> [--set]...}. */
final class CrashingRun {
  private CrashingRun() {}

  public static void main(String[] args) {
    List<String> set = Arrays.asList(args).subList(3, args.length);
    EffectiveConfig settings =
        EffectiveConfig.load(Optional.empty(), Optional.of("conf/env/local.yaml"), set);
    Store store = new CrashingStore(Store.openAt(args[2], Map.of()), Pattern.compile(args[1]));
    RunPaths paths = new RunPaths(settings.job().name(), args[0]);
    try {
      RunResult result =
          new Pipeline(settings, store, paths, Instant.now(), new Quiet()).run(RunStage.PUBLISH);
      System.exit(result.verdict().orElseThrow().accepted() ? 0 : 40);
    } catch (RunException e) {
      System.err.println(e.getMessage());
      System.exit(e.outcome().code());
    }
  }

  private static final class Quiet extends Silent {
    @Override
    public void end(RunStage stage, String summary, StageJournal.Cost cost, boolean earlier) {
      System.err.println(stage.key() + (earlier ? " earlier" : " now"));
    }
  }
}

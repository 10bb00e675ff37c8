package io.riskmesh.pipeline;

import io.riskmesh.config.Settings;
import io.riskmesh.store.Journal;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A driver of its own for tests: {@code <run-id> <regex of the fatal path> <artifacts> [--set]...}.
 */
final class CrashingRun {
  private CrashingRun() {}

  public static void main(String[] args) {
    List<String> set = Arrays.asList(args).subList(3, args.length);
    Settings settings = Settings.load(Optional.empty(), Optional.of("conf/env/local.yaml"), set);
    Store store = new CrashingStore(Store.at(args[2], Map.of()), Pattern.compile(args[1]));
    RunPaths paths = new RunPaths(settings.job().name(), args[0]);
    try {
      Result result =
          new Pipeline(settings, store, paths, Instant.now(), new Quiet()).run(Stage.PUBLISH);
      System.exit(result.verdict().orElseThrow().accepted() ? 0 : 40);
    } catch (RunException e) {
      System.err.println(e.getMessage());
      System.exit(e.outcome().code());
    }
  }

  private static final class Quiet extends Silent {
    @Override
    public void end(Stage stage, String summary, Journal.Cost cost, boolean earlier) {
      System.err.println(stage.key() + (earlier ? " earlier" : " now"));
    }
  }
}

package io.riskmesh.pipeline;

import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Driver process for tests, like {@link CrashingRun}, that searches parameters. */
final class CrashingSearch {
  private CrashingSearch() {}

  public static void main(String[] args) {
    List<String> set = Arrays.asList(args).subList(3, args.length);
    EffectiveConfig settings =
        EffectiveConfig.load(Optional.empty(), Optional.of("conf/env/local.yaml"), set);
    Store store = new CrashingStore(Store.openAt(args[2], Map.of()), Pattern.compile(args[1]));
    RunPaths paths = new RunPaths(settings.job().name(), args[0]);
    try {
      new ParameterSearch(settings, store, paths, Instant.now(), new Silent()).run();
      System.exit(0);
    } catch (RunException e) {
      System.err.println(e.getMessage());
      System.exit(e.outcome().code());
    }
  }
}

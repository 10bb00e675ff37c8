package io.riskmesh.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.store.Store;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks that files which runs and commands have written are what their committed schemas say. */
public final class SchemaValidation {
  private static final Map<String, ContractFile> FILES =
      Map.of(
          "runs/[^/]+/manifest\\.json", ContractFile.MANIFEST,
          "runs/[^/]+/features/features\\.json", ContractFile.FEATURES,
          "runs/[^/]+/features/bins\\.json", ContractFile.BINS,
          "runs/[^/]+/model/scorecard\\.json", ContractFile.SCORECARD,
          "runs/[^/]+/monitor/baseline\\.json", ContractFile.BASELINE,
          "outcomes/[^/]+\\.json", ContractFile.OUTCOME,
          "tune/[^/]+/trials\\.json", ContractFile.TRIALS);

  private SchemaValidation() {}

  /**
   * Checks every published run and every outcome of a job.
   *
   * @return the files that were checked, relative to the job's folder, so that a test can name
   *     those that it expects
   */
  public static List<String> requireJob(Store store, String job) {
    Map<String, List<String>> problems = new LinkedHashMap<>();
    for (Store.Entry entry : store.list(job)) {
      String file = entry.path().substring(job.length() + 1);
      kind(file)
          .ifPresent(
              kind -> problems.put(file, kind.problems(store.read(entry.path()).orElseThrow())));
    }
    assertThat(problems).allSatisfy((file, found) -> assertThat(found).as(file).isEmpty());
    return List.copyOf(problems.keySet());
  }

  /** Checks one file. */
  public static void require(ContractFile kind, byte[] json) {
    assertThat(kind.problems(json)).as("%s", kind).isEmpty();
  }

  /** Checks a pin that is not in a manifest yet, because its run is only prepared. */
  public static void requirePin(JsonNode pin) {
    assertThat(ContractFile.MANIFEST.problems("SourcePin", pin)).isEmpty();
  }

  private static Optional<ContractFile> kind(String file) {
    return FILES.entrySet().stream()
        .filter(known -> file.matches(known.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}

package io.riskmesh.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.store.ForwardingStore;
import io.riskmesh.store.Store;
import io.riskmesh.store.Store.Entry;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunListTest {
  @TempDir Path folder;

  @Test
  void readsSeveralAtATimeAndNoneWhole() {
    Store files = Store.openAt(folder.toString(), Map.of());
    for (int night = 1; night <= 9; night++) {
      Manifests.publish(
          files, "n" + night, "accepted", "2026-01-0%dT00:00:00Z".formatted(10 - night));
    }
    CountDownLatch both = new CountDownLatch(2);
    Store store =
        new ForwardingStore(files) {
          @Override
          public InputStream open(String path) {
            both.countDown();
            try {
              assertThat(both.await(20, TimeUnit.SECONDS)).as("a second one is read").isTrue();
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
            return super.open(path);
          }

          @Override
          public Optional<byte[]> read(String path) {
            throw new AssertionError(path + " is read whole");
          }
        };
    RunList all = RunList.read(store, "job");
    assertThat(all.heads())
        .extracting(RunHead::runId)
        .containsExactly("n9", "n8", "n7", "n6", "n5", "n4", "n3", "n2", "n1");
    assertThat(all.broken()).isEmpty();
  }

  @Test
  void tellsWhatIsDamaged() {
    Store store = Store.openAt(folder.toString(), Map.of());
    Manifests.publish(store, "whole", "accepted", "2026-01-01T00:00:00Z");
    String whole =
        new String(
            store.read("job/runs/whole/manifest.json").orElseThrow(), StandardCharsets.UTF_8);
    Map<String, String> damages =
        Map.of(
            "empty",
            "",
            "half",
            whole.substring(0, 200),
            "other",
            whole,
            "timeless",
            whole
                .replace("runs/whole", "x")
                .replace("2026-01-01T", "yesterday")
                .replace("\"whole\"", "\"timeless\""),
            "bare",
            "{}");
    damages.forEach(
        (run, text) ->
            store.write(
                "job/runs/%s/manifest.json".formatted(run), text.getBytes(StandardCharsets.UTF_8)));
    store.write("job/runs/whole/model/manifest.json", new byte[0]);

    RunList all = RunList.read(store, "job");

    assertThat(all.heads()).extracting(RunHead::runId).containsExactly("whole");
    assertThat(all.broken()).containsOnlyKeys(damages.keySet());
    assertThat(all.broken())
        .containsEntry("timeless", "its manifest is damaged: its asOf is not a valid time")
        .containsEntry("half", "its manifest is damaged: not a valid RunHead")
        .containsEntry("bare", "its manifest is damaged: not a valid RunHead");
  }

  @Test
  void aLaterFormatIsNotTakenForDamaged() {
    Store store = Store.openAt(folder.toString(), Map.of());
    Manifests.publish(store, "now", "accepted", "2026-01-01T00:00:00Z");
    Map<String, String> laters =
        Map.of(
            "first",
            "{\"format\": 99, \"runId\": {\"id\": 1}, \"verdict\": [\"accepted\"], \"asOf\": 1.5}",
            "last",
            "{\"source\": [{\"name\": {}}], \"metrics\": \"none\", \"versions\": 7, \"gates\": {},"
                + " \"files\": [{}], \"format\": 99}");
    laters.forEach(
        (run, text) ->
            store.write(
                "job/runs/%s/manifest.json".formatted(run), text.getBytes(StandardCharsets.UTF_8)));

    RunList all = RunList.read(store, "job");

    assertThat(all.heads()).extracting(RunHead::runId).containsExactly("now");
    assertThat(all.broken()).containsOnlyKeys(laters.keySet());
    assertThat(all.broken().values()).containsOnly("its manifest was written by a later release");
  }

  @Test
  void aRunThatIsRemovedMeanwhileIsNoError() {
    Store files = Store.openAt(folder.toString(), Map.of());
    Manifests.publish(files, "n1", "accepted", "2026-01-01T00:00:00Z");
    Manifests.publish(files, "n2", "accepted", "2026-01-02T00:00:00Z");
    Store store =
        new ForwardingStore(files) {
          @Override
          public List<Entry> list(String path) {
            List<Entry> entries = super.list(path);
            delete("job/runs/n1");
            return entries;
          }
        };
    assertThat(RunList.read(store, "job").heads()).extracting(RunHead::runId).containsExactly("n2");
  }
}

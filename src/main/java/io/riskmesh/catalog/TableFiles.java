package io.riskmesh.catalog;

import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.StorageOutage;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** Lists the files of a table whose description is known, and explains why they cannot be read. */
final class TableFiles {
  private TableFiles() {}

  /** Lists the files. A missing folder counts as empty: metastores keep removed partitions. */
  static FileList.Listing list(Configuration hadoop, ResolvedTable table, String location) {
    try {
      return FileList.list(hadoop, location);
    } catch (FileNotFoundException e) {
      return new FileList.Listing(List.of(), List.of());
    } catch (IOException | IllegalArgumentException e) {
      throw failure(table, location, e);
    }
  }

  static RunException failure(ResolvedTable table, String location, Exception e) {
    if (ReadFailure.isDenied(e)) {
      return ReadFailure.withoutCredentials(e)
          .orElseGet(
              () ->
                  table.governed()
                      ? GlueErrors.noCredentialPath(table, e)
                      : GlueErrors.noFiles(table, e));
    }
    String doing = "listing the files of %s under %s".formatted(table.shown(), location);
    return StorageOutage.of(e, doing)
        .orElseGet(
            () ->
                new RunException(
                    Outcome.SOURCE_UNAVAILABLE,
                    "%s failed: %s".formatted(doing, e.getClass().getSimpleName()),
                    e));
  }
}

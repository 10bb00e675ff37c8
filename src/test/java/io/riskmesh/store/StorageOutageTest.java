package io.riskmesh.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageOutageTest {
  @Test
  void findsItBelowOtherFailures() {
    Exception failure =
        new IllegalStateException(
            "a row: 4711", new IOException("x", new SocketTimeoutException("Read timed out")));
    assertThat(StorageOutage.of(failure, "reading s3://bank/credits"))
        .hasValueSatisfying(
            e -> {
              assertThat(e.outcome()).isEqualTo(Outcome.SOURCE_UNAVAILABLE);
              assertThat(e)
                  .hasMessageContaining("reading s3://bank/credits")
                  .hasMessageContaining("SocketTimeoutException")
                  .message()
                  .doesNotContain("4711");
            });
  }

  @Test
  void findsItInWhatAnExecutorSaid() {
    assertThat(
            StorageOutage.of(
                new IllegalStateException(
                    "Lost task 0.3: org.apache.hadoop.fs.s3a.AWSStatus500Exception: upload part"),
                "stage train"))
        .hasValueSatisfying(e -> assertThat(e).hasMessageContaining("AWSStatus500Exception"));
  }

  @Test
  void aCatalogThatAnotherProcessHoldsIsOne(@TempDir Path folder) throws Exception {
    String file = "jdbc:sqlite:" + folder.resolve("catalog.db");
    try (Connection other = DriverManager.getConnection(file);
        Statement hold = other.createStatement();
        Connection mine = DriverManager.getConnection(file + "?busy_timeout=1");
        Statement write = mine.createStatement()) {
      hold.execute("CREATE TABLE t (x)");
      hold.execute("BEGIN IMMEDIATE");
      assertThatThrownBy(() -> write.execute("INSERT INTO t VALUES (1)"))
          .satisfies(
              busy ->
                  assertThat(
                          StorageOutage.of(new IllegalStateException(busy), "writing to table t"))
                      .hasValueSatisfying(
                          e ->
                              assertThat(e)
                                  .hasMessageContainingAll(
                                      "writing to table t", "another process", "SQLITE_BUSY")
                                  .extracting(RunException::outcome)
                                  .isEqualTo(Outcome.SOURCE_UNAVAILABLE)));
    }
  }

  @Test
  void aClockThatIsRefusedIsNoMissingGrant() {
    Exception failure =
        new IllegalStateException(
            "Lost task 0.3: java.nio.file.AccessDeniedException: s3a://bank/x: getFileStatus:"
                + " S3Exception: planted (Service: S3, Status Code: 403, Request ID: 1)"
                + ":RequestTimeTooSkewed");
    assertThat(StorageOutage.of(failure, "stage train"))
        .hasValueSatisfying(
            e ->
                assertThat(e)
                    .hasMessageContainingAll("clock", "RequestTimeTooSkewed")
                    .extracting(RunException::outcome)
                    .isEqualTo(Outcome.SOURCE_UNAVAILABLE));
    assertThat(StorageRefusal.of(failure, "stage train")).isEmpty();
    assertThat(StorageRefusal.below("s3a://bank", failure, "stage train")).isEmpty();
  }

  @Test
  void leavesOtherFailuresAlone() {
    assertThat(StorageOutage.of(new FileNotFoundException("gone"), "x")).isEmpty();
    assertThat(StorageOutage.of(new AccessDeniedException("s3a://bank"), "x")).isEmpty();
    assertThat(StorageOutage.of(new IllegalStateException("MySocketExceptionClass"), "x"))
        .isEmpty();
  }
}

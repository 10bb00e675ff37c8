package io.riskmesh.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.net.SocketTimeoutException;
import java.nio.file.AccessDeniedException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StorageRefusalTest {
  @Test
  void findsItBelowOtherFailures() {
    Exception failure =
        new IllegalStateException("a row: 4711", new AccessDeniedException("s3a://bank/x"));
    assertThat(StorageRefusal.of(failure, "stage train"))
        .hasValueSatisfying(
            e -> {
              assertThat(e.outcome()).isEqualTo(Outcome.SOURCE_MISSING);
              assertThat(e).hasMessageContaining("stage train").message().doesNotContain("4711");
            });
  }

  @Test
  void findsItInWhatAnExecutorSaid() {
    assertThat(
            StorageRefusal.of(
                new IllegalStateException(
                    "Lost task 1.3 in stage 30.0: java.nio.file.AccessDeniedException: s3a://bank"),
                "stage quality"))
        .isPresent();
  }

  @Test
  void tellsTheFolderThatIsWrittenFromWhatIsRead() {
    String writing = "Task failed while writing rows to s3a://risk/work/x/rows. Caused by: ";
    assertThat(refused(writing + "java.nio.file.AccessDeniedException: s3a://risk/work/x/rows/0"))
        .isPresent();
    assertThat(refused(writing + "java.nio.file.AccessDeniedException: s3a://bank/credits.csv"))
        .isEmpty();
  }

  private static Optional<RunException> refused(String text) {
    return StorageRefusal.below(
        "s3a://risk/work/x", new IllegalStateException(text), "staging the rows");
  }

  @Test
  void leavesOtherFailuresAlone() {
    assertThat(StorageRefusal.of(new FileNotFoundException("gone"), "x")).isEmpty();
    assertThat(StorageRefusal.of(new SocketTimeoutException("Read timed out"), "x")).isEmpty();
  }
}

package io.riskmesh.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.AccessDeniedException;
import org.junit.jupiter.api.Test;

class OutageTest {
  @Test
  void findsItBelowOtherFailures() {
    Exception failure =
        new IllegalStateException(
            "a row: 4711", new IOException("x", new SocketTimeoutException("Read timed out")));
    assertThat(Outage.of(failure, "reading s3://bank/credits"))
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
            Outage.of(
                new IllegalStateException(
                    "Lost task 0.3: org.apache.hadoop.fs.s3a.AWSStatus500Exception: upload part"),
                "stage train"))
        .hasValueSatisfying(e -> assertThat(e).hasMessageContaining("AWSStatus500Exception"));
  }

  @Test
  void leavesOtherFailuresAlone() {
    assertThat(Outage.of(new FileNotFoundException("gone"), "x")).isEmpty();
    assertThat(Outage.of(new AccessDeniedException("s3a://bank"), "x")).isEmpty();
    assertThat(Outage.of(new IllegalStateException("MySocketExceptionClass"), "x")).isEmpty();
  }
}

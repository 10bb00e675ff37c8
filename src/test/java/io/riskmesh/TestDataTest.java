package io.riskmesh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the committed tables are is what their scripts say. */
class TestDataTest {
  private static final String FOLDER = "../../../test-data/";

  @Test
  void loansAreWhatTheirScriptWrites() {
    assertThat(Python.run(FOLDER + "loans/generate.py", "--check")).contains("1200 rows");
  }

  @Test
  void brokenTablesAreWhatTheirScriptWrites() {
    assertThat(Python.run(FOLDER + "broken/make.py", "--check")).isEmpty();
  }
}

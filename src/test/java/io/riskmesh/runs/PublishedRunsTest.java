package io.riskmesh.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedRunsTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "../x", "a/b", ".hidden", "a b"})
  void aNameThatIsNoneIsToldByItsOption(String name) {
    assertThatThrownBy(() -> PublishedRuns.requireName("--score-id", name))
        .hasMessageStartingWith("--score-id \"" + name + "\" must consist of at most 100 letters");
  }

  @Test
  void aNameStaysAsItIs() {
    assertThat(PublishedRuns.requireName("--run-id", "night-20261120.1"))
        .isEqualTo("night-20261120.1");
  }
}

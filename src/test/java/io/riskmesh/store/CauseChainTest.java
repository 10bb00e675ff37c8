package io.riskmesh.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class CauseChainTest {
  @Test
  void beginsWithTheFailureAndEndsWithTheRoot() {
    IOException root = new IOException("root");
    RuntimeException middle = new IllegalStateException("middle", root);
    Exception failure = new Exception("failure", middle);

    assertThat(CauseChain.of(failure)).containsExactly(failure, middle, root);
    assertThat(CauseChain.root(failure)).isSameAs(root);
    assertThat(CauseChain.root(root)).isSameAs(root);
    assertThat(CauseChain.of(null)).isEmpty();
  }

  @Test
  void aCycleEnds() {
    Exception first = new Exception("first");
    Exception second = new Exception("second", first);
    first.initCause(second);

    assertThat(CauseChain.of(first)).containsExactly(first, second);
    assertThat(CauseChain.root(first)).isSameAs(second);
    assertThat(StorageOutage.of(first, "reading x")).isEmpty();
  }
}

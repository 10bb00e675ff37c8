package io.riskmesh.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HadoopStoreTest extends StoreContract {
  @TempDir Path folder;

  @Override
  protected Store store() {
    return new HadoopStore(folder.resolve("hadoop").toUri().toString(), Map.of());
  }

  @Test
  void aSchemeThatNobodyKnowsIsAMissingSource() {
    assertThatThrownBy(() -> new HadoopStore("nosuch://host/x", Map.of()))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("nosuch://host/x")
        .extracting(e -> ((RunException) e).outcome())
        .isEqualTo(Outcome.SOURCE_MISSING);
  }
}

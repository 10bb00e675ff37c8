package io.riskmesh.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.Python;
import io.riskmesh.store.JsonText;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SamplingNoiseTest {

  @Test
  void scipyAgrees() throws Exception {
    String out = Python.run("reference_psi.py", "300,200,0,100,400", "10,60,20,5,105");
    JsonNode expected = JsonText.read(out.getBytes(StandardCharsets.UTF_8), JsonNode.class);
    assertThat(SamplingNoise.ofShares(0.1, 1000, 0.2, 200))
        .isCloseTo(expected.path("share").asDouble(), within(1e-12));
  }
}

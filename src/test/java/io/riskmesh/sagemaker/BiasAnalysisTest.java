package io.riskmesh.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riskmesh.evaluate.Evaluation.Decision;
import io.riskmesh.evaluate.SubgroupTable;
import io.riskmesh.evaluate.SubgroupTable.Subgroup;
import io.riskmesh.store.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Compares with the library's recorded answers, see {@code src/test/python/reference_bias.py}. */
class BiasAnalysisTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void theMeasuresAreThoseOfTheLibrary() throws IOException {
    JsonNode reference;
    try (InputStream file = getClass().getResourceAsStream("reference-bias.json")) {
      reference = JSON.readTree(file);
    }
    List<Subgroup> groups = new ArrayList<>();
    reference
        .get("groups")
        .fields()
        .forEachRemaining(group -> groups.add(group(group.getKey(), group.getValue())));

    JsonNode analysis =
        JSON.readTree(
            JsonText.bytes(
                BiasAnalysis.of(
                    List.of(new SubgroupTable("town", false, "a", null, groups)),
                    "credit_risk",
                    "not 1")));

    assertThat(analysis.get("version").asText()).isEqualTo("1.0");
    assertThat(compare(analysis.get("pre_training_bias_metrics"), reference.get("pre_training")))
        .containsExactly("CDDL");
    assertThat(compare(analysis.get("post_training_bias_metrics"), reference.get("post_training")))
        .containsExactly("CDDPL", "FT");
  }

  private static Subgroup group(String name, JsonNode counts) {
    double[] of = new double[4];
    long rows = 0;
    for (int i = 0; i < 4; i++) {
      of[i] = counts.get(i).asDouble();
      rows += counts.get(i).asLong();
    }
    return new Subgroup(
        name, rows, new Decision(0.5, 1, 1, 0, of[0], of[1], of[2], of[3]), List.of());
  }

  /** Compares all values, and returns the names of the measures without one. */
  private static List<String> compare(JsonNode section, JsonNode reference) {
    assertThat(section.get("label").asText()).isEqualTo("credit_risk");
    assertThat(section.get("label_value_or_threshold").asText()).isEqualTo("not 1");
    assertThat(section.get("facets").get("town")).hasSize(3);
    List<String> absent = new ArrayList<>();
    for (JsonNode facet : section.get("facets").get("town")) {
      absent.clear();
      Map<String, Double> values = new HashMap<>();
      for (JsonNode metric : facet.get("metrics")) {
        assertThat(metric.get("description").asText()).isNotEmpty();
        if (metric.hasNonNull("value")) {
          values.put(metric.get("name").asText(), metric.get("value").asDouble());
        } else {
          assertThat(metric.get("error").asText()).isNotEmpty();
          absent.add(metric.get("name").asText());
        }
      }
      JsonNode expected = reference.get(facet.get("value_or_threshold").asText());
      // The library also has a generalised entropy of all rows, which is no comparison of groups.
      assertThat(values.keySet())
          .containsExactlyInAnyOrderElementsOf(
              names(expected).stream().filter(name -> !name.equals("GE")).toList());
      values.forEach(
          (name, value) ->
              assertThat(value).as(name).isCloseTo(expected.get(name).asDouble(), within(1e-12)));
    }
    return absent;
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}

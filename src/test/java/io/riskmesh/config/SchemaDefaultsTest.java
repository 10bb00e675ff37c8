package io.riskmesh.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.config.SchemaSample.Probe;
import io.riskmesh.config.SchemaWalk.Place;
import io.riskmesh.config.yaml.YamlTree.Scalar;
import io.riskmesh.config.yaml.YamlTree.Section;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema has every default that the reader fills in. */
class SchemaDefaultsTest {
  /** They follow from another value: the name of the feature, the ending of the file. */
  private static final Set<String> DERIVED =
      Set.of(
          "features.visits.column",
          "features.age.column",
          "features.state.column",
          "features.pay.column",
          "features.payBins.column",
          "source.format");

  static List<Probe> probes() {
    return SchemaSample.probes().stream().filter(probe -> probe.place().isInSection()).toList();
  }

  @ParameterizedTest
  @MethodSource("probes")
  void areThoseOfTheReader(Probe probe) {
    SchemaSample sample = probe.sample();
    Place place = probe.place();
    Section without = sample.tree(place.path() + "=null");
    Optional<JsonNode> written = sample.schema().word(place.part(), "default");
    if (written.isPresent()) {
      assertThat(sample.effective(sample.tree(place.path() + "=" + written.get())))
          .isEqualTo(sample.effective(without));
    } else if (isValue(place) && sample.problems(without, Map.of()).isEmpty()) {
      assertThat(DERIVED.contains(place.path()) ? null : at(sample.effective(without), place))
          .as("the default of %s", place.path())
          .isNull();
    }
  }

  /** The word that chooses the kind of a section has no default within that kind. */
  private static boolean isValue(Place place) {
    return place.tree() instanceof Scalar && !place.part().has("const");
  }

  private static Object at(Map<String, Object> effective, Place place) {
    if (place.above() == null) {
      return effective;
    }
    Object above = at(effective, place.above());
    if (above instanceof List<?> items) {
      return items.get(Integer.parseInt(place.key()));
    }
    return above instanceof Map<?, ?> fields ? fields.get(place.key()) : null;
  }
}

package io.riskmesh.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.riskmesh.config.SchemaSample.Probe;
import io.riskmesh.config.SchemaWalk.Place;
import io.riskmesh.config.yaml.ValueOrigin;
import io.riskmesh.config.yaml.YamlTree;
import io.riskmesh.config.yaml.YamlTree.Section;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reader and schema know the same keys and the same words. The reader itself lists them: its
 * message about an unknown key names every key that it asked for.
 */
class SchemaKeysTest {
  private static final String STRANGE = "z".repeat(40);
  private static final Pattern UNKNOWN =
      Pattern.compile("[^ ]+: (?:(.*)\\.)?" + STRANGE + ": unknown key; valid keys: (.*)");
  private static final Pattern WORDS =
      Pattern.compile(
          ".*: must be (?:one of )?([A-Za-z_]+(?:, [A-Za-z_]+)*), is \"" + STRANGE + "\"");

  /** Keys that take a word or something else: the reader's message has no plain list. */
  private static final Set<String> MIXED = Set.of("impute", "domain");

  static List<SchemaSample> samples() {
    return SchemaSample.all();
  }

  static List<Probe> probes() {
    return SchemaSample.probes().stream()
        .filter(probe -> probe.place().isInSection() && !MIXED.contains(probe.place().key()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everySampleIsAccepted(SchemaSample sample) {
    assertThat(sample.problems(sample.tree(), Map.of())).isEmpty();
    assertThat(sample.schema().problems(sample.tree())).isEmpty();
  }

  @Test
  void readerAndSchemaKnowTheSameKeysOfAJob() {
    requireSameKeys(SchemaFile.JOB);
  }

  @Test
  void readerAndSchemaKnowTheSameKeysOfAnEnvironment() {
    requireSameKeys(SchemaFile.ENVIRONMENT);
  }

  private static void requireSameKeys(SchemaFile schema) {
    Map<JsonNode, Set<String>> read = new IdentityHashMap<>();
    Map<JsonNode, Set<String>> written = new IdentityHashMap<>();
    SchemaSample.all().stream()
        .filter(sample -> sample.schema().equals(schema))
        .forEach(sample -> collect(sample, read, written));

    for (JsonNode section : schema.root().findParents("additionalProperties")) {
      Set<String> keys = new TreeSet<>();
      section.path("properties").fieldNames().forEachRemaining(keys::add);
      String name = section.path("description").asText(keys.toString());
      // The booster's parameters have a test next to their list, in train.
      if (isClosed(section) && !keys.contains("eta")) {
        assertThat(read.get(section)).as("what the reader knows in %s", name).isEqualTo(keys);
        assertThat(written.get(section)).as("what the samples have in %s", name).isEqualTo(keys);
      }
    }
  }

  /** Puts a strange key into every section, and reads what the reader says of it. */
  private static void collect(
      SchemaSample sample, Map<JsonNode, Set<String>> read, Map<JsonNode, Set<String>> written) {
    Section tree = sample.tree();
    List<Place> sections =
        SchemaWalk.places(sample.schema(), tree).stream().filter(Place::isSection).toList();
    for (Place place : sections) {
      Map<String, YamlTree> fields = ((Section) place.tree()).fields();
      written.computeIfAbsent(place.chosen(), key -> new TreeSet<>()).addAll(fields.keySet());
      fields.put(STRANGE, scalar("1"));
    }
    Map<String, List<String>> known = new HashMap<>();
    for (String problem : sample.problems(tree, Map.of())) {
      Matcher unknown = UNKNOWN.matcher(problem);
      if (unknown.matches()) {
        String path = unknown.group(1) == null ? "" : unknown.group(1);
        known.put(path, List.of(unknown.group(2).split(", ")));
      }
    }
    for (Place place : sections) {
      boolean isClosed = isClosed(place.chosen()) && !place.path().equals(SchemaSample.PARAMS);
      assertThat(known.containsKey(place.path()))
          .as("%s: whether %s refuses unknown keys", sample, place.path())
          .isEqualTo(isClosed);
      if (isClosed) {
        read.computeIfAbsent(place.chosen(), key -> new TreeSet<>())
            .addAll(known.get(place.path()));
      }
    }
  }

  private static boolean isClosed(JsonNode section) {
    return section.has("properties")
        && section.path("additionalProperties").isBoolean()
        && !section.path("additionalProperties").booleanValue();
  }

  private static YamlTree scalar(String text) {
    return new YamlTree.Scalar(
        TextNode.valueOf(text), text, false, new ValueOrigin("x", 1, UnaryOperator.identity()));
  }

  @ParameterizedTest
  @MethodSource("probes")
  void readerAndSchemaKnowTheSameWords(Probe probe) {
    Place place = probe.place();
    Set<String> words = new TreeSet<>();
    probe.sample().problems(probe.sample().tree(place.path() + "=" + STRANGE), Map.of()).stream()
        .map(WORDS::matcher)
        .filter(Matcher::matches)
        .forEach(matcher -> words.addAll(List.of(matcher.group(1).split(", "))));
    assertThat(words(probe.sample().schema(), place)).as(place.path()).isEqualTo(words);
  }

  /** The words of a key in every alternative of its section. */
  private static Set<String> words(SchemaFile schema, Place place) {
    Set<String> words = new TreeSet<>();
    collect(schema, place.part(), words);
    SchemaWalk.alternatives(place.above().part())
        .forEach(
            section ->
                collect(
                    schema, schema.resolve(section).path("properties").path(place.key()), words));
    return words;
  }

  private static void collect(SchemaFile schema, JsonNode part, Set<String> words) {
    part.path("enum").forEach(word -> add(word, words));
    add(part.path("const"), words);
    SchemaWalk.alternatives(part)
        .forEach(alternative -> collect(schema, schema.resolve(alternative), words));
    if (part.has("$ref")) {
      collect(schema, schema.resolve(part), words);
    }
  }

  private static void add(JsonNode word, Set<String> words) {
    if (word.isTextual()) {
      words.add(word.textValue());
    }
  }
}

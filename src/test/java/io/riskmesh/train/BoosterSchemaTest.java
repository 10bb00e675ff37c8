package io.riskmesh.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.config.SchemaFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The schema of a job knows the parameters of the booster. */
class BoosterSchemaTest {
  private static final String JOB =
      "{name: a, source: {table: a.b}, label: {column: c, positive: 1}, "
          + "features: [{name: x, kind: numeric}], training: {params: {%s: %s}}}";

  /** As they are in YAML; the job's reader gives them on as these texts. */
  private static final List<String> VALUES =
      List.of(
          "0",
          "1",
          "-1",
          "2",
          "3",
          "4",
          "0.5",
          "1.001",
          "-0.5",
          "1000",
          "1001",
          "10000",
          "10001",
          "65536",
          "65537",
          "1048576",
          "1048577",
          "true",
          "text",
          "[1]",
          "auto",
          "auc,logloss",
          "auc,auc,logloss");

  private static JsonNode params() {
    return SchemaFile.JOB.root().at("/$defs/boosterParams/properties");
  }

  @Test
  void namesAreTheSame() {
    List<String> names = new ArrayList<>();
    params().fieldNames().forEachRemaining(names::add);

    assertThat(names)
        .containsExactlyElementsOf(
            Arrays.stream(BoosterParam.values()).map(BoosterParam::nativeName).toList());
  }

  @ParameterizedTest
  @EnumSource
  void defaultsAndValuesAreTheSame(BoosterParam param) {
    JsonNode part = params().path(param.nativeName());
    assertThat(SchemaFile.JOB.word(part, "default").map(JsonNode::asText))
        .isEqualTo(param.standard());
    for (String value : VALUES) {
      boolean isNumber = value.matches("[-0-9.]+|true");
      String yaml = isNumber ? value : "'" + value + "'";
      assertThat(SchemaFile.JOB.problems(JOB.formatted(param.nativeName(), yaml)).isEmpty())
          .as("%s: %s", param.nativeName(), value)
          .isEqualTo(param.domain().holds().test(value));
    }
  }

  @ParameterizedTest
  @EnumSource
  void wordsAreTheSame(BoosterParam param) {
    String words = param.domain().words();
    SchemaFile.JOB
        .word(params().path(param.nativeName()), "anyOf")
        .ifPresent(
            kinds -> {
              List<String> enumerated = new ArrayList<>();
              kinds.path(0).path("enum").forEach(word -> enumerated.add(word.asText()));
              assertThat(enumerated.stream().filter(param.domain().holds()).distinct())
                  .containsExactlyElementsOf(
                      List.of(
                          words
                              .replaceAll("^one (of|or several of) | or a number .*$", "")
                              .split(", ")));
              assertThat(enumerated).last().isEqualTo("null");
            });
  }
}

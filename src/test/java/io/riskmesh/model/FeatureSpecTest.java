package io.riskmesh.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FeatureSpecTest {
  private static final Expr AMOUNT = new Expr.Finite(new Expr.NumberColumn("amount"));

  private static final FeatureSpec SPEC =
      new FeatureSpec(
          List.of(
              new ModelFeature("amount", new Expr.Fill(new Expr.Clip(AMOUNT, -0.0, 1e-3), 5e-324)),
              new ModelFeature("amount.missing", new Expr.IsMissing(AMOUNT)),
              new ModelFeature(
                  "purpose=\"ä\"",
                  new Expr.If(
                      new Expr.IsTextMissing("purpose"),
                      new Expr.Constant(Double.NaN),
                      new Expr.Equal("purpose", "ä"))),
              new ModelFeature("woe", new Expr.Lookup("purpose", Map.of("b", 2.0, "a", 0.1), -1)),
              new ModelFeature(
                  "ratio",
                  new Expr.Arithmetic(
                      ArithmeticOperator.DIVIDE,
                      new Expr.Log1p(AMOUNT),
                      new Expr.NumberColumn("purpose")))));

  private static String json(FeatureSpec spec) {
    return new String(spec.toJson(), StandardCharsets.UTF_8);
  }

  @Test
  void writesTheseBytes() {
    assertThat(json(SPEC))
        .isEqualTo(
            """
            {
              "version": 2,
              "inputs": [
                {"column":"amount","reading":"NUMBER"},
                {"column":"purpose","reading":"TEXT"},
                {"column":"purpose","reading":"NUMBER"}
              ],
              "features": [
                {"name":"amount","expr":{"op":"fill","of":{"op":"clip","of":{"op":"finite","of":{"op":"number","column":"amount"}},"lower":0.0,"upper":0.001},"value":4.9E-324}},
                {"name":"amount.missing","expr":{"op":"is_missing","of":{"op":"finite","of":{"op":"number","column":"amount"}}}},
                {"name":"purpose=\\"ä\\"","expr":{"op":"if","condition":{"op":"is_text_missing","column":"purpose"},"then":{"op":"constant","value":"NaN"},"otherwise":{"op":"equal","column":"purpose","value":"ä"}}},
                {"name":"woe","expr":{"op":"lookup","column":"purpose","table":{"a":0.1,"b":2.0},"otherwise":-1.0}},
                {"name":"ratio","expr":{"op":"arithmetic","operator":"DIVIDE","left":{"op":"log1p","of":{"op":"finite","of":{"op":"number","column":"amount"}}},"right":{"op":"number","column":"purpose"}}}
              ]
            }
            """);
  }

  @Test
  void readsWhatItWrote() {
    FeatureSpec read = FeatureSpec.fromJson(SPEC.toJson());
    assertThat(read).isEqualTo(SPEC);
    assertThat(read.toJson()).isEqualTo(SPEC.toJson());
    assertThat(read.inputs())
        .containsExactly(
            new SourceInput("amount", SourceInput.ValueReading.NUMBER, Set.of("")),
            new SourceInput("purpose", SourceInput.ValueReading.TEXT, Set.of("")),
            new SourceInput("purpose", SourceInput.ValueReading.NUMBER, Set.of("")));
  }

  @Test
  void evaluatesARecord() {
    Map<String, Object> record = Map.of("amount", 3, "purpose", "7");
    assertThat(SPEC.evaluate(record))
        .containsExactly(0.001f, 0, 0, -1, (float) (StrictMath.log1p(3) / 7));
  }

  @Test
  void endsInFloatsThatAreFiniteOrNaNWithOneZero() {
    assertThat(FeatureSpec.single(1e39)).isNaN();
    assertThat(FeatureSpec.single(Double.NEGATIVE_INFINITY)).isNaN();
    assertThat(FeatureSpec.single(3.4028235e38)).isEqualTo(Float.MAX_VALUE);
    assertThat(FeatureSpec.single(1e-60)).isZero();
    assertThat(Float.floatToRawIntBits(FeatureSpec.single(-0.0))).isZero();
    assertThat(Float.floatToRawIntBits(FeatureSpec.single(-1e-60))).isZero();
  }

  @Test
  void namesTheColumnThatIsNotThere() {
    assertThatThrownBy(() -> SPEC.evaluate(Map.of("amount", 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the record has no column \"purpose\"; a missing value is null, or an empty cell of CSV");
    assertThat(SPEC.evaluate(withNulls())[1]).isEqualTo(1);
  }

  private static Map<String, Object> withNulls() {
    Map<String, Object> record = new java.util.HashMap<>(Collections.singletonMap("amount", null));
    record.put("purpose", null);
    return record;
  }

  @Test
  void namesTheColumnThatCannotBeReadButNotItsValue() {
    assertThatThrownBy(() -> SPEC.evaluate(Map.of("amount", "secret", "purpose", "7")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("column \"amount\" cannot be read as a number: its text is not a number");
    assertThatThrownBy(() -> SPEC.evaluate(Map.of("amount", 1, "purpose", List.of())))
        .hasMessageContaining("column \"purpose\" cannot be read as a text");
  }

  @Test
  void refusesAnotherVersion() {
    byte[] next =
        json(SPEC).replace("\"version\": 2", "\"version\": 3").getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> FeatureSpec.fromJson(next))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("format 3");
  }

  @Test
  void refusesWhatItDoesNotKnowOrMisses() {
    for (String broken :
        List.of(
            "",
            "[1]",
            "{\"version\": 1, \"features\": []}",
            "{\"version\": 1, \"features\": [{\"name\":\"x\"}]}",
            json(SPEC).replace("\"op\":\"fill\"", "\"op\":\"python\""),
            json(SPEC).replace("\"upper\":0.001", "\"uper\":0.001"),
            json(SPEC).replace("\"upper\":0.001", "\"upper\":null"),
            json(SPEC).replace("\"upper\":0.001", "\"upper\":-1"),
            json(SPEC).replace("DIVIDE", "MODULO"))) {
      assertThatThrownBy(() -> FeatureSpec.fromJson(broken.getBytes(StandardCharsets.UTF_8)))
          .as(broken)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void refusesNamesThatDifferInCaseOnly() {
    List<ModelFeature> twice =
        List.of(new ModelFeature("A", AMOUNT), new ModelFeature("a", AMOUNT));
    assertThatThrownBy(() -> new FeatureSpec(twice)).hasMessage("two features are named a");
    assertThatThrownBy(() -> new ModelFeature("_row", AMOUNT)).hasMessageContaining("_row");
  }
}

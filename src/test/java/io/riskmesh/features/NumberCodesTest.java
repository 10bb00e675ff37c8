package io.riskmesh.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.model.Expr;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Special codes among numbers, whatever they look like. */
class NumberCodesTest {
  private static final NumberCodes CODES =
      new NumberCodes("x", List.of("96", "R", "Infinity", "0.1", "-7"));

  private static double value(Object x) {
    Expr tree = CODES.values(List.of(1.0, 2.0, 3.0, 4.0, 0.0), new Expr.Constant(9));
    Map<String, Object> record = new HashMap<>();
    record.put("x", x);
    return tree.evaluate(record);
  }

  @Test
  void eachCodeHasItsValueAndAnythingElseTheOther() {
    assertThat(value(96.0)).isEqualTo(1);
    assertThat(value("096.0")).isEqualTo(1);
    assertThat(value(" R ")).isEqualTo(2);
    assertThat(value(Double.POSITIVE_INFINITY)).isEqualTo(3);
    assertThat(value(0.1)).isEqualTo(4);
    assertThat(value(0.1f)).isEqualTo(4);
    assertThat(value(-7)).isZero();
    assertThat(value(95.999)).isEqualTo(9);
    assertThat(value(Double.NEGATIVE_INFINITY)).isEqualTo(9);
    assertThat(value(null)).isEqualTo(9);
    assertThat(value("")).isEqualTo(9);
  }

  @Test
  void withoutCodesEverythingIsOther() {
    Expr other = new Expr.NumberColumn("x");
    assertThat(new NumberCodes("x", List.of()).values(List.of(), other)).isEqualTo(other);
  }
}

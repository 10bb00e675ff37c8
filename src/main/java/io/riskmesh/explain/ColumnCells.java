package io.riskmesh.explain;

import io.riskmesh.config.FeatureConfig;
import io.riskmesh.model.Expr;
import io.riskmesh.model.FeatureSpec;
import io.riskmesh.model.ModelFeature;
import io.riskmesh.model.NumberEntries;
import io.riskmesh.model.NumberText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * The cells of a feature that reads one column. Its inputs are evaluated for one value of each
 * cell, so that any encoding has the inputs that the model gets.
 */
final class ColumnCells {
  private final FeatureConfig config;
  private final String column;
  private final List<ModelFeature> features;
  private final FeatureSpec spec;

  /** Codes and missing values, which are no numbers. */
  private final NumberEntries entries;

  /**
   * Prepares the cells.
   *
   * @param features the feature's inputs
   */
  ColumnCells(FeatureConfig config, List<ModelFeature> features) {
    this.config = config;
    this.column = config.columns().get(0);
    this.features = features;
    this.spec = new FeatureSpec(features);
    Set<String> none = new TreeSet<>(config.entries());
    features.forEach(feature -> none.addAll(feature.missing()));
    this.entries = NumberEntries.of(none);
  }

  /** Returns the cells of a column of texts: the values that the feature knows, others, missing. */
  List<InputCell> ofTexts() {
    Set<String> known = spec.domains().getOrDefault(column, Set.of());
    List<InputCell> cells = new ArrayList<>();
    known.stream()
        .sorted(
            Comparator.comparing(
                    NumberText::number, Comparator.nullsLast(Comparator.<Double>naturalOrder()))
                .thenComparing(Comparator.naturalOrder()))
        .forEach(text -> cells.add(InputCell.value(text, inputs(text))));
    cells.add(InputCell.other(inputs(unknown(known))));
    cells.add(InputCell.missing(inputs(null)));
    return merged(cells);
  }

  private String unknown(Set<String> known) {
    String text = "other";
    while (known.contains(text) || entries.matches(text)) {
      text += "~";
    }
    return text;
  }

  /** Returns the cells of bins of a column's numbers: ranges, special codes, missing. */
  List<InputCell> ofBins() {
    Set<Double> begins = new TreeSet<>();
    features.forEach(feature -> begins.addAll(feature.cuts()));
    return between(begins);
  }

  /**
   * Returns the cells of a column's numbers: ranges, special codes, missing.
   *
   * @param cuts where the trees cut the first input
   */
  List<InputCell> ofNumbers(List<Float> cuts) {
    Set<Double> begins = new TreeSet<>();
    cuts.stream().map(this::reaching).filter(Objects::nonNull).forEach(begins::add);
    return between(begins);
  }

  private List<InputCell> between(Set<Double> begins) {
    List<Double> limits = new ArrayList<>(begins);
    List<InputCell> cells = new ArrayList<>();
    for (int i = 0; i <= limits.size(); i++) {
      Double from = i == 0 ? null : limits.get(i - 1);
      Double below = i == limits.size() ? null : limits.get(i);
      cells.add(InputCell.range(from, below, inputs(within(from, below))));
    }
    List<InputCell> others = new ArrayList<>();
    config.entries().forEach(code -> others.add(InputCell.value(code, inputs(code))));
    others.add(InputCell.missing(inputs(null)));
    cells.addAll(merged(others));
    return cells;
  }

  /** Returns a number of a range that is neither a code nor a missing value. */
  private double within(Double from, Double below) {
    double number = from != null ? from : below != null ? Math.nextDown(below.floatValue()) : 0;
    while (entries.matches(number)) {
      // Wider than the step between 32-bit numbers, by which a code may be written.
      number = from != null ? Math.nextUp((float) number) : Math.nextDown((float) number);
    }
    return number;
  }

  /**
   * Returns the smallest 32-bit number of the column for which the first input reaches a cut, as
   * the shortest decimal; null if none or all do. The input never falls when the column's number
   * grows: clip and logarithm keep the order.
   */
  private Double reaching(float cut) {
    ModelFeature first = features.get(0);
    Expr shaped = first.expr() instanceof Expr.Fill fill ? fill.of() : first.expr();
    FeatureSpec number =
        new FeatureSpec(List.of(new ModelFeature(first.name(), shaped, first.missing())));
    int low = position(-Float.MAX_VALUE);
    int high = position(Float.MAX_VALUE);
    if (!reaches(number, high, cut) || reaches(number, low, cut)) {
      return null;
    }
    while (high - (long) low > 1) {
      int middle = (int) (((long) low + high) >> 1);
      if (reaches(number, middle, cut)) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return NumberText.widened(number(high));
  }

  private boolean reaches(FeatureSpec number, int position, float cut) {
    float value = number(position);
    while (entries.matches(NumberText.widened(value))) {
      value = Math.nextUp(value);
    }
    // As the limit is written, not as it is stored: a logarithm can tell them apart.
    return number.evaluate(record(NumberText.widened(value)))[0] >= cut;
  }

  /** Returns an integer that orders as the number does. */
  private static int position(float number) {
    return turned(Float.floatToIntBits(number));
  }

  private static float number(int position) {
    return Float.intBitsToFloat(turned(position)) + 0.0f;
  }

  private static int turned(int bits) {
    return bits ^ ((bits >> 31) >>> 1);
  }

  private List<Float> inputs(Object value) {
    List<Float> inputs = new ArrayList<>();
    for (float input : spec.evaluate(record(value))) {
      inputs.add(input);
    }
    return List.copyOf(inputs);
  }

  private Map<String, Object> record(Object value) {
    Map<String, Object> record = new HashMap<>();
    record.put(column, value);
    return record;
  }

  /** Joins cells with the same inputs. */
  private static List<InputCell> merged(List<InputCell> cells) {
    Map<List<Float>, InputCell> merged = new LinkedHashMap<>();
    cells.forEach(cell -> merged.merge(cell.inputs(), cell, InputCell::and));
    return List.copyOf(merged.values());
  }
}

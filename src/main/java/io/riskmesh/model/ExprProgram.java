package io.riskmesh.model;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The interpreter in plain Java. Each column gets a slot when a tree first names it, so that a
 * record's value is looked up and read once per column, not once per use.
 */
final class ExprProgram implements ExprInterpreter<ExprProgram.Step> {
  private final Map<SourceInput, Integer> slots;
  private final Map<String, Set<String>> codes;
  private final Set<String> missing;
  private final Set<String> numbers;
  private final Set<Integer> used;

  ExprProgram() {
    this(new LinkedHashMap<>(), new HashMap<>(), Set.of(), Set.of(), new TreeSet<>());
  }

  private ExprProgram(
      Map<SourceInput, Integer> slots,
      Map<String, Set<String>> codes,
      Set<String> missing,
      Set<String> numbers,
      Set<Integer> used) {
    this.slots = slots;
    this.codes = codes;
    this.missing = missing;
    this.numbers = numbers;
    this.used = used;
  }

  /** Returns a program with the same slots, for the tree of a feature. */
  ExprProgram reading(ModelFeature feature) {
    Set<String> plain = CanonicalValues.plain(feature.missing());
    return new ExprProgram(slots, codes, plain, feature.numbers(), new TreeSet<>());
  }

  @Override
  public ExprProgram reading(List<String> other) {
    return new ExprProgram(slots, codes, CanonicalValues.plain(other), numbers, used);
  }

  /** Returns a reader of the slots. */
  RecordReader records() {
    return new RecordReader(inputs(), codes);
  }

  /** Returns the slots that the trees of this feature read. */
  int[] used() {
    return used.stream().mapToInt(Integer::intValue).toArray();
  }

  /** One operator with its operands. */
  interface Step {
    /** Returns the operator's result for the values of one record. */
    double at(InputSlots slots);
  }

  /**
   * Returns the columns in the order in which the trees name them; a column's index is its slot.
   */
  List<SourceInput> inputs() {
    return List.copyOf(slots.keySet());
  }

  private int slot(SourceInput input) {
    int slot = slots.computeIfAbsent(input, added -> slots.size());
    used.add(slot);
    return slot;
  }

  private int text(String column) {
    return slot(new SourceInput(column, SourceInput.ValueReading.TEXT, missing));
  }

  @Override
  public Step number(String column) {
    int slot = slot(new SourceInput(column, SourceInput.ValueReading.NUMBER, missing));
    return slots -> slots.numbers[slot];
  }

  @Override
  public Step day(String column, String format) {
    int slot = slot(new SourceInput(column, SourceInput.ValueReading.DAY, missing, format));
    return slots -> slots.numbers[slot];
  }

  @Override
  public Step constant(double value) {
    return slots -> value;
  }

  @Override
  public Step arithmetic(ArithmeticOperator operator, Step left, Step right) {
    return slots -> operator.apply(left.at(slots), right.at(slots));
  }

  @Override
  public Step isMissing(Step of) {
    return slots -> truth(Double.isNaN(of.at(slots)));
  }

  @Override
  public Step choose(Step condition, Step then, Step otherwise) {
    return slots -> {
      double truth = condition.at(slots);
      return (truth == 0 || Double.isNaN(truth) ? otherwise : then).at(slots);
    };
  }

  @Override
  public Step fill(Step of, double value) {
    return slots -> {
      double number = of.at(slots);
      return Double.isNaN(number) ? value : number;
    };
  }

  @Override
  public Step clip(Step of, double lower, double upper) {
    return slots -> {
      double number = of.at(slots);
      return number < lower ? lower : number > upper ? upper : number;
    };
  }

  @Override
  public Step log1p(Step of) {
    return slots -> {
      double number = of.at(slots);
      return number <= -1 ? Double.NaN : StrictMath.log1p(number);
    };
  }

  @Override
  public Step finite(Step of) {
    return slots -> {
      double number = of.at(slots);
      return Double.isInfinite(number) ? Double.NaN : number;
    };
  }

  @Override
  public Step isTextMissing(String column) {
    int slot = text(column);
    return slots -> truth(slots.texts[slot] == null);
  }

  @Override
  public Step equal(String column, String value) {
    int slot = text(column);
    String plain = CanonicalValues.plain(value);
    return slots -> {
      String text = slots.texts[slot];
      return text == null ? Double.NaN : truth(text.equals(plain));
    };
  }

  @Override
  public Step lookup(String column, Map<String, Double> table, double otherwise) {
    int slot = text(column);
    Map<String, Double> plain = CanonicalValues.plainKeys(table);
    Double other = otherwise;
    boolean isStripped = numbers.contains(column);
    if (isStripped) {
      codes.computeIfAbsent(column, name -> new HashSet<>()).addAll(plain.keySet());
    }
    return slots -> {
      String text = slots.texts[slot];
      return text == null
          ? Double.NaN
          : plain.getOrDefault(isStripped ? text.strip() : text, other);
    };
  }

  @Override
  public Step binSearch(Step of, List<Double> cuts, List<Double> values) {
    double[] ends = cuts.stream().mapToDouble(Double::doubleValue).toArray();
    double[] results = values.stream().mapToDouble(Double::doubleValue).toArray();
    return slots -> {
      double number = of.at(slots);
      // The sum turns -0.0 into 0.0, which Java's search does not regard as equal.
      int found = Arrays.binarySearch(ends, number + 0.0);
      return Double.isNaN(number) ? number : results[found < 0 ? -found - 1 : found + 1];
    };
  }

  @Override
  public Step logic(LogicOperator operator, Step left, Step right) {
    return slots -> operator.apply(left.at(slots), right.at(slots));
  }

  @Override
  public Step absolute(Step of) {
    return slots -> Math.abs(of.at(slots));
  }

  @Override
  public Step pick(Step of, List<Double> values) {
    double[] all = values.stream().mapToDouble(Double::doubleValue).toArray();
    return slots -> {
      double place = of.at(slots);
      return place >= 0 && place < all.length && place == (int) place
          ? all[(int) place]
          : Double.NaN;
    };
  }

  @Override
  public Step datePart(DatePart part, Step of) {
    return slots -> part.of(of.at(slots));
  }

  @Override
  public Step age(AgeUnit unit, Step from, Step to) {
    return slots -> unit.between(from.at(slots), to.at(slots));
  }

  private static double truth(boolean value) {
    return value ? 1 : 0;
  }
}

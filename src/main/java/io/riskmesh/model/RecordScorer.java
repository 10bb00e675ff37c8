package io.riskmesh.model;

import io.riskmesh.model.FieldProblem.FieldFault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Scores one record after another, for one thread. Setting numbers, or texts in the form in which
 * they are matched, and scoring allocate no memory.
 *
 * <pre>{@code
 * RecordScorer one = scorer.open();
 * int amount = scorer.fields().indexOf("amount");
 * one.clear();
 * one.set(amount, 4200.0);
 * one.score();
 * one.calibrated();
 * }</pre>
 */
public final class RecordScorer {
  /** Problems of a record that are told one by one. */
  private static final int MAX_ERRORS = 10;

  private final ModelParts model;
  private final RecordReader reader;
  private final List<String> fields;
  private final int[][] slotsOf;
  private final List<Set<String>> domains;
  private final ExprProgram.Step[] steps;
  private final InputSlots slots;
  private final float[] inputs;
  private final int[] keys;
  private final float[] margin = new float[1];

  RecordScorer(ModelParts model, RecordReader reader, Map<String, Set<String>> domains) {
    this.model = model;
    this.reader = reader;
    this.fields = List.copyOf(reader.columns().keySet());
    this.slotsOf = reader.columns().values().toArray(int[][]::new);
    this.domains = fields.stream().map(field -> domains.getOrDefault(field, Set.of())).toList();
    this.steps = model.spec().steps().toArray(ExprProgram.Step[]::new);
    this.slots = new InputSlots(model.spec().inputs().size());
    this.inputs = new float[steps.length];
    this.keys = new int[model.trees().rowKeys()];
    clear();
  }

  /** Makes every field missing. */
  public void clear() {
    Arrays.fill(slots.numbers, Double.NaN);
    Arrays.fill(slots.texts, null);
  }

  /**
   * Sets a field.
   *
   * @param field position in {@link Scorer#fields}
   * @param value as {@link CanonicalValues} defines it; null if it is missing
   * @throws IllegalArgumentException if the features cannot read the value; the message does not
   *     repeat it
   */
  public void set(int field, Object value) {
    for (int slot : slotsOf[field]) {
      reader.read(slot, value, slots);
    }
  }

  /**
   * Sets a field to a number.
   *
   * @param field position in {@link Scorer#fields}
   */
  public void set(int field, double value) {
    for (int slot : slotsOf[field]) {
      reader.read(slot, value, slots);
    }
  }

  /**
   * Sets all fields from a record.
   *
   * @param remarks receives fields that are scored as missing or unknown values
   * @return what prevents a score; empty if nothing does
   */
  List<FieldProblem> read(Map<String, ?> record, RecordRules rules, List<FieldProblem> remarks) {
    List<FieldProblem> errors = new ArrayList<>();
    for (int field = 0; field < slotsOf.length; field++) {
      String name = fields.get(field);
      Object value = record.get(name);
      if (value == null && !record.containsKey(name)) {
        if (rules.absentIsMissing()) {
          remarks.add(new FieldProblem(name, FieldFault.ABSENT, "it is scored as a missing value"));
        } else {
          errors.add(RecordReader.absent(name));
        }
      }
      try {
        set(field, value);
      } catch (IllegalArgumentException e) {
        errors.add(new FieldProblem(name, FieldFault.MISTYPED, e.getMessage()));
        continue;
      }
      if (isUnseen(field)) {
        remarks.add(
            new FieldProblem(
                name,
                FieldFault.UNSEEN,
                "column \"%s\" has a value that the model does not know".formatted(name)));
      }
    }
    if (!rules.ignoresUnknown()) {
      for (String name : record.keySet()) {
        if (!reader.columns().containsKey(name)) {
          errors.add(
              new FieldProblem(
                  name,
                  FieldFault.UNKNOWN,
                  "no feature of the model reads a column \"%s\"".formatted(name)));
        }
      }
    }
    return errors.size() > MAX_ERRORS ? shortened(errors) : errors;
  }

  /** An answer must not be much larger than what it answers. */
  private static List<FieldProblem> shortened(List<FieldProblem> errors) {
    List<FieldProblem> first = new ArrayList<>(errors.subList(0, MAX_ERRORS));
    first.add(
        new FieldProblem(
            null,
            errors.get(MAX_ERRORS).fault(),
            "and %,d more problems".formatted(errors.size() - MAX_ERRORS)));
    return first;
  }

  private boolean isUnseen(int field) {
    Set<String> domain = domains.get(field);
    String text = slots.texts[slotsOf[field][0]];
    return text != null && !domain.isEmpty() && !domain.contains(text);
  }

  /** Evaluates the features of the record. */
  void evaluate() {
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = FeatureSpec.single(steps[i].at(slots));
    }
  }

  /** Scores the record. */
  public void score() {
    evaluate();
    margin[0] = model.baseMargin();
    model.trees().addRow(inputs, margin, keys);
  }

  /** Returns the model's inputs for the record; valid until the next one. */
  float[] inputs() {
    return inputs;
  }

  /** Returns the margin of the record, in log odds. */
  public float margin() {
    return margin[0];
  }

  /** Returns the raw probability of default of the record. */
  public float probability() {
    return LogisticFunction.probability(margin[0]);
  }

  /** Returns the calibrated probability of default of the record. */
  public double calibrated() {
    return model.info().calibrator().probability(margin[0]);
  }

  /** Returns the points of the record; null if the model has none. */
  public Integer points() {
    return model.info().points(margin[0]);
  }

  /** Returns whether the model's threshold refuses the record. */
  public boolean refused() {
    return model.info().refuses(probability());
  }
}

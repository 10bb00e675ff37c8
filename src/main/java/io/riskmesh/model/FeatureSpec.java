package io.riskmesh.model;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The fitted features in the order in which the model takes them. Immutable and thread-safe. */
public final class FeatureSpec {
  private final List<ModelFeature> features;
  private final List<SourceInput> inputs;
  private final List<ExprProgram.Step> steps;

  /**
   * @throws IllegalArgumentException when there is no feature, or two names differ in nothing but
   *     case, which Spark cannot tell apart
   */
  public FeatureSpec(List<ModelFeature> features) {
    this.features = List.copyOf(features);
    if (features.isEmpty()) {
      throw new IllegalArgumentException("no features");
    }
    Set<String> seen = new HashSet<>();
    for (ModelFeature feature : features) {
      if (!seen.add(feature.name().toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException("two features are named " + feature.name());
      }
    }
    ExprProgram program = new ExprProgram();
    this.steps =
        features.stream()
            .map(feature -> feature.expr().interpret(program.reading(feature.missing())))
            .toList();
    this.inputs = program.inputs();
  }

  public List<ModelFeature> features() {
    return features;
  }

  /** Names in order: the model's columns. */
  public List<String> names() {
    return features.stream().map(ModelFeature::name).toList();
  }

  /** What a record must hold, in the order in which the features name it. */
  public List<SourceInput> inputs() {
    return inputs;
  }

  /** Values that categorical features tell apart, as values are matched, by column. */
  public Map<String, Set<String>> domains() {
    DomainCollector collector = new DomainCollector();
    features.forEach(feature -> feature.expr().interpret(collector));
    return collector.domains();
  }

  /**
   * The features of one record; missing is NaN, nothing is infinite.
   *
   * @param record values by source column, read as {@link CanonicalValues} says; a missing value is
   *     there and null
   * @return one float per feature
   * @throws IllegalArgumentException naming the column that is not there or cannot be read
   */
  public float[] evaluate(Map<String, ?> record) {
    InputSlots slots = InputSlots.read(inputs, record);
    float[] row = new float[steps.size()];
    for (int i = 0; i < row.length; i++) {
      row[i] = single(steps.get(i).at(slots));
    }
    return row;
  }

  /** What becomes of a number in the end: the nearest float, NaN when infinite, without -0.0. */
  public static float single(double value) {
    float single = (float) value;
    return Float.isFinite(single) ? single + 0.0f : Float.NaN;
  }

  /** The content of {@code features.json}: UTF-8, the same bytes for the same features. */
  public byte[] toJson() {
    return SpecJson.write(this);
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException when it is not that, or of a version that is unknown here
   */
  public static FeatureSpec fromJson(byte[] json) {
    return SpecJson.read(json);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FeatureSpec spec && spec.features.equals(features);
  }

  @Override
  public int hashCode() {
    return features.hashCode();
  }
}

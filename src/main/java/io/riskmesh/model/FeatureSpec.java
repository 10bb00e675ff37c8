package io.riskmesh.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The fitted features in the order of the model's inputs. Immutable and thread-safe. */
public final class FeatureSpec {
  private final List<ModelFeature> features;
  private final List<SourceInput> inputs;
  private final RecordReader records;
  private final List<ExprProgram.Step> steps;

  /** The inputs that each feature reads. */
  private final List<int[]> reads;

  /**
   * Prepares the features for evaluation.
   *
   * @throws IllegalArgumentException when there is no feature, or when two names differ only in
   *     case, which Spark does not distinguish
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
    ExprProgram all = new ExprProgram();
    List<ExprProgram.Step> compiled = new ArrayList<>();
    List<int[]> used = new ArrayList<>();
    for (ModelFeature feature : features) {
      ExprProgram program = all.reading(feature);
      compiled.add(feature.expr().interpret(program));
      used.add(program.used());
    }
    this.steps = List.copyOf(compiled);
    this.reads = List.copyOf(used);
    this.inputs = all.inputs();
    this.records = all.records();
  }

  /** Returns the features in the order of the model's inputs. */
  public List<ModelFeature> features() {
    return features;
  }

  /** Returns the names of the model's inputs, in order. */
  public List<String> names() {
    return features.stream().map(ModelFeature::name).toList();
  }

  /**
   * Returns the columns that a record must contain, in the order in which the features name them.
   */
  public List<SourceInput> inputs() {
    return inputs;
  }

  /** Returns a reader of records. */
  RecordReader records() {
    return records;
  }

  /** Returns the programs of the features, in their order. */
  List<ExprProgram.Step> steps() {
    return steps;
  }

  /** Returns the columns that one of the model's inputs reads. */
  public Set<String> columns(int input) {
    return Arrays.stream(reads.get(input))
        .mapToObj(read -> inputs.get(read).column())
        .collect(Collectors.toSet());
  }

  /** Returns the plain texts of the values that categorical features distinguish, by column. */
  public Map<String, Set<String>> domains() {
    Map<String, Set<String>> domains = new HashMap<>();
    for (ModelFeature feature : features) {
      DomainCollector collector = new DomainCollector();
      feature.expr().interpret(collector);
      collector.addTo(domains);
    }
    return domains;
  }

  /** Returns {@link #domains} without the columns that a feature reads as numbers. */
  Map<String, Set<String>> textDomains() {
    Map<String, Set<String>> texts = new HashMap<>(domains());
    features.forEach(feature -> texts.keySet().removeAll(feature.numbers()));
    return texts;
  }

  /**
   * Computes the features of one record; missing is NaN, and no result is infinite.
   *
   * @param record values by source column, read as {@link CanonicalValues} defines; a missing value
   *     is present as null
   * @return one float per feature
   * @throws IllegalArgumentException naming the column that is absent or cannot be read
   */
  public float[] evaluate(Map<String, ?> record) {
    InputSlots slots = records.read(record);
    float[] row = new float[steps.size()];
    for (int i = 0; i < row.length; i++) {
      row[i] = single(steps.get(i).at(slots));
    }
    return row;
  }

  /** Returns an evaluator for many records, for one thread. */
  public FeatureEvaluator evaluator() {
    return new FeatureEvaluator(inputs, steps, reads);
  }

  /** Converts a number to the nearest float; infinite becomes NaN, and -0.0 becomes 0.0. */
  public static float single(double value) {
    float single = (float) value;
    return Float.isFinite(single) ? single + 0.0f : Float.NaN;
  }

  /** Returns the content of {@code features.json}: UTF-8, the same bytes for the same features. */
  public byte[] toJson() {
    return SpecJson.write(this);
  }

  /**
   * Reads the output of {@link #toJson}.
   *
   * @throws IllegalArgumentException when the JSON is something else, or has an unsupported version
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

package io.riskmesh.features;

import io.riskmesh.model.FeatureSpec;
import io.riskmesh.model.ModelFeature;
import io.riskmesh.rows.StagedColumns;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * Inputs of the model that learn from the label. The value of a train row must not depend on the
 * row's own label, so they are also fitted once per fold, on the train rows of all other folds.
 *
 * @param inputs their indexes among the model's inputs
 * @param byFold the inputs, in the same order, for the train rows of each fold
 */
public record FoldedInputs(List<Integer> inputs, List<FeatureSpec> byFold) {

  /** An input and its features for the train rows of each fold. */
  record FoldedFeature(int input, List<ModelFeature> byFold) {
    /** Returns nothing for an input that does not learn from the label. */
    static Optional<FoldedFeature> of(int input, List<ModelFeature> byFold) {
      return byFold.isEmpty() ? Optional.empty() : Optional.of(new FoldedFeature(input, byFold));
    }

    int folds() {
      return byFold.size();
    }
  }

  /** Groups inputs by their number of folds. */
  static List<FoldedInputs> group(List<FoldedFeature> features) {
    return features.stream()
        .collect(Collectors.groupingBy(FoldedFeature::folds, TreeMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .map(group -> of(group.getKey(), group.getValue()))
        .toList();
  }

  private static FoldedInputs of(int folds, List<FoldedFeature> features) {
    return new FoldedInputs(
        features.stream().map(FoldedFeature::input).toList(),
        IntStream.range(0, folds)
            .mapToObj(
                fold ->
                    new FeatureSpec(
                        features.stream().map(feature -> feature.byFold().get(fold)).toList()))
            .toList());
  }

  /**
   * Returns the inputs that are kept, at their positions among those; empty if none is.
   *
   * @param kept positions of the inputs that are kept, ascending
   */
  Optional<FoldedInputs> among(List<Integer> kept) {
    int[] left =
        IntStream.range(0, inputs.size()).filter(i -> kept.contains(inputs.get(i))).toArray();
    return left.length == 0
        ? Optional.empty()
        : Optional.of(
            new FoldedInputs(
                IntStream.of(left).mapToObj(i -> kept.indexOf(inputs.get(i))).toList(),
                byFold.stream()
                    .map(
                        spec ->
                            new FeatureSpec(
                                IntStream.of(left).mapToObj(spec.features()::get).toList()))
                    .toList()));
  }

  /** The inputs in the form in which they are sent to tasks. */
  @SuppressWarnings("ArrayRecordComponent") // Passed on, never compared.
  public record FoldedJson(int[] inputs, List<byte[]> byFold) implements Serializable {
    /** Prepares the inputs in a task. */
    public FoldedRows rows(StructType schema) {
      RowFeatures[] features =
          byFold.stream()
              .map(json -> new RowFeatures(FeatureSpec.fromJson(json), schema, StagedColumns.RAW))
              .toArray(RowFeatures[]::new);
      return new FoldedRows(inputs, features);
    }
  }

  /** Returns the inputs in the form in which they are sent to tasks. */
  public FoldedJson json() {
    return new FoldedJson(
        inputs.stream().mapToInt(Integer::intValue).toArray(),
        byFold.stream().map(FeatureSpec::toJson).toList());
  }

  /** Evaluates the inputs of train rows, in one task. */
  public static final class FoldedRows {
    private final int[] inputs;
    private final RowFeatures[] byFold;
    private final float[] values;

    private FoldedRows(int[] inputs, RowFeatures[] byFold) {
      this.inputs = inputs;
      this.byFold = byFold;
      this.values = new float[inputs.length];
    }

    /**
     * Replaces the inputs of a train row by those of its fold.
     *
     * @param hash the row's {@code _row}
     */
    public void replace(InternalRow row, long hash, float[] features) {
      byFold[LabelCells.fold(hash, byFold.length)].evaluate(row, values, 0);
      for (int i = 0; i < inputs.length; i++) {
        features[inputs[i]] = values[i];
      }
    }
  }
}

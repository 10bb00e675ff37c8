package io.riskmesh.train;

import io.riskmesh.config.ClassFactors;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.apache.spark.api.java.JavaRDD;

/**
 * What must be known of the train rows before a regression on them can be summed exactly: the
 * largest weight, and the values of each input, of which bins have few.
 */
final class LogisticCensus implements Serializable {
  private static final long serialVersionUID = 1L;

  /** More values than bins, special codes and the neutral value can give. */
  private static final int MOST_VALUES = 1_000;

  /** Values of an input that are known without a search: a power of two. */
  private static final int RECENT = 64;

  private static final int RECENT_SHIFT = Integer.SIZE - 6;

  /** Spreads the bits of a number over the upper ones (Knuth's multiplicative hash). */
  private static final int SPREAD = 0x9E3779B1;

  private final ClassFactors classWeights;
  private final int[] recent;
  private final ShardStatistics rows = new ShardStatistics();
  private final List<TreeSet<Float>> values = new ArrayList<>();
  private long count;
  private float heaviest;
  private boolean isWeighted;

  private LogisticCensus(int width, ClassFactors classWeights) {
    this.classWeights = classWeights;
    this.recent = new int[width * RECENT];
    // No value has these bits: floatToIntBits gives one NaN only.
    Arrays.fill(recent, -1);
    for (int i = 0; i < width; i++) {
      values.add(new TreeSet<>());
    }
  }

  /**
   * Takes the census; runs one Spark job.
   *
   * @throws RunException {@code DATA_QUALITY} if labels, weights or inputs cannot be fitted
   */
  static LogisticCensus take(
      JavaRDD<ShardRow> train,
      JavaRDD<ShardRow> validation,
      List<String> features,
      ClassFactors classWeights) {
    int width = features.size();
    LogisticCensus census =
        train
            .union(validation)
            .mapPartitions(
                partition -> {
                  LogisticCensus own = new LogisticCensus(width, classWeights);
                  float[] row = new float[width];
                  partition.forEachRemaining(next -> own.add(next, row));
                  return List.of(own).iterator();
                })
            .treeAggregate(
                new LogisticCensus(width, classWeights), LogisticCensus::and, LogisticCensus::and);
    ShardStatistics.check(List.of(census.rows), features);
    census.requireBins(features);
    return census;
  }

  private void add(ShardRow row, float[] inputs) {
    float weight = classWeights.of(row.label(), row.weight());
    rows.row(row.isValidation(), row.label(), weight);
    if (row.isValidation()) {
      return;
    }
    count++;
    heaviest = Math.max(heaviest, weight);
    isWeighted |= weight != 1f;
    row.copyFeatures(inputs, 0);
    for (int i = 0; i < inputs.length; i++) {
      if (Float.isInfinite(inputs[i])) {
        rows.infinite(i);
      }
      // -0 and 0 are one value.
      see(i, inputs[i] + 0f);
    }
  }

  private void see(int input, float value) {
    int bits = Float.floatToIntBits(value);
    int slot = (input * RECENT) + ((bits * SPREAD) >>> RECENT_SHIFT);
    if (recent[slot] != bits && values.get(input).size() <= MOST_VALUES) {
      recent[slot] = bits;
      values.get(input).add(value);
    }
  }

  private LogisticCensus and(LogisticCensus other) {
    rows.add(other.rows);
    count += other.count;
    heaviest = Math.max(heaviest, other.heaviest);
    isWeighted |= other.isWeighted;
    for (int i = 0; i < values.size(); i++) {
      values.get(i).addAll(other.values.get(i));
    }
    return this;
  }

  private void requireBins(List<String> features) {
    for (int i = 0; i < features.size(); i++) {
      if (values.get(i).size() > MOST_VALUES || values.get(i).contains(Float.NaN)) {
        throw new RunException(
            Outcome.DATA_QUALITY,
            "feature %s is not the weight of evidence of bins: it has %s in train"
                .formatted(
                    features.get(i),
                    values.get(i).contains(Float.NaN)
                        ? "missing values"
                        : "more than %d values".formatted(MOST_VALUES)));
      }
    }
    if (heaviest == 0) {
      throw new RunException(Outcome.DATA_QUALITY, "all train rows have the weight 0");
    }
  }

  /** Returns the number of train rows. */
  long count() {
    return count;
  }

  /** Returns the largest weight of a train row, class weights included. */
  float heaviest() {
    return heaviest;
  }

  /** Returns whether any train row has another weight than 1. */
  boolean isWeighted() {
    return isWeighted;
  }

  /** Returns the largest magnitude of an input. */
  float magnitude(int input) {
    return Math.max(Math.abs(values.get(input).first()), Math.abs(values.get(input).last()));
  }

  /**
   * Returns the values of an input, ascending: those of train, and 0, which is the weight of
   * evidence of every bin that train has too rarely.
   */
  float[] valuesWithNeutral(int input) {
    TreeSet<Float> all = new TreeSet<>(values.get(input));
    all.add(0f);
    float[] ascending = new float[all.size()];
    int at = 0;
    for (float value : all) {
      ascending[at++] = value;
    }
    return ascending;
  }
}

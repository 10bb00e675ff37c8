package io.riskmesh.features;

import io.riskmesh.model.FeatureSpec;
import io.riskmesh.model.ModelFeature;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a scan of train counts.
 *
 * @param numbers quantities whose rows are counted
 * @param labelled quantities that are counted by label
 * @param categories columns whose values are counted
 */
record TrainQuestions(
    CountedQuantities numbers, CountedQuantities labelled, List<CategoryColumn> categories) {
  /**
   * Which numbers of a quantity are counted.
   *
   * @param from smallest, or no bound if infinite
   * @param to largest
   */
  record NumberRange(double from, double to) implements Serializable {
    static final NumberRange ALL =
        new NumberRange(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    boolean isSingle() {
      return from == to;
    }

    boolean contains(double number) {
      return from <= number && number <= to;
    }
  }

  /**
   * The quantities to count.
   *
   * @param sources expressions over the source columns of train, finite or missing
   * @param ranges which numbers to count, for each quantity
   * @param bits the buckets to count them in
   */
  record CountedQuantities(
      List<ModelFeature> sources, List<List<NumberRange>> ranges, LeadingBits bits) {
    static final CountedQuantities NONE =
        new CountedQuantities(List.of(), List.of(), LeadingBits.ALL);

    int size() {
      return sources.size();
    }

    CountedBuckets buckets() {
      return new CountedBuckets(ranges, bits);
    }
  }

  /** The buckets of each quantity. */
  record CountedBuckets(List<List<NumberRange>> ranges, LeadingBits bits) implements Serializable {
    int size() {
      return ranges.size();
    }

    boolean contains(int quantity, double number) {
      for (NumberRange range : ranges.get(quantity)) {
        if (range.contains(number)) {
          return true;
        }
      }
      return false;
    }
  }

  boolean isLabelled() {
    return labelled.size() > 0 || categories.stream().anyMatch(CategoryColumn::isLabelled);
  }

  boolean isNone() {
    return numbers.size() + labelled.size() + categories.size() == 0;
  }

  /** Returns the quantities, those that are counted by label last; null if there are none. */
  byte[] spec() {
    List<ModelFeature> all =
        Stream.concat(numbers.sources().stream(), labelled.sources().stream()).toList();
    return all.isEmpty() ? null : new FeatureSpec(all).toJson();
  }
}

package io.riskmesh.train;

import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Statistics of one worker's rows, sufficient to reject data on which XGBoost would fail during
 * training or hang, before any worker waits for another. All values are longs, so that they can be
 * sent as text.
 */
final class ShardStatistics implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int TRAIN = 0;
  private static final int TRAIN_POSITIVE = 1;
  private static final int VALIDATION = 2;
  private static final int VALIDATION_POSITIVE = 3;
  private static final int BAD_LABEL = 4;
  private static final int BAD_WEIGHT = 5;
  private static final int INFINITE = 6;

  /** Position of the first feature with an infinite value, plus one; 0 = none. */
  private static final int INFINITE_AT = 7;

  private final long[] counts;

  ShardStatistics() {
    this(new long[INFINITE_AT + 1]);
  }

  private ShardStatistics(long[] counts) {
    this.counts = counts;
  }

  static ShardStatistics parse(String text) {
    return new ShardStatistics(Arrays.stream(text.split(",")).mapToLong(Long::parseLong).toArray());
  }

  @Override
  public String toString() {
    return LongStream.of(counts).mapToObj(Long::toString).collect(Collectors.joining(","));
  }

  void row(boolean validation, float label, float weight) {
    counts[validation ? VALIDATION : TRAIN]++;
    if (label == 1f) {
      counts[validation ? VALIDATION_POSITIVE : TRAIN_POSITIVE]++;
    } else if (label != 0f) {
      counts[BAD_LABEL]++;
    }
    if (!(weight >= 0 && weight < Float.POSITIVE_INFINITY)) {
      counts[BAD_WEIGHT]++;
    }
  }

  void infinite(int feature) {
    counts[INFINITE]++;
    counts[INFINITE_AT] =
        counts[INFINITE_AT] == 0 ? feature + 1 : Math.min(feature + 1, counts[INFINITE_AT]);
  }

  /** Adds the statistics of other rows. */
  void add(ShardStatistics other) {
    System.arraycopy(plus(other).counts, 0, counts, 0, counts.length);
  }

  private ShardStatistics plus(ShardStatistics other) {
    long[] sum = new long[counts.length];
    Arrays.setAll(sum, i -> counts[i] + other.counts[i]);
    sum[INFINITE_AT] = counts[INFINITE_AT] == 0 ? other.counts[INFINITE_AT] : counts[INFINITE_AT];
    return new ShardStatistics(sum);
  }

  /** Returns whether the workers can train; the result is the same on every worker. */
  static boolean trainable(List<ShardStatistics> workers) {
    return total(workers).dataProblems(List.of()).isEmpty() && shardProblems(workers).isEmpty();
  }

  /** Throws a {@link RunException} with every reason if the workers cannot train. */
  static void check(List<ShardStatistics> workers, List<String> features) {
    List<String> data = total(workers).dataProblems(features);
    if (!data.isEmpty()) {
      throw new RunException(Outcome.DATA_QUALITY, String.join("; ", data));
    }
    List<String> shards = shardProblems(workers);
    if (!shards.isEmpty()) {
      throw new RunException(Outcome.USAGE, String.join("; ", shards));
    }
  }

  private static ShardStatistics total(List<ShardStatistics> workers) {
    return workers.stream().reduce(new ShardStatistics(), ShardStatistics::plus);
  }

  private List<String> dataProblems(List<String> features) {
    List<String> problems = new ArrayList<>();
    classes(problems, "train", counts[TRAIN], counts[TRAIN_POSITIVE]);
    classes(problems, "validation", counts[VALIDATION], counts[VALIDATION_POSITIVE]);
    if (counts[BAD_LABEL] > 0) {
      problems.add(counts[BAD_LABEL] + " rows have a label that is neither 0 nor 1");
    }
    if (counts[BAD_WEIGHT] > 0) {
      problems.add(counts[BAD_WEIGHT] + " rows have a weight that is negative or not finite");
    }
    if (counts[INFINITE] > 0) {
      int at = (int) counts[INFINITE_AT] - 1;
      String name = at < features.size() ? features.get(at) : "number " + at;
      problems.add(counts[INFINITE] + " feature values are infinite, the first in feature " + name);
    }
    return problems;
  }

  private void classes(List<String> problems, String part, long rows, long positives) {
    if (rows == 0) {
      problems.add("the " + part + " part has no rows");
    } else if (positives == 0 || positives == rows) {
      problems.add(
          "all %d rows of the %s part have the label %d; training needs both classes"
              .formatted(rows, part, positives == 0 ? 0 : 1));
    }
  }

  private static List<String> shardProblems(List<ShardStatistics> workers) {
    boolean empty =
        workers.stream().anyMatch(w -> w.counts[TRAIN] == 0 || w.counts[VALIDATION] == 0);
    return empty
        ? List.of(
            "training.workers: %d workers are too many for %d train and %d validation rows"
                .formatted(
                    workers.size(),
                    total(workers).counts[TRAIN],
                    total(workers).counts[VALIDATION]))
        : List.of();
  }
}

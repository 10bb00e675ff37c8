package io.riskmesh.evaluate;

import io.riskmesh.config.SplitPart;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** Scored rows in the simplest form for tests. */
record Sample(List<Scored> rows) {
  /** A scored row. */
  record Scored(float probability, int label, float weight) {
    float margin() {
      return (float) Math.log(probability / (1 - probability));
    }
  }

  /** Returns rows without weights. */
  static Sample of(double[] probabilities, int... labels) {
    return new Sample(
        IntStream.range(0, labels.length)
            .mapToObj(i -> new Scored((float) probabilities[i], labels[i], 1))
            .toList());
  }

  /**
   * Returns random rows of both classes.
   *
   * @param levels number of different scores, so that there are ties; 0 for no ties
   */
  static Sample random(long seed, int size, double rate, int levels, boolean weighted) {
    Random random = new Random(seed);
    List<Scored> rows = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      int label = i < 4 ? i % 2 : random.nextDouble() < rate ? 1 : 0;
      double margin = Math.log(rate / (1 - rate)) + 0.8 * label - 0.3 + random.nextGaussian();
      double p = 1 / (1 + Math.exp(-margin));
      double tied = levels == 0 ? p : (Math.floor(p * levels) + 0.5) / levels;
      float weight = weighted ? (float) Math.exp(random.nextGaussian()) : 1;
      rows.add(new Scored((float) tied, label, weight));
    }
    return new Sample(rows);
  }

  /** Returns the same rows with other scores. */
  Sample rescored(DoubleUnaryOperator score) {
    return new Sample(
        rows.stream()
            .map(
                row ->
                    new Scored(
                        (float) score.applyAsDouble(row.probability()), row.label(), row.weight()))
            .toList());
  }

  /** Returns the same rows in another order. */
  Sample shuffled(long seed) {
    List<Scored> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(seed));
    return new Sample(shuffled);
  }

  /** Returns the curve by probability, computed directly without Spark. */
  ScoreCurve curve() {
    return curve(Scored::probability);
  }

  /** Returns the curve by margin, computed directly without Spark. */
  ScoreCurve margins() {
    return curve(Scored::margin);
  }

  private ScoreCurve curve(Function<Scored, Float> score) {
    SortedMap<Float, double[]> points = new TreeMap<>();
    for (Scored row : rows) {
      double[] sums = points.computeIfAbsent(score.apply(row), p -> new double[4]);
      int at = row.label() == 1 ? 0 : 2;
      sums[at] += row.weight();
      sums[at + 1] += (double) row.weight() * row.weight();
    }
    double[] scores = points.keySet().stream().mapToDouble(p -> p).toArray();
    return new ScoreCurve(scores, mass(points, 0), mass(points, 2));
  }

  private static ClassWeights mass(Map<Float, double[]> points, int at) {
    return new ClassWeights(
        points.values().stream().mapToDouble(sums -> sums[at]).toArray(),
        points.values().stream().mapToDouble(sums -> sums[at + 1]).toArray());
  }

  /** Returns the scores of one class. */
  double[] scores(int label) {
    return rows.stream()
        .filter(row -> row.label() == label)
        .mapToDouble(Scored::probability)
        .toArray();
  }

  /** Returns predictions as the scoring pass writes them. */
  static Dataset<Row> predictions(SparkSession spark, Map<SplitPart, Sample> parts) {
    List<Row> rows = new ArrayList<>();
    parts.forEach(
        (part, sample) -> {
          for (int i = 0; i < sample.rows().size(); i++) {
            rows.add(row(part, i, sample.rows().get(i)));
          }
        });
    return spark.createDataFrame(rows, PredictionColumns.SCHEMA);
  }

  private static Row row(SplitPart part, long id, Scored row) {
    return RowFactory.create(
        part.key(), id, (float) row.label(), row.weight(), row.margin(), row.probability());
  }

  /** Returns ten scores from 0.05 to 0.95. */
  static double[] tenths() {
    return IntStream.range(0, 10).mapToDouble(i -> i / 10.0 + 0.05).toArray();
  }
}

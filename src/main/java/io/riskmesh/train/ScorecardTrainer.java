package io.riskmesh.train;

import io.riskmesh.config.ClassFactors;
import io.riskmesh.model.PointScale;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.train.CholeskyFactor.SingularInput;
import io.riskmesh.train.LogisticFit.RowsToFit;
import io.riskmesh.train.ScorecardSummary.CardFeature;
import io.riskmesh.train.ScorecardSummary.RemovalReason;
import io.riskmesh.train.ScorecardSummary.RemovedFeature;
import io.riskmesh.train.SignElimination.WrongSign;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fits a scorecard on the train rows. Weights of evidence are logarithms of good over bad, so a
 * coefficient of the log odds of a default must be negative: as long as one is not, the worst is
 * left out and the rest is fitted again. The model that is published has whole points.
 */
public final class ScorecardTrainer {
  /** The name in a run's summary, where a booster has its engine. */
  public static final String ENGINE = "logistic";

  private static final Logger LOG = LoggerFactory.getLogger(ScorecardTrainer.class);

  private final TrainingData data;
  private final PointScale scale;
  private final ClassFactors classWeights;
  private final List<RemovedFeature> removed = new ArrayList<>();
  private int fits;

  private ScorecardTrainer(TrainingData data, TrainingPlan plan) {
    this.data = data;
    this.scale = plan.config().model().points().orElseThrow();
    this.classWeights = plan.config().classWeights();
  }

  /**
   * Fits a scorecard and blocks until done; reads the train rows about ten times, and more often if
   * signs are wrong.
   *
   * @param data train rows, whose features are weights of evidence; of the validation rows only
   *     their labels are checked
   * @param plan configuration of a scorecard
   * @throws RunException {@code DATA_QUALITY}: labels, weights or features cannot be fitted, or the
   *     fit does not converge; {@code USAGE}: the points are too coarse; {@code FAILED}: the time
   *     limit passed
   */
  public static TrainedModel train(TrainingData data, TrainingPlan plan) {
    SparkContext spark = data.train().sparkSession().sparkContext();
    LOG.info(
        "training.model: scorecard. Its features are the bins of the job's; rounds, params, interactions and other settings of the booster are not used");
    try (JobDeadline deadline = JobDeadline.ofTraining(spark, plan.config().timeout())) {
      return deadline.call(new ScorecardTrainer(data, plan)::train);
    }
  }

  private TrainedModel train() {
    JavaRDD<ShardRow> rows = ShardLayout.unordered(data.train(), data.features(), false);
    LogisticCensus census =
        LogisticCensus.take(
            rows,
            ShardLayout.unordered(data.validation(), data.features(), true),
            data.features(),
            classWeights);
    LogisticScale scaled = LogisticScale.of(census, classWeights, data.features().size());
    RowsToFit train = new RowsToFit(rows, scaled, census.isWeighted(), data.features());
    LogisticFit fit = fit(train);
    List<ScorecardPoints> points = points(rows, scaled, fit, census);
    if (points.stream().allMatch(ScorecardPoints::isConstant)) {
      throw new RunException(
          Outcome.USAGE,
          "training.points.doubling: %s points for a doubling of the odds are too few: every bin rounds to 0 points"
              .formatted(scale.doubling()));
    }
    long base = Math.round(scale.points(fit.coefficients()[0]));
    byte[] json = new ScorecardModel(data.features().size(), scale).json(base, points);
    return new TrainedModel(
        ModelAssembly.ubj(json), summary(points.size(), card(fit, base, points, census)));
  }

  /** Returns the inputs that say something of their own. */
  private int[] independent(RowsToFit train) {
    int[] all = IntStream.range(0, data.features().size()).toArray();
    List<SingularInput> singular =
        CholeskyFactor.of(train.measure(all, new double[all.length + 1]).matrix()).singular();
    TreeSet<Integer> left = new TreeSet<>();
    for (SingularInput input : singular) {
      left.add(input.position() - 1);
      remove(
          input.position() - 1,
          input.isConstant() ? RemovalReason.NO_VARIATION : RemovalReason.NOTHING_OF_ITS_OWN,
          null,
          null);
    }
    return requireAny(IntStream.of(all).filter(input -> !left.contains(input)).toArray());
  }

  private LogisticFit fit(RowsToFit train) {
    int[] inputs = independent(train);
    double[] start = new double[inputs.length + 1];
    while (true) {
      LogisticFit fit = LogisticFit.fit(train, inputs, start);
      fits++;
      SignElimination signs = SignElimination.of(fit, train.scale());
      if (signs.wrong().isEmpty()) {
        return fit;
      }
      for (WrongSign wrong : signs.wrong()) {
        remove(wrong.input(), RemovalReason.WRONG_SIGN, wrong.coefficient(), wrong.error());
      }
      inputs = requireAny(signs.inputs());
      start = signs.coefficients();
    }
  }

  private void remove(int input, RemovalReason reason, Double coefficient, Double error) {
    String feature = data.features().get(input);
    removed.add(new RemovedFeature(feature, reason, coefficient, error));
    LOG.info("the scorecard leaves out \"{}\": it {}", feature, reason.words());
  }

  private int[] requireAny(int[] inputs) {
    if (inputs.length == 0) {
      throw new RunException(
          Outcome.DATA_QUALITY,
          "no feature is left for a scorecard: \"%s\" %s"
              .formatted(
                  removed.get(removed.size() - 1).feature(),
                  removed.get(removed.size() - 1).reason().words()));
    }
    return inputs;
  }

  private List<ScorecardPoints> points(
      JavaRDD<ShardRow> rows, LogisticScale scaled, LogisticFit fit, LogisticCensus census) {
    float[][] values =
        IntStream.of(fit.inputs()).mapToObj(census::valuesWithNeutral).toArray(float[][]::new);
    CoverTally covers = CoverTally.measure(rows, scaled, fit, values);
    List<ScorecardPoints> points = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      points.add(
          ScorecardPoints.of(
              fit.inputs()[i], fit.coefficients()[i + 1], scale, values[i], covers.of(i)));
    }
    return points;
  }

  private ScorecardSummary card(
      LogisticFit fit, long base, List<ScorecardPoints> points, LogisticCensus census) {
    List<CardFeature> features = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      features.add(
          new CardFeature(
              data.features().get(fit.inputs()[i]),
              fit.coefficients()[i + 1],
              fit.errors()[i + 1],
              points.get(i).lowest(),
              points.get(i).highest()));
    }
    return new ScorecardSummary(
        scale,
        base,
        fit.coefficients()[0],
        fit.errors()[0],
        census.isWeighted(),
        fit.iterations(),
        fits,
        fit.loss(),
        features,
        List.copyOf(removed));
  }

  private static TrainSummary summary(int trees, ScorecardSummary card) {
    return new TrainSummary(
        ENGINE,
        1,
        1,
        0,
        Map.of("objective", "binary:logistic"),
        "logloss",
        trees - 1,
        List.of(),
        card);
  }
}

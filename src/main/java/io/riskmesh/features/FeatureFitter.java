package io.riskmesh.features;

import io.riskmesh.config.BinnedFeature;
import io.riskmesh.config.CategoricalFeature;
import io.riskmesh.config.DateFeature;
import io.riskmesh.config.FeatureConfig;
import io.riskmesh.model.DeclaredFeature;
import io.riskmesh.model.FeatureSpec;
import io.riskmesh.model.ModelFeature;
import io.riskmesh.rows.StagedColumns;
import io.riskmesh.store.RunException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Fits the declared features on train.
 *
 * <p>A number is transformed in this order: infinite becomes missing, clip at quantiles of the
 * finite values, log1p, indicator of what is missing by then, impute. Imputed values are on the
 * feature's own scale: the mean is that of the values after clip and log1p, the median is computed
 * before and then transformed by both, a constant is used as it is.
 */
public final class FeatureFitter {
  private FeatureFitter() {}

  /** Fits features with default settings: only blank text is missing, and no column is masked. */
  public static FittedFeatures fit(Dataset<Row> train, List<FeatureConfig> configs) {
    return fit(train, configs, ModelFeature.BLANK, 1, Set.of());
  }

  /**
   * Fits the features; reads train a few times, as a rule twice, and nothing else.
   *
   * @param train the staged rows of the train part
   * @param configs the features as the job declares them
   * @param missing entries that mean "no value" for features that do not declare their own
   * @param maxUnknown largest share of a column's values that a learned domain, or bins of
   *     categories, may exclude
   * @param masked columns whose values must not appear in names of features
   * @return the same features whatever the order and partitioning of the rows
   * @throws RunException {@code DATA_QUALITY} if there are no values to learn a statistic or domain
   *     from, {@code SOURCE_MISSING} if a column does not exist or has a type that cannot be read
   */
  public static FittedFeatures fit(
      Dataset<Row> train,
      List<FeatureConfig> configs,
      List<String> missing,
      double maxUnknown,
      Set<String> masked) {
    FeatureCompiler compiler = new FeatureCompiler(train.schema(), StagedColumns.RAW);
    NumberRounds rounds = new NumberRounds(configs, missing);
    NumberStatistics statistics = new NumberStatistics(train, compiler, rounds.next());
    CategoryFitter categories = new CategoryFitter(train, compiler, configs, missing);
    BinFitter bins = new BinFitter(train, compiler, binned(configs), missing, maxUnknown);
    TrainScan.TrainCounts counts = count(train, statistics, categories, bins);
    rounds.add(statistics.fit(counts.numbers()));
    fitLater(rounds, train, compiler);
    List<CategoryCounts> counted = counts.categories();
    int columns = categories.columns().size();
    FittedFeatures fitted =
        fitted(
            configs,
            rounds.fitted(),
            categories.fit(counted.subList(0, columns), maxUnknown),
            bins.fit(counts.labelled(), counted.subList(columns, counted.size())),
            missing,
            masked);
    // Features that learn nothing read no row of train; their columns are checked here.
    FeatureCompiler.compile(fitted.spec(), train.schema(), StagedColumns.RAW);
    return fitted;
  }

  /** Fits the features that refer to others with statistics; one more scan or so per round. */
  private static void fitLater(NumberRounds rounds, Dataset<Row> train, FeatureCompiler compiler) {
    for (List<UnfittedQuantity> round = rounds.next(); !round.isEmpty(); round = rounds.next()) {
      NumberStatistics statistics = new NumberStatistics(train, compiler, round);
      TrainScan.TrainCounts counts =
          TrainScan.count(
              train,
              new TrainQuestions(
                  statistics.firstScan(), TrainQuestions.CountedQuantities.NONE, List.of()));
      rounds.add(statistics.fit(counts.numbers()));
    }
  }

  private static TrainScan.TrainCounts count(
      Dataset<Row> train, NumberStatistics statistics, CategoryFitter categories, BinFitter bins) {
    TrainQuestions questions =
        new TrainQuestions(
            statistics.firstScan(),
            bins.quantities(),
            Stream.concat(categories.columns().stream(), bins.columns().stream()).toList());
    return questions.isNone()
        ? TrainScan.TrainCounts.none(questions)
        : TrainScan.count(train, questions);
  }

  private static List<BinnedFeature> binned(List<FeatureConfig> configs) {
    return configs.stream()
        .filter(BinnedFeature.class::isInstance)
        .map(BinnedFeature.class::cast)
        .toList();
  }

  private static FittedFeatures fitted(
      List<FeatureConfig> configs,
      Map<String, FittedQuantity> numbers,
      Map<String, FittedCategory> categories,
      Map<String, FittedBins> bins,
      List<String> missing,
      Set<String> masked) {
    FeatureNames names =
        new FeatureNames(
            configs.stream().filter(FeatureFitter::isNumber).map(FeatureConfig::name).toList(),
            masked);
    List<ModelFeature> features = new ArrayList<>();
    List<DeclaredFeature> declared = new ArrayList<>();
    List<FoldedInputs.FoldedFeature> folded = new ArrayList<>();
    for (FeatureConfig config : configs) {
      if (config instanceof CategoricalFeature) {
        FittedCategory category = categories.get(config.name());
        List<ModelFeature> inputs = category.features(names);
        FoldedInputs.FoldedFeature.of(features.size(), category.outOfFold(names))
            .ifPresent(folded::add);
        features.addAll(inputs);
        declared.add(category.declared(names, inputs.size()));
      } else {
        List<ModelFeature> inputs;
        if (config instanceof BinnedFeature binned) {
          inputs = bins.get(binned.name()).features(names, binned.missingValues(missing));
        } else if (config instanceof DateFeature date && date.cyclic()) {
          inputs = DateNumbers.cycle(date, date.missingValues(missing), names);
        } else {
          inputs = numbers.get(config.name()).features(names);
        }
        features.addAll(inputs);
        declared.add(
            new DeclaredFeature(
                config.name(), isNumber(config), inputs.size(), config.monotone().orElse(null)));
      }
    }
    return new FittedFeatures(
        new FeatureSpec(features),
        List.copyOf(declared),
        bins.values().stream().map(binned -> BinTable.of(binned, masked)).toList(),
        FoldedInputs.group(folded));
  }

  /** Returns whether the first input of a feature is a number, which has the feature's name. */
  private static boolean isNumber(FeatureConfig config) {
    return config.outputs().contains(config.name());
  }
}

package io.riskmesh.features;

import io.riskmesh.config.BinnedFeature;
import io.riskmesh.config.CategoricalFeature;
import io.riskmesh.config.CategoryEncoding;
import io.riskmesh.config.DateFeature;
import io.riskmesh.config.FeatureConfig;
import io.riskmesh.model.CanonicalValues;
import io.riskmesh.model.DeclaredFeature;
import io.riskmesh.model.FeatureSpec;
import io.riskmesh.model.ModelFeature;
import io.riskmesh.rows.StagedColumns;
import io.riskmesh.store.RunException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    List<CategoricalFeature> learned = learned(configs);
    BinFitter bins = new BinFitter(train, compiler, binned(configs), missing, maxUnknown);
    TrainScan.TrainCounts counts = count(train, compiler, statistics, bins, learned, missing);
    rounds.add(statistics.fit(counts.numbers()));
    fitLater(rounds, train, compiler);
    Map<String, FittedQuantity> numbers = rounds.fitted();
    int columns = learned.size();
    Map<String, List<String>> domains =
        LearnedDomains.learn(
            train, compiler, learned, counts.categories().subList(0, columns), missing, maxUnknown);
    Map<String, FittedBins> binned =
        bins.fit(
            counts.labelled(), counts.categories().subList(columns, counts.categories().size()));
    FittedFeatures fitted = fitted(configs, numbers, domains, binned, missing, masked);
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
      Dataset<Row> train,
      FeatureCompiler compiler,
      NumberStatistics statistics,
      BinFitter bins,
      List<CategoricalFeature> learned,
      List<String> missing) {
    TrainQuestions.CountedQuantities quantities = statistics.firstScan();
    List<CategoryColumn> categories = new ArrayList<>();
    for (CategoricalFeature feature : learned) {
      List<String> entries = feature.missingValues(missing);
      // Reports a column that does not exist or cannot be read as a text.
      compiler.reading(entries).text(feature.column());
      categories.add(new CategoryColumn(feature.column(), CanonicalValues.plain(entries)));
    }
    categories.addAll(bins.columns());
    TrainQuestions questions =
        new TrainQuestions(quantities, bins.quantities(), List.copyOf(categories));
    return questions.isNone()
        ? TrainScan.TrainCounts.none(questions)
        : TrainScan.count(train, questions);
  }

  private static List<CategoricalFeature> learned(List<FeatureConfig> configs) {
    return configs.stream()
        .filter(CategoricalFeature.class::isInstance)
        .map(CategoricalFeature.class::cast)
        .filter(config -> config.domain().isEmpty())
        .toList();
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
      Map<String, List<String>> domains,
      Map<String, FittedBins> bins,
      List<String> missing,
      Set<String> masked) {
    FeatureNames names =
        new FeatureNames(
            configs.stream().filter(FeatureFitter::isNumber).map(FeatureConfig::name).toList(),
            masked);
    List<ModelFeature> features = new ArrayList<>();
    List<DeclaredFeature> declared = new ArrayList<>();
    for (FeatureConfig config : configs) {
      if (config instanceof CategoricalFeature categorical) {
        List<String> domain = categorical.domain().orElseGet(() -> domains.get(categorical.name()));
        List<ModelFeature> inputs = inputs(categorical, domain, missing, names);
        features.addAll(inputs);
        declared.add(declared(categorical, domain, names, inputs.size()));
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
        bins.values().stream().map(binned -> BinTable.of(binned, masked)).toList());
  }

  /** Returns whether the first input of a feature is a number, which has the feature's name. */
  private static boolean isNumber(FeatureConfig config) {
    return config.outputs().contains(config.name());
  }

  private static DeclaredFeature declared(
      CategoricalFeature config, List<String> domain, FeatureNames names, int inputs) {
    return config.encoding() == CategoryEncoding.NATIVE
        ? new CategoryIndex(config, domain).declared(names)
        : new DeclaredFeature(config.name(), isNumber(config), inputs);
  }

  private static List<ModelFeature> inputs(
      CategoricalFeature config, List<String> domain, List<String> missing, FeatureNames names) {
    return switch (config.encoding()) {
      case ONE_HOT -> new OneHot(config, domain, missing).features(names);
      case ORDINAL ->
          List.of(
              CategoryTable.ordinal(domain)
                  .feature(names.declared(config.name()), config, missing));
      case NATIVE -> List.of(new CategoryIndex(config, domain).feature(names, missing));
    };
  }
}

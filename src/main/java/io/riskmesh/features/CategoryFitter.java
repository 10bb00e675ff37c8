package io.riskmesh.features;

import io.riskmesh.config.CategoricalFeature;
import io.riskmesh.config.FeatureConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Fits categorical features on train, whose values the first scan counts. */
final class CategoryFitter {
  private final Dataset<Row> train;
  private final FeatureCompiler compiler;
  private final List<String> missing;
  private final List<CategoricalFeature> features;
  private final List<CountedFeature> counted = new ArrayList<>();

  /**
   * Prepares the categorical features of a job.
   *
   * @param missing entries that mean "no value" for features that do not declare their own
   * @throws io.riskmesh.store.RunException {@code SOURCE_MISSING} if a column does not exist or
   *     cannot be read as a text
   */
  CategoryFitter(
      Dataset<Row> train,
      FeatureCompiler compiler,
      List<FeatureConfig> configs,
      List<String> missing) {
    this.train = train;
    this.compiler = compiler;
    this.missing = missing;
    this.features =
        configs.stream()
            .filter(CategoricalFeature.class::isInstance)
            .map(CategoricalFeature.class::cast)
            .toList();
    for (CategoricalFeature feature : features) {
      if (feature.domain().isEmpty() || feature.encoding().isCounted()) {
        CountedFeature each = new CountedFeature(feature, feature.missingValues(missing));
        compiler.reading(each.missing()).text(feature.column());
        counted.add(each);
      }
    }
  }

  /** Returns the columns to count. */
  List<CategoryColumn> columns() {
    return counted.stream().map(CountedFeature::column).toList();
  }

  /**
   * Returns the fitted features by name; runs a Spark job only for columns with too many values.
   *
   * @param counts of {@link #columns}
   * @param maxUnknown largest share of a column's values that a learned domain may exclude
   */
  Map<String, FittedCategory> fit(List<CategoryCounts> counts, double maxUnknown) {
    Map<String, CountedValues> values = values(counts);
    Map<String, FittedCategory> fitted = new LinkedHashMap<>();
    for (CategoricalFeature feature : features) {
      CountedValues found = values.getOrDefault(feature.name(), CountedValues.NONE);
      List<String> domain =
          feature.domain().orElseGet(() -> LearnedDomains.domain(feature, found, maxUnknown));
      fitted.put(feature.name(), new FittedCategory(feature, domain, found, missing));
    }
    return fitted;
  }

  private Map<String, CountedValues> values(List<CategoryCounts> counts) {
    Map<String, CountedValues> values = new HashMap<>();
    List<CountedFeature> many = new ArrayList<>();
    for (int i = 0; i < counted.size(); i++) {
      CountedFeature feature = counted.get(i);
      CategoryCounts found = counts.get(i);
      Optional<List<CategoryCounts.Category>> all = found.mostFrequent();
      if (all.isPresent()) {
        values.put(feature.config().name(), CountedValues.of(all.get(), found.missing()));
      } else {
        many.add(feature);
      }
    }
    if (!many.isEmpty()) {
      values.putAll(ManyValues.countAll(train, compiler, many));
    }
    return values;
  }
}

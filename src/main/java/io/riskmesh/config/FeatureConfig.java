package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigValue;
import io.riskmesh.config.yaml.YamlScalars;
import io.riskmesh.config.yaml.YamlWriter;
import io.riskmesh.model.CanonicalValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/** A feature that the job declares; a categorical one becomes several float columns. */
public sealed interface FeatureConfig {
  /** Returns the unique name of the feature, which its output columns start with. */
  String name();

  /** Returns the source columns that the feature reads. */
  List<String> columns();

  /** Returns whether the columns are read as numbers; otherwise they are read as text. */
  default boolean readsNumbers() {
    return true;
  }

  /** Returns the entries that have a meaning of their own: a declared domain or special codes. */
  List<String> entries();

  /** Returns the entries that mean "no value"; if empty, {@code source.missingValues} applies. */
  Optional<List<String>> missingValues();

  /**
   * Returns the entries that mean "no value" in the feature's columns: its own or, if it declares
   * none, those of the source except for entries that the feature declares as values.
   *
   * @param ofSource {@code source.missingValues}
   */
  default List<String> missingValues(List<String> ofSource) {
    Set<String> values = CanonicalValues.plain(entries());
    return missingValues()
        .orElseGet(
            () ->
                ofSource.stream()
                    .filter(entry -> !values.contains(CanonicalValues.plain(entry)))
                    .toList());
  }

  /** Returns the names of the feature's output columns, as far as they are known without data. */
  List<String> outputs();

  /** Returns the feature as in the job file, with defaults filled in. */
  Map<String, Object> yaml();

  /**
   * What replaces a missing number: nothing (NaN), a statistic of the train rows, or a constant.
   */
  enum Impute {
    NONE,
    MEAN,
    MEDIAN,
    CONSTANT
  }

  /** How two columns are combined. */
  enum Op {
    RATIO,
    DIFFERENCE,
    PRODUCT
  }

  /** How the special codes of a number are encoded; the number itself is missing in such a row. */
  enum SpecialAs {
    /** One additional float, {@code name.special}: whether the value is any of the codes. */
    INDICATOR,
    /** One additional float per code, {@code name=code}. */
    CATEGORY
  }

  /** How a categorical value outside the domain is encoded. */
  enum Unknown {
    /** A separate indicator, {@code name=unknown}. */
    BUCKET,
    /** As a missing value. */
    MISSING
  }

  /** How a missing categorical value is encoded. */
  enum Missing {
    /** Every indicator is NaN. */
    NAN,
    /** A separate indicator, {@code name=missing}. */
    BUCKET
  }

  /** Lower and upper quantile of the train rows at which values are clipped, each in [0, 1]. */
  record ClipShares(double lower, double upper) {
    private List<Object> yaml() {
      return List.of(YamlScalars.written(lower), YamlScalars.written(upper));
    }
  }

  /**
   * Options of a numeric feature. The steps run in this order: infinite values become missing,
   * clip, log1p, impute. The missing indicator ({@code name.missing}) is computed before
   * imputation.
   *
   * @param impute what replaces a missing number
   * @param constant set only if {@code impute} is {@code CONSTANT}
   * @param missingIndicator whether the feature has a missing indicator
   * @param clip quantiles at which values are clipped; empty means no clipping
   * @param log1p whether {@code log(1 + x)} is applied
   * @param codes values that are not numbers
   */
  record NumberOptions(
      Impute impute,
      OptionalDouble constant,
      boolean missingIndicator,
      Optional<ClipShares> clip,
      boolean log1p,
      Codes codes) {

    /** Creates options without codes. */
    public NumberOptions(
        Impute impute,
        OptionalDouble constant,
        boolean missingIndicator,
        Optional<ClipShares> clip,
        boolean log1p) {
      this(impute, constant, missingIndicator, clip, log1p, Codes.NONE);
    }

    private List<String> outputs(String name) {
      List<String> outputs = new ArrayList<>(List.of(name));
      if (missingIndicator) {
        outputs.add(name + ".missing");
      }
      outputs.addAll(codes.outputs(name));
      return outputs;
    }

    private Map<String, Object> yaml(YamlWriter feature) {
      return feature
          .with(
              "impute",
              constant.isPresent()
                  ? YamlScalars.written(constant.getAsDouble())
                  : ConfigValue.word(impute))
          .with("missingIndicator", missingIndicator)
          .with("clip", clip.map(ClipShares::yaml))
          .with("log1p", log1p)
          .with("missingValues", codes.missingValues().map(YamlWriter::texts))
          .fields();
    }
  }

  /**
   * Values in a numeric column that are not numbers.
   *
   * @param missingValues see {@link FeatureConfig#missingValues}
   * @param special entries with a meaning of their own, such as 98 for "not asked"; the number is
   *     missing there
   * @param specialAs how the special entries are encoded
   */
  record Codes(Optional<List<String>> missingValues, List<String> special, SpecialAs specialAs) {
    /** No codes; missing values are those of the source. */
    public static final Codes NONE =
        new Codes(Optional.empty(), List.of(), ConfigDefaults.SPECIAL_AS);

    private List<String> outputs(String name) {
      if (special.isEmpty()) {
        return List.of();
      }
      return specialAs == SpecialAs.INDICATOR
          ? List.of(name + ".special")
          : special.stream().map(code -> name + "=" + code).toList();
    }
  }

  /** A number from one column. */
  record Numeric(String name, String column, NumberOptions options) implements FeatureConfig {
    @Override
    public List<String> columns() {
      return List.of(column);
    }

    @Override
    public List<String> outputs() {
      return options.outputs(name);
    }

    @Override
    public Optional<List<String>> missingValues() {
      return options.codes().missingValues();
    }

    @Override
    public List<String> entries() {
      return options.codes().special();
    }

    @Override
    public Map<String, Object> yaml() {
      Map<String, Object> yaml =
          options.yaml(
              new YamlWriter().with("name", name).with("column", column).with("kind", "numeric"));
      yaml.put("special", YamlWriter.texts(options.codes().special()));
      if (!options.codes().special().isEmpty()) {
        yaml.put("specialAs", ConfigValue.word(options.codes().specialAs()));
      }
      return yaml;
    }
  }

  /**
   * A one-hot encoded column.
   *
   * @param name unique name
   * @param column source column
   * @param domain entries in order; empty means learned on train
   * @param maxCategories maximum size of a learned domain, chosen by frequency, then by text
   * @param unknown how a value outside the domain is encoded
   * @param missing how a missing value is encoded
   * @param missingValues see {@link FeatureConfig#missingValues}
   * @param publishDomain whether {@code features.json} may contain the domain of a masked column
   */
  record Categorical(
      String name,
      String column,
      Optional<List<String>> domain,
      int maxCategories,
      Unknown unknown,
      Missing missing,
      Optional<List<String>> missingValues,
      boolean publishDomain)
      implements FeatureConfig {

    /** Creates a feature on a column that is not masked, with the missing values of the source. */
    public Categorical(
        String name,
        String column,
        Optional<List<String>> domain,
        int maxCategories,
        Unknown unknown,
        Missing missing) {
      this(
          name,
          column,
          domain,
          maxCategories,
          unknown,
          missing,
          Optional.empty(),
          ConfigDefaults.PUBLISH_DOMAIN);
    }

    @Override
    public List<String> columns() {
      return List.of(column);
    }

    @Override
    public boolean readsNumbers() {
      return false;
    }

    @Override
    public List<String> entries() {
      return domain.orElse(List.of());
    }

    @Override
    public List<String> outputs() {
      Stream<String> values = domain.stream().flatMap(List::stream);
      Stream<String> others =
          Stream.of(
                  Optional.of("unknown").filter(x -> unknown == Unknown.BUCKET),
                  Optional.of("missing").filter(x -> missing == Missing.BUCKET))
              .flatMap(Optional::stream);
      return Stream.concat(values, others).map(value -> name + "=" + value).distinct().toList();
    }

    @Override
    public Map<String, Object> yaml() {
      YamlWriter written =
          new YamlWriter()
              .with("name", name)
              .with("column", column)
              .with("kind", "categorical")
              .with("encode", FeatureReader.ONE_HOT);
      if (domain.isPresent()) {
        written.with("domain", YamlWriter.texts(domain.get()));
      } else {
        written.with("domain", FeatureReader.LEARN).with("maxCategories", maxCategories);
      }
      if (publishDomain) {
        written.with("publishDomain", true);
      }
      return written
          .with("unknown", ConfigValue.word(unknown))
          .with("missing", ConfigValue.word(missing))
          .with("missingValues", missingValues.map(YamlWriter::texts))
          .fields();
    }
  }

  /** Two numeric columns combined, left to right; a ratio with a zero divisor is missing. */
  record Derived(String name, Op op, String left, String right, NumberOptions options)
      implements FeatureConfig {
    @Override
    public List<String> columns() {
      return List.of(left, right);
    }

    @Override
    public List<String> outputs() {
      return options.outputs(name);
    }

    @Override
    public Optional<List<String>> missingValues() {
      return options.codes().missingValues();
    }

    @Override
    public List<String> entries() {
      return options.codes().special();
    }

    @Override
    public Map<String, Object> yaml() {
      return options.yaml(
          new YamlWriter()
              .with("name", name)
              .with("kind", "derived")
              .with("op", ConfigValue.word(op))
              .with("of", columns()));
    }
  }
}

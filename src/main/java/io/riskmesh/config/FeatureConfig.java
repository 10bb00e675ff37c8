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

/** One declared feature; a categorical one becomes several floats. */
public sealed interface FeatureConfig {
  String name();

  /** Source columns that the feature reads. */
  List<String> columns();

  /** Whether the columns are read as numbers; otherwise as text. */
  default boolean readsNumbers() {
    return true;
  }

  /** Entries that have a meaning of their own: a declared domain, special codes. */
  List<String> entries();

  /** Entries that stand for "no value"; empty leaves it to {@code source.missingValues}. */
  Optional<List<String>> missingValues();

  /**
   * What stands for "no value" in its columns: its own entries, else those of the source but for
   * what the feature names as a value.
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

  /** Names of the floats that it becomes, as far as they are known without data. */
  List<String> outputs();

  /** As in the job file, defaults filled in. */
  Map<String, Object> yaml();

  /** What stands in for a missing number: nothing (NaN), a statistic of train, or a constant. */
  enum Impute {
    NONE,
    MEAN,
    MEDIAN,
    CONSTANT
  }

  /** Combines two columns. */
  enum Op {
    RATIO,
    DIFFERENCE,
    PRODUCT
  }

  /** What special codes of a number become, beside a gap in the number itself. */
  enum SpecialAs {
    /** One more float, {@code name.special}: whether the value is any of the codes. */
    INDICATOR,
    /** One more float for each code, {@code name=code}. */
    CATEGORY
  }

  /** Where a categorical value goes that the domain lacks. */
  enum Unknown {
    /** An indicator of its own, {@code name=unknown}. */
    BUCKET,
    /** Treated as missing. */
    MISSING
  }

  /** Where a missing categorical value goes. */
  enum Missing {
    /** Every indicator is NaN. */
    NAN,
    /** An indicator of its own, {@code name=missing}. */
    BUCKET
  }

  /** Lower and upper quantile of train, each in [0, 1]. */
  record ClipShares(double lower, double upper) {
    private List<Object> yaml() {
      return List.of(YamlScalars.written(lower), YamlScalars.written(upper));
    }
  }

  /**
   * Order of the steps: infinite values become missing, clip, log1p, impute; the missing indicator
   * ({@code name.missing}) is taken before imputation.
   *
   * @param constant set exactly when {@code impute} is {@code CONSTANT}
   * @param codes values that are no numbers
   */
  record NumberOptions(
      Impute impute,
      OptionalDouble constant,
      boolean missingIndicator,
      Optional<ClipShares> clip,
      boolean log1p,
      Codes codes) {

    /** Without codes. */
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
   * Values of a number's column that are no numbers.
   *
   * @param missingValues see {@link FeatureConfig#missingValues}
   * @param special entries that mean something of their own, such as 98 for "not asked"; the number
   *     is missing there
   */
  record Codes(Optional<List<String>> missingValues, List<String> special, SpecialAs specialAs) {
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
   * One-hot.
   *
   * @param domain entries in order; empty means learned on train
   * @param maxCategories most values that a learned domain keeps, by frequency, then by text
   * @param publishDomain whether {@code features.json} may hold the domain of a masked column
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

    /** With the source's missing values, of a column that is not masked. */
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

  /** Two numeric columns combined, left to right; a ratio with divisor zero is missing. */
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

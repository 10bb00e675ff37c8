package io.riskmesh.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
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
  record Clip(double lower, double upper) {
    private List<Object> yaml() {
      return List.of(Scalars.written(lower), Scalars.written(upper));
    }
  }

  /**
   * Order of the steps: infinite values become missing, clip, log1p, impute; the missing indicator
   * ({@code name.missing}) is taken before imputation.
   *
   * @param constant set exactly when {@code impute} is {@code CONSTANT}
   */
  record NumberOptions(
      Impute impute,
      OptionalDouble constant,
      boolean missingIndicator,
      Optional<Clip> clip,
      boolean log1p) {

    private List<String> outputs(String name) {
      return missingIndicator ? List.of(name, name + ".missing") : List.of(name);
    }

    private Map<String, Object> yaml(Written feature) {
      return feature
          .with(
              "impute",
              constant.isPresent() ? Scalars.written(constant.getAsDouble()) : Value.word(impute))
          .with("missingIndicator", missingIndicator)
          .with("clip", clip.map(Clip::yaml))
          .with("log1p", log1p)
          .fields();
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
    public Map<String, Object> yaml() {
      return options.yaml(
          new Written().with("name", name).with("column", column).with("kind", "numeric"));
    }
  }

  /**
   * One-hot.
   *
   * @param domain canonical texts in order; empty means learned on train
   * @param maxCategories most values that a learned domain keeps, by frequency, then by text
   */
  record Categorical(
      String name,
      String column,
      Optional<List<String>> domain,
      int maxCategories,
      Unknown unknown,
      Missing missing)
      implements FeatureConfig {
    @Override
    public List<String> columns() {
      return List.of(column);
    }

    @Override
    public boolean readsNumbers() {
      return false;
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
      Written written =
          new Written()
              .with("name", name)
              .with("column", column)
              .with("kind", "categorical")
              .with("encode", FeatureReader.ONE_HOT);
      if (domain.isPresent()) {
        written.with("domain", Written.texts(domain.get()));
      } else {
        written.with("domain", FeatureReader.LEARN).with("maxCategories", maxCategories);
      }
      return written
          .with("unknown", Value.word(unknown))
          .with("missing", Value.word(missing))
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
    public Map<String, Object> yaml() {
      return options.yaml(
          new Written()
              .with("name", name)
              .with("kind", "derived")
              .with("op", Value.word(op))
              .with("of", columns()));
    }
  }
}

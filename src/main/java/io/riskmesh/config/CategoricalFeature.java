package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigValue;
import io.riskmesh.config.yaml.YamlScalars;
import io.riskmesh.config.yaml.YamlWriter;
import io.riskmesh.model.MonotoneDirection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * A column whose values are categories.
 *
 * @param name unique name
 * @param column source column
 * @param encoding how values become floats
 * @param domain entries in order; empty means learned on train
 * @param maxCategories maximum size of a learned domain, chosen by frequency, then by text
 * @param unknown how a value outside the domain is encoded
 * @param missing how a missing value is encoded
 * @param missingValues see {@link FeatureConfig#missingValues}
 * @param publishDomain whether {@code features.json} may contain the domain of a masked column
 * @param minShare share of the train rows with a value below which a value is rare and not in a
 *     learned domain; empty groups no rare values
 * @param smoothing how the means of {@link CategoryEncoding#TARGET_MEAN} are estimated
 * @param monotone how the score follows the order of {@link CategoryEncoding#ORDINAL}; empty if it
 *     may go either way
 */
public record CategoricalFeature(
    String name,
    String column,
    CategoryEncoding encoding,
    Optional<List<String>> domain,
    int maxCategories,
    Unknown unknown,
    Missing missing,
    Optional<List<String>> missingValues,
    boolean publishDomain,
    OptionalDouble minShare,
    TargetSmoothing smoothing,
    Optional<MonotoneDirection> monotone)
    implements FeatureConfig {
  /** How a categorical value outside the domain is encoded. */
  public enum Unknown {
    /**
     * A category of its own: the indicator {@code name=unknown}, or {@code name=rare} if rare
     * values are grouped.
     */
    BUCKET,
    /** As a missing value. */
    MISSING
  }

  /** How a missing categorical value is encoded. */
  public enum Missing {
    /** Every float of the feature is NaN. */
    NAN,
    /** A category of its own: the indicator {@code name=missing}. */
    BUCKET
  }

  /** Creates a feature that the score may follow in either direction. */
  public CategoricalFeature(
      String name,
      String column,
      CategoryEncoding encoding,
      Optional<List<String>> domain,
      int maxCategories,
      Unknown unknown,
      Missing missing,
      Optional<List<String>> missingValues,
      boolean publishDomain,
      OptionalDouble minShare,
      TargetSmoothing smoothing) {
    this(
        name,
        column,
        encoding,
        domain,
        maxCategories,
        unknown,
        missing,
        missingValues,
        publishDomain,
        minShare,
        smoothing,
        Optional.empty());
  }

  /**
   * Creates a one-hot encoded feature on a column that is not masked, with the missing values of
   * the source.
   */
  public CategoricalFeature(
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

  /** Creates a one-hot encoded feature that groups no rare values. */
  public CategoricalFeature(
      String name,
      String column,
      Optional<List<String>> domain,
      int maxCategories,
      Unknown unknown,
      Missing missing,
      Optional<List<String>> missingValues,
      boolean publishDomain) {
    this(
        name,
        column,
        CategoryEncoding.ONE_HOT,
        domain,
        maxCategories,
        unknown,
        missing,
        missingValues,
        publishDomain,
        OptionalDouble.empty(),
        TargetSmoothing.DEFAULT);
  }

  /** Returns an encoding in a declared order, which the score follows in one direction. */
  public static CategoricalFeature ordinal(
      String name, String column, List<String> domain, MonotoneDirection direction) {
    return new CategoricalFeature(
        name,
        column,
        CategoryEncoding.ORDINAL,
        Optional.of(domain),
        ConfigDefaults.MAX_TABLE_CATEGORIES,
        Unknown.MISSING,
        Missing.NAN,
        Optional.empty(),
        ConfigDefaults.PUBLISH_DOMAIN,
        OptionalDouble.empty(),
        TargetSmoothing.DEFAULT,
        Optional.of(direction));
  }

  @Override
  public List<String> columns() {
    return List.of(column);
  }

  @Override
  public List<String> numbers() {
    return List.of();
  }

  @Override
  public List<String> texts() {
    return columns();
  }

  @Override
  public boolean needsConsent() {
    return !publishDomain;
  }

  @Override
  public List<String> entries() {
    return domain.orElse(List.of());
  }

  @Override
  public List<String> outputs() {
    if (encoding.isNumber()) {
      return List.of(name);
    }
    Stream<String> values = domain.stream().flatMap(List::stream);
    Stream<String> others =
        Stream.of(
                Optional.of(other()).filter(x -> unknown == Unknown.BUCKET),
                Optional.of("missing").filter(x -> missing == Missing.BUCKET))
            .flatMap(Optional::stream);
    return Stream.concat(values, others).map(value -> name + "=" + value).distinct().toList();
  }

  /** Returns what values outside the domain are called in the name of their indicator. */
  public String other() {
    return minShare.isPresent() ? "rare" : "unknown";
  }

  @Override
  public Map<String, Object> yaml() {
    YamlWriter written =
        new YamlWriter()
            .with("name", name)
            .with("column", column)
            .with("kind", "categorical")
            .with("encode", ConfigValue.word(encoding));
    if (domain.isPresent()) {
      written.with("domain", YamlWriter.texts(domain.get()));
    } else {
      written.with("domain", CategoryReader.LEARN).with("maxCategories", maxCategories);
    }
    if (minShare.isPresent()) {
      written.with("minShare", YamlScalars.written(minShare.getAsDouble()));
    }
    if (encoding == CategoryEncoding.TARGET_MEAN) {
      written
          .with("smoothing", YamlScalars.written(smoothing.priorRows()))
          .with("folds", smoothing.folds());
    }
    if (publishDomain) {
      written.with("publishDomain", true);
    }
    monotone.ifPresent(direction -> written.with("monotone", ConfigValue.word(direction)));
    return written
        .with("unknown", ConfigValue.word(unknown))
        .with("missing", ConfigValue.word(missing))
        .with("missingValues", missingValues.map(YamlWriter::texts))
        .fields();
  }
}

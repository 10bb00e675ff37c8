package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigValue;
import io.riskmesh.config.yaml.YamlWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    boolean publishDomain)
    implements FeatureConfig {
  /** How a categorical value outside the domain is encoded. */
  public enum Unknown {
    /** A separate indicator, {@code name=unknown}. */
    BUCKET,
    /** As a missing value. */
    MISSING
  }

  /** How a missing categorical value is encoded. */
  public enum Missing {
    /** Every indicator is NaN. */
    NAN,
    /** A separate indicator, {@code name=missing}. */
    BUCKET
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
        ConfigDefaults.ENCODING,
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
            .with("encode", ConfigValue.word(encoding));
    if (domain.isPresent()) {
      written.with("domain", YamlWriter.texts(domain.get()));
    } else {
      written.with("domain", CategoryReader.LEARN).with("maxCategories", maxCategories);
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

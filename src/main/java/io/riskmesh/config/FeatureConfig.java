package io.riskmesh.config;

import io.riskmesh.model.CanonicalValues;
import io.riskmesh.model.MonotoneDirection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A feature that the job declares; a categorical one becomes several float columns. */
public sealed interface FeatureConfig permits NumericFeature, CategoricalFeature, DerivedFeature {
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
    Set<String> values = entries().stream().map(this::matched).collect(Collectors.toSet());
    return missingValues()
        .orElseGet(
            () -> ofSource.stream().filter(entry -> !values.contains(matched(entry))).toList());
  }

  /** Returns the text that is equal for entries which match the same values of the columns. */
  default String matched(String entry) {
    return readsNumbers() ? CanonicalValues.code(entry) : CanonicalValues.plain(entry);
  }

  /**
   * Returns how the score must follow the feature's number, which is the first of its outputs;
   * empty if it may go either way, or if there is no such number.
   */
  default Optional<MonotoneDirection> monotone() {
    return Optional.empty();
  }

  /** Returns the names of the feature's output columns, as far as they are known without data. */
  List<String> outputs();

  /** Returns the feature as in the job file, with defaults filled in. */
  Map<String, Object> yaml();
}

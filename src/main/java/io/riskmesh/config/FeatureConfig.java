package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.model.CanonicalValues;
import io.riskmesh.model.MonotoneDirection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A feature that the job declares; a categorical one becomes several float columns. */
public sealed interface FeatureConfig permits NumberFeature, CategoricalFeature, BinnedFeature {
  /** Returns the unique name of the feature, which its output columns start with. */
  String name();

  /** Returns the source columns that the feature itself reads. */
  List<String> columns();

  /** Returns the columns that are read as numbers. */
  default List<String> numbers() {
    return columns();
  }

  /** Returns the columns that are read as text. */
  default List<String> texts() {
    return List.of();
  }

  /** Returns the columns that are read as dates or times. */
  default List<String> times() {
    return List.of();
  }

  /** Returns the columns that the feature depends on, also through other features. */
  default List<String> sources() {
    return columns();
  }

  /** Returns whether the feature has no value in a row that lacks one of its columns. */
  default boolean needsEveryColumn() {
    return true;
  }

  /**
   * Returns whether {@code features.json} may not yet contain the values that the feature compares
   * with, if its column is masked.
   */
  default boolean needsConsent() {
    return false;
  }

  /** Returns whether the feature is one number, which a later one can refer to. */
  default boolean isNumber() {
    return false;
  }

  /** Returns the size of the expression tree of such a number, at most. */
  default FormulaSize size() {
    return FormulaSize.ofColumn(entries().size());
  }

  /**
   * Returns the feature with what it takes from the source and from the features before it.
   *
   * @param node receives the problems
   */
  default FeatureConfig linked(FeatureLinks links, ConfigNode node) {
    return this;
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
    return texts().isEmpty() ? CanonicalValues.code(entry) : CanonicalValues.plain(entry);
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

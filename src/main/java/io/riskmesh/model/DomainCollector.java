package io.riskmesh.model;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Collects the values of each column that the features compare with, and the columns that they read
 * as numbers; computes no numbers.
 */
final class DomainCollector implements ExprInterpreter<DomainCollector> {
  private final Map<String, Set<String>> domains = new HashMap<>();
  private final Map<String, Set<String>> lookups = new HashMap<>();
  private final Set<String> numbers = new HashSet<>();

  /**
   * Returns the plain texts of the values, by column. Keys of a look-up in a column that is read as
   * a number are codes, which are not all of its values.
   */
  Map<String, Set<String>> domains() {
    Map<String, Set<String>> all = new HashMap<>(domains);
    lookups.forEach(
        (column, keys) -> {
          if (!numbers.contains(column)) {
            all.merge(
                column,
                keys,
                (one, other) ->
                    Stream.concat(one.stream(), other.stream()).collect(Collectors.toSet()));
          }
        });
    return all;
  }

  /** Returns the columns that are read as numbers. */
  Set<String> numbers() {
    return numbers;
  }

  @Override
  public DomainCollector equal(String column, String value) {
    domains.computeIfAbsent(column, name -> new HashSet<>()).add(CanonicalValues.plain(value));
    return this;
  }

  @Override
  public DomainCollector number(String column) {
    numbers.add(column);
    return this;
  }

  @Override
  public DomainCollector constant(double value) {
    return this;
  }

  @Override
  public DomainCollector arithmetic(
      ArithmeticOperator operator, DomainCollector left, DomainCollector right) {
    return this;
  }

  @Override
  public DomainCollector isMissing(DomainCollector of) {
    return this;
  }

  @Override
  public DomainCollector choose(
      DomainCollector condition, DomainCollector then, DomainCollector otherwise) {
    return this;
  }

  @Override
  public DomainCollector fill(DomainCollector of, double value) {
    return this;
  }

  @Override
  public DomainCollector clip(DomainCollector of, double lower, double upper) {
    return this;
  }

  @Override
  public DomainCollector log1p(DomainCollector of) {
    return this;
  }

  @Override
  public DomainCollector finite(DomainCollector of) {
    return this;
  }

  @Override
  public DomainCollector isTextMissing(String column) {
    return this;
  }

  @Override
  public DomainCollector lookup(String column, Map<String, Double> table, double otherwise) {
    lookups
        .computeIfAbsent(column, name -> new HashSet<>())
        .addAll(CanonicalValues.plain(table.keySet()));
    return this;
  }

  @Override
  public DomainCollector binSearch(DomainCollector of, List<Double> cuts, List<Double> values) {
    return this;
  }
}

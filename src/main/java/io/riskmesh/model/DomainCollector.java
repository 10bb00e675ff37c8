package io.riskmesh.model;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Collects the values of each column that a feature distinguishes, the columns that it reads as
 * numbers, and where bins of numbers begin; computes no numbers.
 */
final class DomainCollector implements ExprInterpreter<DomainCollector> {
  private final Map<String, Set<String>> compared = new HashMap<>();
  private final Map<String, Set<String>> tables = new HashMap<>();
  private final Set<String> numbers = new HashSet<>();
  private final SortedSet<Double> cuts = new TreeSet<>();

  /**
   * Adds the plain texts of the values, by column. A table over a column that is also read as a
   * number lists the few texts that are no number, and is no domain.
   */
  void addTo(Map<String, Set<String>> domains) {
    add(compared, domains);
    tables.keySet().removeAll(numbers);
    add(tables, domains);
  }

  private static void add(Map<String, Set<String>> found, Map<String, Set<String>> domains) {
    found.forEach(
        (column, values) ->
            domains.computeIfAbsent(column, name -> new HashSet<>()).addAll(values));
  }

  /** Returns the columns that are read as numbers. */
  Set<String> numbers() {
    return numbers;
  }

  /** Returns where bins of numbers begin, without the first of each search. */
  SortedSet<Double> cuts() {
    return cuts;
  }

  @Override
  public DomainCollector equal(String column, String value) {
    compared.computeIfAbsent(column, name -> new HashSet<>()).add(CanonicalValues.plain(value));
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
    tables
        .computeIfAbsent(column, name -> new HashSet<>())
        .addAll(CanonicalValues.plain(table.keySet()));
    return this;
  }

  @Override
  public DomainCollector binSearch(DomainCollector of, List<Double> begins, List<Double> values) {
    cuts.addAll(begins);
    return this;
  }

  @Override
  public DomainCollector logic(
      LogicOperator operator, DomainCollector left, DomainCollector right) {
    return this;
  }

  @Override
  public DomainCollector absolute(DomainCollector of) {
    return this;
  }

  @Override
  public DomainCollector pick(DomainCollector of, List<Double> values) {
    return this;
  }

  @Override
  public DomainCollector reading(List<String> missing) {
    return this;
  }

  @Override
  public DomainCollector day(String column, String format) {
    return this;
  }

  @Override
  public DomainCollector datePart(DatePart part, DomainCollector of) {
    return this;
  }

  @Override
  public DomainCollector age(AgeUnit unit, DomainCollector from, DomainCollector to) {
    return this;
  }
}

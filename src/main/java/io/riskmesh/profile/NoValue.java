package io.riskmesh.profile;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import io.riskmesh.catalog.Canonical;
import io.riskmesh.config.JobConfig;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;

/**
 * Values that the job's {@code source.missingValues} name: a text, without blanks around it, that
 * is one of the entries, or a plain decimal number that is equal to one. They are missing in all
 * columns but the key, the label, the weight and the time.
 */
final class NoValue {
  /** As an entry is a number, see {@link io.riskmesh.scoring.Values#plain}. */
  private static final String PLAIN = "[-+]?((0|[1-9][0-9]*)(\\.[0-9]*)?|\\.[0-9]+)";

  private final List<String> entries;
  private final List<Double> numbers;
  private final Set<String> exempt = new HashSet<>();

  private NoValue(JobConfig job) {
    entries = job.source().missingValues();
    numbers = entries.stream().filter(e -> e.matches(PLAIN)).map(Double::valueOf).toList();
    exempt.add(job.label().column());
    exempt.addAll(job.source().key());
    exempt.addAll(job.split().reads());
    job.source().weight().ifPresent(exempt::add);
    job.source().eventTime().ifPresent(exempt::add);
  }

  static NoValue of(JobConfig job) {
    return new NoValue(job);
  }

  /** The column's value, null where it is one of them. */
  Column without(SourceColumn column) {
    Column value = column.value();
    return entries.isEmpty() || !column.isSingle() || exempt.contains(column.name())
        ? value
        : when(isOne(column, value), lit(null)).otherwise(value);
  }

  private Column isOne(SourceColumn column, Column value) {
    if (column.type() instanceof StringType) {
      Column text = trim(value);
      Column isEntry = text.isin(entries.toArray());
      return numbers.isEmpty()
          ? isEntry
          : isEntry.or(text.rlike("^" + PLAIN + "$").and(isNumber(text)));
    }
    return column.type() instanceof NumericType
        ? isNumber(value)
        : Canonical.text(value, column.type()).isin(entries.toArray());
  }

  private Column isNumber(Column value) {
    return value.cast(DataTypes.DoubleType).isin(numbers.toArray());
  }
}

package io.riskmesh.profile;

import io.riskmesh.config.JobConfig;
import io.riskmesh.rows.CanonicalColumns;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;

/**
 * The values named in the job's {@code source.missingValues}. They are missing in all columns
 * except the key, the label, the weight, the event time and the columns that the split reads.
 */
record NoValue(List<String> entries, Set<String> exempt) {

  static NoValue of(JobConfig job) {
    Set<String> exempt = new HashSet<>(job.source().key());
    exempt.add(job.label().column());
    exempt.addAll(job.split().reads());
    job.source().weight().ifPresent(exempt::add);
    job.source().eventTime().ifPresent(exempt::add);
    return new NoValue(job.source().missingValues(), exempt);
  }

  /** Returns the column's value; null if it is one of them. */
  Column without(SourceColumn column) {
    return column.isSingle() && !exempt.contains(column.name())
        ? CanonicalColumns.present(column.value(), column.type(), entries)
        : column.value();
  }
}

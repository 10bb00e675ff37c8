package io.riskmesh.profile;

import io.riskmesh.config.JobConfig;
import io.riskmesh.rows.CanonicalColumns;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;

/**
 * Values that the job's {@code source.missingValues} name: they are missing in all columns but the
 * key, the label, the weight and the time.
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

  /** The column's value, null where it is one of them. */
  Column without(SourceColumn column) {
    return column.isSingle() && !exempt.contains(column.name())
        ? CanonicalColumns.present(column.value(), column.type(), entries)
        : column.value();
  }
}

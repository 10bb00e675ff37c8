package io.riskmesh.drift;

import io.riskmesh.catalog.ColumnRoles;
import io.riskmesh.catalog.SourcePin;
import io.riskmesh.config.JobConfig;
import io.riskmesh.quality.SchemaCheck;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Differences between a source's columns then and now.
 *
 * @param refused why a run would refuse the column, by column
 * @param reasons columns that the job uses and that are missing or have another type
 * @param notes columns that were added or removed and that the job does not use
 */
public record SchemaChange(
    Map<String, String> refused, List<RetrainReason> reasons, List<String> notes) {

  /**
   * Compares the columns.
   *
   * @param then columns that the run pinned
   */
  public static SchemaChange compare(
      List<SourcePin.PinnedColumn> then, StructType now, boolean isText, JobConfig job) {
    Map<String, String> before = new LinkedHashMap<>();
    then.forEach(column -> before.put(column.name(), column.type()));
    Map<String, String> after =
        Arrays.stream(now.fields())
            .collect(Collectors.toMap(StructField::name, field -> field.dataType().sql()));
    Map<String, String> refused = SchemaCheck.problems(now, isText, job);
    List<RetrainReason> reasons = new ArrayList<>();
    for (String column : ColumnRoles.of(job).used()) {
      reason(column, before.get(column), after.get(column), refused.get(column), reasons);
    }
    List<String> notes = new ArrayList<>();
    note("added", after, before, job, notes);
    note("removed", before, after, job, notes);
    return new SchemaChange(refused, reasons, notes);
  }

  private static void reason(
      String column, String before, String after, String refusal, List<RetrainReason> reasons) {
    if (refusal != null) {
      String rule = after == null ? "columnMissing" : "columnRetyped";
      String message =
          "%s. A run would fail here with outcome source_missing (20)."
              .formatted(capitalised(refusal));
      reasons.add(new RetrainReason(rule, column, null, null, message));
    } else if (before != null && !before.equals(after)) {
      String message =
          "Column %s was %s and is now %s. A run would read it: values are read as canonical text or numbers, so a value stays the same in either type."
              .formatted(column, before, after);
      reasons.add(new RetrainReason("columnRetyped", column, null, null, message));
    }
  }

  private static String capitalised(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  private static void note(
      String what,
      Map<String, String> there,
      Map<String, String> missing,
      JobConfig job,
      List<String> notes) {
    Set<String> used = ColumnRoles.of(job).used();
    List<String> columns =
        there.keySet().stream()
            .filter(name -> !missing.containsKey(name) && !used.contains(name))
            .sorted()
            .map(name -> "%s (%s)".formatted(name, there.get(name)))
            .toList();
    if (columns.isEmpty()) {
      return;
    }
    // Without a column of the job, the first line of a file may be a record instead of a header.
    String shown =
        used.stream().anyMatch(there::containsKey)
            ? String.join(", ", columns)
            : "%,d, whose names may be values".formatted(columns.size());
    notes.add("Columns %s, none of which the job uses: %s.".formatted(what, shown));
  }
}

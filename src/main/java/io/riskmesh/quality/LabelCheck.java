package io.riskmesh.quality;

import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.riskmesh.catalog.Staged;
import io.riskmesh.config.LabelConfig;
import io.riskmesh.quality.QualityReport.Violation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * A label has two values, both of them seen. The values are looked up only when the check fails.
 *
 * @param least least hash of a negative label's text
 * @param greatest greatest such hash; another one means a third value
 */
record LabelCheck(
    LabelConfig label,
    Dataset<Row> values,
    boolean hidden,
    Scan.Handle positives,
    Scan.Handle negatives,
    Scan.Handle least,
    Scan.Handle greatest)
    implements Check {
  private static final int SHOWN = 5;
  private static final int LONGEST = 20;

  static LabelCheck in(Sheet sheet, Dataset<Row> staged) {
    LabelConfig label = sheet.job().label();
    Column text = sheet.text(label.column());
    Column hash = xxhash64(sheet.plain(label.column()));
    Column negative = Staged.column(Staged.LABEL).equalTo(0f);
    Scan scan = sheet.scan();
    return new LabelCheck(
        label,
        staged.select(text.as("value")).na().drop().distinct(),
        sheet.mask().hides(label.column()),
        scan.rowsWhere(Staged.column(Staged.LABEL).equalTo(1f)),
        scan.rowsWhere(negative),
        scan.add(min(when(negative, hash))),
        scan.add(max(when(negative, hash))));
  }

  @Override
  public Optional<Violation> verdict(Scan.Result result, long rows) {
    long negative = result.count(negatives);
    long positive = result.count(positives);
    if (positive + negative == 0) {
      return Optional.empty();
    }
    if (positive == 0) {
      return violation(rows, "no row has the positive value%s".formatted(positive()));
    }
    if (negative == 0) {
      return violation(rows, "every row has the positive value%s".formatted(positive()));
    }
    return result.value(least).equals(result.value(greatest))
        ? Optional.empty()
        : violation(negative, "more than two values");
  }

  private String positive() {
    return hidden ? "" : " \"" + label.positive() + "\"";
  }

  private Optional<Violation> violation(long count, String found) {
    String message =
        "label on %s: %s%s; two classes are needed: set label.positive, or leave other rows out with source.filter"
            .formatted(label.column(), found, hidden ? "" : " (seen: " + seen() + ")");
    return Optional.of(new Violation("label", label.column(), count, null, message));
  }

  private String seen() {
    List<String> some = values.as(Encoders.STRING()).sort("value").limit(SHOWN + 1).collectAsList();
    return some.stream()
            .limit(SHOWN)
            .map(value -> value.length() > LONGEST ? value.substring(0, LONGEST) + "..." : value)
            .collect(Collectors.joining(", "))
        + (some.size() > SHOWN ? ", ..." : "");
  }
}

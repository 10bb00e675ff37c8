package io.riskmesh.profile;

import io.riskmesh.config.FeatureConfig;
import io.riskmesh.config.FeatureConfig.Categorical;
import io.riskmesh.config.FeatureConfig.Impute;
import io.riskmesh.config.FeatureConfig.Missing;
import io.riskmesh.config.FeatureConfig.NumberOptions;
import io.riskmesh.config.FeatureConfig.Numeric;
import io.riskmesh.config.FeatureConfig.Unknown;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Features by what their columns are, under names that a job may use and no two share. */
final class FeatureNaming {
  /** Numbers with so few values are taken for codes. */
  private static final long MOST_CODES = 12;

  private static final NumberOptions PLAIN =
      new NumberOptions(Impute.NONE, OptionalDouble.empty(), false, Optional.empty(), false);

  private final Set<String> taken = new HashSet<>();

  /** The feature of a column. */
  FeatureConfig unique(ColumnProfile column) {
    String allowed = column.name().replaceAll("[\\[\\]<\\p{Cntrl}]", "_").replaceFirst("^_+", "");
    String base = allowed.isBlank() ? "column" : allowed;
    FeatureConfig feature = feature(base, column);
    for (int i = 2; isTaken(feature); i++) {
      feature = feature(base + "_" + i, column);
    }
    taken.add(feature.name());
    taken.addAll(feature.outputs());
    return feature;
  }

  private boolean isTaken(FeatureConfig feature) {
    return taken.contains(feature.name()) || feature.outputs().stream().anyMatch(taken::contains);
  }

  private static FeatureConfig feature(String name, ColumnProfile column) {
    return isCategorical(column)
        ? new Categorical(
            name,
            column.name(),
            Optional.of(domain(column)).filter(values -> !values.isEmpty()),
            (int) Candidates.MOST_CATEGORIES,
            Unknown.BUCKET,
            column.nullShare() > 0 ? Missing.BUCKET : Missing.NAN)
        : new Numeric(name, column.name(), PLAIN);
  }

  private static boolean isCategorical(ColumnProfile column) {
    return column.kind() == Kind.TEXT
        || (column.isOpen()
            && column.isByValue()
            && !domain(column).isEmpty()
            && column.distinct() <= MOST_CODES);
  }

  /** The values that may be told; empty, to be learned, where they are not all short and few. */
  static List<String> domain(ColumnProfile column) {
    List<String> values =
        column.cells().stream()
            .filter(cell -> cell.type() == Cell.Type.VALUE)
            .map(Cell::name)
            .toList();
    boolean isUsable =
        column.distinct() != null
            && column.distinct() <= SecondPass.TOP
            && values.stream().allMatch(v -> v.length() < SecondPass.LONGEST)
            && values.stream().allMatch(Candidates::isPlain);
    return isUsable ? values : List.of();
  }
}

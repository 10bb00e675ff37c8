package io.riskmesh.profile;

import io.riskmesh.config.CategoricalFeature;
import io.riskmesh.config.CategoricalFeature.Missing;
import io.riskmesh.config.CategoricalFeature.Unknown;
import io.riskmesh.config.FeatureConfig;
import io.riskmesh.config.NumberOptions;
import io.riskmesh.config.NumberOptions.Codes;
import io.riskmesh.config.NumberOptions.Impute;
import io.riskmesh.config.NumberOptions.SpecialAs;
import io.riskmesh.config.NumericFeature;
import io.riskmesh.model.CanonicalValues;
import io.riskmesh.model.MonotoneDirection;
import io.riskmesh.model.NumberText;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/** Creates the features that suit their columns, with valid and unique names. */
final class FeatureNaming {
  /** Most distinct values of a number that is still treated as a category code. */
  private static final long MAX_CODES = 12;

  private final List<String> missingValues;
  private final Set<String> taken = new HashSet<>();

  /** Creates a naming, given the source's missing values, which a feature's own would replace. */
  FeatureNaming(List<String> missingValues) {
    this.missingValues = missingValues;
  }

  /** Creates the feature of a column. */
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

  private FeatureConfig feature(String name, ColumnProfile column) {
    if (!isCategorical(column)) {
      return number(name, column, MonotoneTrend.of(column));
    }
    Optional<ValueOrder> order = ValueOrder.of(column).filter(o -> isShort(o.values()));
    return order
        .map(
            found ->
                // Counts start at 0 and may go on beyond what was seen; codes start at 1.
                found.isComplete() && !isShown(column, "0")
                    ? CategoricalFeature.ordinal(
                        name, column.name(), found.values(), found.direction())
                    : number(name, column, Optional.of(found.direction())))
        .orElseGet(() -> category(name, column));
  }

  private FeatureConfig category(String name, ColumnProfile column) {
    return new CategoricalFeature(
        name,
        column.name(),
        Optional.of(domain(column)).filter(values -> !values.isEmpty()),
        (int) FeatureCandidates.MAX_CATEGORIES,
        Unknown.BUCKET,
        column.nullShare() > 0 ? Missing.BUCKET : Missing.NAN,
        // In a categorical feature, a code is one more category.
        missing(column.gaps().missingValues().stream().filter(v -> !isShown(column, v))),
        false);
  }

  private FeatureConfig number(
      String name, ColumnProfile column, Optional<MonotoneDirection> monotone) {
    return new NumericFeature(name, column.name(), options(column, monotone));
  }

  private NumberOptions options(ColumnProfile column, Optional<MonotoneDirection> monotone) {
    GapProposal gaps = column.gaps();
    SpecialAs as = gaps.special().size() > 1 ? SpecialAs.CATEGORY : SpecialAs.INDICATOR;
    Codes codes = new Codes(missing(gaps.missingValues().stream()), gaps.special(), as);
    return new NumberOptions(
        Impute.NONE, OptionalDouble.empty(), false, Optional.empty(), false, codes, monotone);
  }

  /**
   * Adds the source's own missing values, which a feature's list replaces; empty if there is no
   * list.
   */
  private Optional<List<String>> missing(Stream<String> own) {
    List<String> found = own.toList();
    Set<String> seen = new HashSet<>();
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Stream.concat(missingValues.stream(), found.stream())
                .filter(entry -> seen.add(CanonicalValues.plain(entry)))
                .toList());
  }

  private static boolean isShown(ColumnProfile column, String value) {
    return column.cells().stream()
        .anyMatch(cell -> cell.type() == ProfileCell.CellType.VALUE && cell.name().equals(value));
  }

  private static boolean isCategorical(ColumnProfile column) {
    return column.kind() == ColumnKind.TEXT
        || (column.isOpen()
            && column.isByValue()
            && !domain(column).isEmpty()
            && column.distinct() <= MAX_CODES
            && !isNumberWithGaps(column));
  }

  /**
   * Returns whether the column is numeric with codes for missing values. A text or a code for "no
   * number" implies numbers. In categories, which start at 1 where counts start at 0, a code is one
   * more category.
   */
  private static boolean isNumberWithGaps(ColumnProfile column) {
    GapProposal gaps = column.gaps();
    boolean hasTexts = gaps.missingValues().stream().anyMatch(v -> NumberText.number(v) == null);
    return column.kind() == ColumnKind.NUMBER
        && !gaps.isNone()
        && (hasTexts || isShown(column, "0"));
  }

  /**
   * Returns the values that may be shown; empty, so that the domain is learned, unless they are all
   * short and few.
   */
  static List<String> domain(ColumnProfile column) {
    List<String> values =
        column.cells().stream()
            .filter(cell -> cell.type() == ProfileCell.CellType.VALUE)
            .map(ProfileCell::name)
            .toList();
    boolean isUsable =
        column.distinct() != null && column.distinct() <= SecondPass.TOP && isShort(values);
    return isUsable ? values : List.of();
  }

  private static boolean isShort(List<String> values) {
    return values.stream().allMatch(v -> v.length() < SecondPass.MAX_LENGTH)
        && values.stream().allMatch(FeatureCandidates::isPlain);
  }
}

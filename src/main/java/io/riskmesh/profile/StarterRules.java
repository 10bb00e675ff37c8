package io.riskmesh.profile;

import io.riskmesh.config.QualityRule;
import io.riskmesh.config.QualityRule.Allowed;
import io.riskmesh.config.QualityRule.Nulls;
import io.riskmesh.config.QualityRule.Range;
import io.riskmesh.model.CanonicalValues;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Derives quality rules that the profiled rows meet, with a margin for rows not yet seen. */
final class StarterRules {
  /** Share of rows by which the next table may be worse. */
  private static final double ROOM = 0.01;

  /** Distance of a limit from the usual range, in multiples of that range's width. */
  private static final double SPREADS = 3;

  private StarterRules() {}

  static List<QualityRule> of(ColumnProfile column, long rows) {
    List<QualityRule> rules = new ArrayList<>();
    double missing = column.nullShare() + (double) column.gaps().codedRows() / rows;
    rules.add(new Nulls(column.name(), share(1.5 * missing + ROOM)));
    if (!column.isOpen()) {
      return rules;
    }
    List<String> domain = FeatureNaming.domain(column);
    if (column.isByValue() && !domain.isEmpty()) {
      rules.add(new Allowed(column.name(), domain, share(1.5 * rare(column, rows) + ROOM)));
    } else if (column.distribution() != null) {
      range(column, rules);
    }
    return rules;
  }

  private static double rare(ColumnProfile column, long rows) {
    long other =
        column.cells().stream()
            .filter(cell -> cell.type() == ProfileCell.CellType.OTHER)
            .mapToLong(ProfileCell::rows)
            .sum();
    return (double) other / rows;
  }

  private static void range(ColumnProfile column, List<QualityRule> rules) {
    NumberDistribution numbers = column.distribution();
    GapProposal gaps = column.gaps();
    List<NumberDistribution.Quantile> usual =
        numbers.quantiles().stream()
            .filter(q -> !gaps.holds(CanonicalValues.plain(q.value())))
            .toList();
    if (usual.size() < 2) {
      return;
    }
    NumberDistribution.Quantile low = usual.get(0);
    NumberDistribution.Quantile high = usual.get(usual.size() - 1);
    double room = SPREADS * (high.value() - low.value());
    if (room > 0) {
      boolean isPositive = numbers.below() != null && numbers.below() == 0;
      double min = isPositive ? 0 : round(low.value() - room, RoundingMode.FLOOR);
      double max = round(high.value() + room, RoundingMode.CEILING);
      rules.add(
          new Range(
              column.name(),
              OptionalDouble.of(Math.min(min, gaps.codes().min().orElse(min))),
              OptionalDouble.of(Math.max(max, gaps.codes().max().orElse(max))),
              share(2 * numbers.quantiles().get(0).share() + ROOM)));
    }
  }

  /** Rounds to two significant digits: a limit is a guess and should look like one. */
  private static double round(double value, RoundingMode mode) {
    return new BigDecimal(value).round(new MathContext(2, mode)).doubleValue();
  }

  private static double share(double share) {
    return BigDecimal.valueOf(Math.min(1, share)).setScale(2, RoundingMode.CEILING).doubleValue();
  }
}

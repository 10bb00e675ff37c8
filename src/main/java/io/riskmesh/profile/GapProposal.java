package io.riskmesh.profile;

import io.riskmesh.config.PrivacyConfig;
import io.riskmesh.model.CanonicalValues;
import io.riskmesh.model.NumberText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * What the proposed job specifies about a column's values that stand for no value.
 *
 * @param missingValues texts and codes that stand for no value
 * @param special codes with a meaning of their own: there are several, or their default rate
 *     differs from that of the other rows
 * @param codedRows rows with a code that stands for no value; elsewhere these count as numbers
 * @param isUnclear whether the numbers include texts that may not be shown
 */
public record GapProposal(
    List<String> missingValues, List<String> special, long codedRows, boolean isUnclear) {
  static final GapProposal NONE = new GapProposal(List.of(), List.of(), 0, false);

  /** 99.95 % quantile of the standard normal distribution, as in the drift comparison. */
  private static final double Z = 3.290526731491926;

  static GapProposal of(MeasuredColumn measured, List<GroupTally> tallies) {
    boolean hasOrder = measured.kind() == ColumnKind.NUMBER || measured.kind() == ColumnKind.TIME;
    if (!measured.isOpen() || !hasOrder) {
      return NONE;
    }
    List<String> missing = new ArrayList<>();
    long texts = 0;
    for (GroupTally tally : tallies) {
      boolean isText = tally.value() != null && !tally.hasNumber();
      texts += isText ? tally.rows() : 0;
      if (isText && (isKnown(tally.value()) || tally.rows() >= PrivacyConfig.SMALL_CELL)) {
        missing.add(tally.value().strip());
        texts -= tally.rows();
      }
    }
    long unread = measured.found().present() - measured.found().valued(measured.kind());
    boolean isUnclear = texts > 0 || (missing.isEmpty() && unread > 0);
    List<GroupTally> codes = SpecialCodes.of(measured, tallies);
    List<String> special = codes.stream().map(code -> text(measured, code)).toList();
    long coded = 0;
    if (codes.size() == 1 && !tellsMore(measured, codes.get(0))) {
      missing.addAll(special);
      special = List.of();
      coded = codes.get(0).rows();
    }
    return new GapProposal(
        missing.stream().distinct().sorted().toList(), special, coded, isUnclear);
  }

  private static boolean isKnown(String text) {
    return text.strip().matches(SourceColumn.GAPS);
  }

  private static String text(MeasuredColumn measured, GroupTally code) {
    return measured.kind() == ColumnKind.TIME
        ? ColumnNumbers.value(measured, code.from())
        : CanonicalValues.plain(code.from());
  }

  /**
   * Returns whether the code's default rate differs from that of the other rows by more than
   * sampling explains.
   */
  private static boolean tellsMore(MeasuredColumn measured, GroupTally code) {
    LabelCounts all = measured.found().all();
    LabelCounts coded = code.counts();
    long others = all.labelled() - coded.labelled();
    if (coded.labelled() == 0 || others == 0) {
      return false;
    }
    double rate = (double) all.defaults() / all.labelled();
    double one = (double) coded.defaults() / coded.labelled();
    double rest = (double) (all.defaults() - coded.defaults()) / others;
    double error = Math.sqrt(rate * (1 - rate) * (1.0 / coded.labelled() + 1.0 / others));
    return Math.abs(one - rest) > Z * error;
  }

  /** Returns whether an entry is one of the codes or texts. */
  boolean holds(String entry) {
    return missingValues.contains(entry) || special.contains(entry);
  }

  /** Returns the codes that are finite numbers. */
  DoubleStream codes() {
    return Stream.concat(special.stream(), missingValues.stream())
        .map(NumberText::number)
        .filter(number -> number != null && Double.isFinite(number))
        .mapToDouble(Double::doubleValue);
  }

  /** Returns the texts and codes as they are written. */
  String inWords() {
    return Stream.concat(missingValues.stream(), special.stream())
        .collect(Collectors.joining(", "));
  }

  boolean isNone() {
    return missingValues.isEmpty() && special.isEmpty();
  }
}

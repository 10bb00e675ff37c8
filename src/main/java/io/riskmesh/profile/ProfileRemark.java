package io.riskmesh.profile;

import io.riskmesh.html.EnglishNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A remark that a reader should see first. */
record ProfileRemark(String title, String text) {
  /** Information value above which a column may not be known before the decision (Siddiqi 2006). */
  static final double SUSPICIOUS = 0.5;

  private static final int MAX_NAMES = 12;

  static List<ProfileRemark> of(SourceProfile profile) {
    List<ProfileRemark> remarks = new ArrayList<>();
    if (!profile.label().hasBothClasses()) {
      remarks.add(
          new ProfileRemark(
              "One class.",
              "The label has only one of its two values, so nothing can be compared with it: check label.positive and source.filter."));
    }
    if (profile.malformed() != null && profile.malformed() > 0) {
      remarks.add(
          new ProfileRemark(
              "Broken records.",
              EnglishNumbers.count(profile.malformed(), "record")
                  + " of the file with more or fewer values than the header."));
    }
    add(
        remarks,
        profile,
        "Too good?",
        "Information value above 0.5 and above chance, so check whether it is known when the decision is made: ",
        c -> !c.repeatsLabel() && c.tellsMoreThan(SUSPICIOUS));
    add(
        remarks,
        profile,
        "Copies of the label.",
        "In another coding, so not a feature: ",
        ColumnProfile::repeatsLabel);
    add(
        remarks,
        profile,
        "Texts among numbers.",
        "Some values are not numbers and are too rare to be shown: ",
        c -> c.gaps().isUnclear());
    gaps(profile).ifPresent(remarks::add);
    add(remarks, profile, "No values.", "Empty in every row: ", c -> c.kind() == ColumnKind.EMPTY);
    add(remarks, profile, "Constant.", "The same in every row: ", ColumnProfile::isConstant);
    return remarks;
  }

  private static Optional<ProfileRemark> gaps(SourceProfile profile) {
    String all =
        profile.columns().stream()
            .filter(column -> !column.gaps().isNone())
            .limit(MAX_NAMES)
            .map(column -> column.name() + " (" + column.gaps().inWords() + ")")
            .collect(Collectors.joining(", "));
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ProfileRemark(
                "Codes.", "Values that look like codes for missing values: " + all + "."));
  }

  private static void add(
      List<ProfileRemark> remarks,
      SourceProfile profile,
      String title,
      String text,
      Predicate<ColumnProfile> which) {
    List<String> names = profile.columns().stream().filter(which).map(ColumnProfile::name).toList();
    if (!names.isEmpty()) {
      String some = names.stream().limit(MAX_NAMES).collect(Collectors.joining(", "));
      int more = names.size() - MAX_NAMES;
      remarks.add(
          new ProfileRemark(
              title, text + some + (more > 0 ? " and %d more.".formatted(more) : ".")));
    }
  }
}

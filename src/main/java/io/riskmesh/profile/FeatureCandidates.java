package io.riskmesh.profile;

import io.riskmesh.config.JobConfig;
import io.riskmesh.privacy.DisclosureLevel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides which columns can be features, and why the others cannot. */
final class FeatureCandidates {
  /** Information value above which a column is almost identical to the label. */
  private static final double LEAK = 3;

  /** Largest number of distinct texts for which one-hot encoding is still useful. */
  static final long MAX_CATEGORIES = 100;

  record LeftOut(String name, String why) {}

  private final JobConfig job;
  private final Set<String> roles = new HashSet<>();
  private final List<ColumnProfile> features = new ArrayList<>();
  private final List<LeftOut> leftOut = new ArrayList<>();
  private final List<String> key;

  FeatureCandidates(SourceProfile profile, JobConfig job) {
    this.job = job;
    roles.addAll(job.source().key());
    roles.addAll(job.split().reads());
    job.source().eventTime().ifPresent(roles::add);
    job.source().weight().ifPresent(roles::add);
    roles.add(job.label().column());
    this.key = key(profile).stream().toList();
    profile.columns().forEach(this::judge);
  }

  List<ColumnProfile> features() {
    return features;
  }

  List<LeftOut> leftOut() {
    return leftOut;
  }

  /**
   * Returns a column that identifies rows, texts before numbers; empty if there is none. A line
   * number is not a key: another export of the same rows would number them differently.
   */
  List<String> key() {
    return key;
  }

  private static Optional<String> key(SourceProfile profile) {
    return profile.columns().stream()
        .filter(c -> c.disclosure() == DisclosureLevel.IDENTIFIER && c.nullShare() == 0)
        .filter(c -> isWritable(c.name()) && !isIndex(c.name()))
        .sorted((a, b) -> b.kind().compareTo(a.kind()))
        .map(ColumnProfile::name)
        .findFirst();
  }

  /**
   * Returns whether the column is a line number, by the names that readers give to an unnamed
   * column.
   */
  private static boolean isIndex(String name) {
    return name.matches("(?i)_c\\d+|unnamed.*|column_?\\d+|index|level_0|x|v1|rownum|row_?id|row");
  }

  private void judge(ColumnProfile column) {
    Optional<String> why = why(column);
    if (why.isPresent()) {
      leftOut.add(new LeftOut(column.name(), why.get()));
    } else {
      features.add(column);
    }
  }

  private Optional<String> why(ColumnProfile column) {
    if (roles.contains(column.name())) {
      return Optional.of(
          column.name().equals(job.label().column())
              ? "it is the label"
              : "the job already uses it");
    }
    if (column.disclosure() == DisclosureLevel.IDENTIFIER) {
      return Optional.of("nearly every row has a unique value");
    }
    if (!isWritable(column.name())) {
      return Optional.of("its name cannot be used in a job file");
    }
    if (column.repeatsLabel()) {
      return Optional.of("it is the label in another coding");
    }
    if (column.tellsMoreThan(LEAK)) {
      return Optional.of("it is almost identical to the label");
    }
    if (column.gaps().isUnclear()) {
      return Optional.of("some of its values are not numbers: list them in missingValues");
    }
    return unfit(column);
  }

  private static Optional<String> unfit(ColumnProfile column) {
    boolean isWide = column.distinct() != null && column.distinct() > MAX_CATEGORIES;
    return switch (column.kind()) {
      case EMPTY -> Optional.of("it has no values");
      case NESTED -> Optional.of("it is nested and has no single values");
      case TIME -> Optional.of("it is a time, and no future row repeats it");
      case TEXT -> isWide ? Optional.of("it has too many distinct values") : text(column);
      case NUMBER -> constant(column);
    };
  }

  /** Leaves out a masked text: publishing its values must be allowed explicitly in the job. */
  private static Optional<String> text(ColumnProfile column) {
    return column.disclosure() == DisclosureLevel.MASKED
        ? Optional.of("privacy.mask hides its values: a feature of it needs publishDomain: true")
        : constant(column);
  }

  private static Optional<String> constant(ColumnProfile column) {
    return column.isConstant() ? Optional.of("it is the same in every row") : Optional.empty();
  }

  private static boolean isWritable(String name) {
    return !name.isBlank() && isPlain(name);
  }

  /** Returns whether the configuration reads the text unchanged. */
  static boolean isPlain(String text) {
    return !text.contains("${env:");
  }
}

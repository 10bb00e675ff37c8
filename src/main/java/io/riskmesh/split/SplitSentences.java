package io.riskmesh.split;

import io.riskmesh.config.SplitPart;
import io.riskmesh.split.SplitBoundaries.Cut;
import io.riskmesh.split.SplitBoundaries.Scale;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes boundaries as sentences for people, and reads those of manifests up to format 2. */
final class SplitSentences {
  static final String SHARE = "u = top 53 bits of the hash / 2^53";
  static final String CLASSES = "exact shares of each class by " + SHARE;
  static final String TIME = "event time";
  static final String FOLDS = "folds of equal shares of " + SHARE;

  private static final String HIDDEN = "a quantile that privacy.mask hides";
  private static final Pattern CUT =
      Pattern.compile("(train|validation|test): (?:below|from) (.+)");
  private static final Pattern CLASS =
      Pattern.compile("label ([01]): cut at positions \\[(-?[0-9]+), (-?[0-9]+)]");
  private static final Pattern VALUES =
      Pattern.compile("(train|validation|test): .+ in \\[(.*)]", Pattern.DOTALL);

  private SplitSentences() {}

  static List<String> cut(String what, Cut cut) {
    return List.of(
        what,
        "%s: below %s".formatted(SplitPart.TRAIN.key(), shown(cut.validationFrom())),
        "%s: from %s".formatted(SplitPart.VALIDATION.key(), shown(cut.validationFrom())),
        "%s: from %s".formatted(SplitPart.TEST.key(), shown(cut.testFrom())));
  }

  static String ofClass(Cut cut) {
    return "label %d: cut at positions [%s, %s]"
        .formatted(cut.label(), cut.validationFrom(), cut.testFrom());
  }

  private static String shown(String boundary) {
    return boundary == null ? HIDDEN : boundary;
  }

  /**
   * Parses the sentences.
   *
   * @throws IllegalArgumentException when they do not describe boundaries
   */
  static SplitBoundaries parse(List<String> sentences) {
    String first = sentences.isEmpty() ? "" : sentences.get(0);
    return switch (first) {
      case SHARE -> cuts(Scale.HASH_SHARE, sentences);
      case TIME -> cuts(Scale.EVENT_TIME, sentences);
      case CLASSES -> classes(sentences.subList(1, sentences.size()));
      default -> values(sentences);
    };
  }

  private static SplitBoundaries cuts(Scale scale, List<String> sentences) {
    return SplitBoundaries.at(scale, boundary(sentences.get(1)), boundary(sentences.get(3)));
  }

  private static String boundary(String sentence) {
    String value = match(CUT, sentence).group(2);
    return value.equals(HIDDEN) ? null : value;
  }

  private static SplitBoundaries classes(List<String> sentences) {
    List<Cut> cuts = new ArrayList<>();
    for (String sentence : sentences) {
      Matcher found = match(CLASS, sentence);
      cuts.add(new Cut(Integer.valueOf(found.group(1)), found.group(2), found.group(3)));
    }
    return new SplitBoundaries(Scale.CLASS_HASH, List.copyOf(cuts), null);
  }

  private static SplitBoundaries values(List<String> sentences) {
    Map<SplitPart, List<String>> values = new EnumMap<>(SplitPart.class);
    for (String sentence : sentences) {
      Matcher found = match(VALUES, sentence);
      String in = found.group(2);
      values.put(
          SplitPart.valueOf(found.group(1).toUpperCase(Locale.ROOT)),
          in.isEmpty() ? List.of() : List.of(in.split(", ", -1)));
    }
    return new SplitBoundaries(Scale.COLUMN_VALUES, List.of(), values);
  }

  private static Matcher match(Pattern pattern, String sentence) {
    Matcher matcher = pattern.matcher(sentence);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("\"" + sentence + "\" is not a boundary of a split");
    }
    return matcher;
  }
}

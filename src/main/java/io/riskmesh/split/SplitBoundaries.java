package io.riskmesh.split;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.config.SplitPart;
import io.riskmesh.store.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where a split cuts.
 *
 * @param scale what is cut
 * @param cuts where it is cut: one entry, or one per class; empty for {@link Scale#COLUMN_VALUES}
 * @param values values of the split column per part; null for any other scale
 */
public record SplitBoundaries(Scale scale, List<Cut> cuts, Map<SplitPart, List<String>> values) {

  /** What a split can cut. */
  public enum Scale {
    /** The row's hash as a share of all hashes, from 0 to 1. */
    HASH_SHARE,
    /** The row's hash within its class, as a position among 2^53. */
    CLASS_HASH,
    /** The row's event time. */
    EVENT_TIME,
    /** The values of a column that names the part. */
    COLUMN_VALUES;

    /** Name in JSON: {@code hash_share}. */
    @JsonValue
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Two cuts on one scale; train lies below the first.
   *
   * @param label 0 or 1 where each class has cuts of its own; null otherwise
   * @param validationFrom first value of validation: a decimal share, a position or an ISO-8601
   *     time; null where {@code privacy.mask} hides it
   * @param testFrom first value of test, likewise
   */
  public record Cut(Integer label, String validationFrom, String testFrom) {}

  /** One pair of cuts for all rows. */
  static SplitBoundaries at(Scale scale, String validationFrom, String testFrom) {
    return new SplitBoundaries(scale, List.of(new Cut(null, validationFrom, testFrom)), null);
  }

  /** Reads the object that is written, or the sentences of manifests up to format 2. */
  @JsonCreator
  static SplitBoundaries read(JsonNode json) {
    if (json.isArray()) {
      return SplitSentences.parse(List.of(JsonText.convert(json, String[].class)));
    }
    Plain plain = JsonText.convert(json, Plain.class);
    return new SplitBoundaries(
        plain.scale(), plain.cuts() == null ? List.of() : plain.cuts(), plain.values());
  }

  /** The object as it is written. */
  private record Plain(Scale scale, List<Cut> cuts, Map<SplitPart, List<String>> values) {}

  /**
   * One sentence per boundary.
   *
   * @param columns what membership depends on
   */
  public List<String> inWords(List<String> columns) {
    List<String> words = new ArrayList<>();
    switch (scale) {
      case HASH_SHARE -> words.addAll(SplitSentences.cut(SplitSentences.SHARE, cuts.get(0)));
      case EVENT_TIME -> words.addAll(SplitSentences.cut(SplitSentences.TIME, cuts.get(0)));
      case CLASS_HASH -> {
        words.add(SplitSentences.CLASSES);
        cuts.forEach(cut -> words.add(SplitSentences.ofClass(cut)));
      }
      case COLUMN_VALUES ->
          values.forEach(
              (part, in) -> words.add("%s: %s in %s".formatted(part.key(), columns.get(0), in)));
    }
    return List.copyOf(words);
  }
}

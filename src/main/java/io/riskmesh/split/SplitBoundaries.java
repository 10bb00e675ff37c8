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
 * The boundaries between the parts of a split.
 *
 * @param scale scale on which the boundaries are set
 * @param cuts one entry, or one per class; empty for {@link Scale#COLUMN_VALUES} and {@link
 *     Scale#HASH_FOLDS}
 * @param values values of the split column per part; null for any other scale
 */
public record SplitBoundaries(Scale scale, List<Cut> cuts, Map<SplitPart, List<String>> values) {

  /** The scale on which a split sets its boundaries. */
  public enum Scale {
    /** The row's hash as a share of all hashes, from 0 to 1. */
    HASH_SHARE,
    /** The row's hash within its class, as one of 2^53 positions. */
    CLASS_HASH,
    /** The row's event time. */
    EVENT_TIME,
    /** The row's hash, in as many equal slices as there are folds; there are no other parts. */
    HASH_FOLDS,
    /** The values of a column that names the part. */
    COLUMN_VALUES;

    /** Returns the name in JSON: {@code hash_share}. */
    @JsonValue
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Two boundaries on one scale; train is below the first.
   *
   * @param label 0 or 1 where each class has its own boundaries; null otherwise
   * @param validationFrom first value of validation: a decimal share, a position or an ISO-8601
   *     time; null where {@code privacy.mask} hides it
   * @param testFrom first value of test, in the same form; null where it is hidden
   */
  public record Cut(Integer label, String validationFrom, String testFrom) {}

  /** Creates one pair of boundaries for all rows. */
  static SplitBoundaries at(Scale scale, String validationFrom, String testFrom) {
    return new SplitBoundaries(scale, List.of(new Cut(null, validationFrom, testFrom)), null);
  }

  /** Reads the current JSON object, or the sentences of manifests up to format 2. */
  @JsonCreator
  static SplitBoundaries read(JsonNode json) {
    if (json.isArray()) {
      return SplitSentences.parse(List.of(JsonText.convert(json, String[].class)));
    }
    Plain plain = JsonText.convert(json, Plain.class);
    return new SplitBoundaries(
        plain.scale(), plain.cuts() == null ? List.of() : plain.cuts(), plain.values());
  }

  /** The JSON object as it is written. */
  private record Plain(Scale scale, List<Cut> cuts, Map<SplitPart, List<String>> values) {}

  /**
   * Returns one sentence per boundary.
   *
   * @param columns columns that determine the part
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
      case HASH_FOLDS -> words.add(SplitSentences.FOLDS);
      case COLUMN_VALUES ->
          values.forEach(
              (part, in) -> words.add("%s: %s in %s".formatted(part.key(), columns.get(0), in)));
    }
    return List.copyOf(words);
  }
}

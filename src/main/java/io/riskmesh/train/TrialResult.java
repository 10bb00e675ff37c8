package io.riskmesh.train;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.riskmesh.store.JsonText;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A finished trial of a search.
 *
 * @param number zero-based
 * @param params the parameters that it changed, by native name
 * @param rungs validation score at each rung that it reached, in order
 * @param score validation score of its best round
 * @param bestRound zero-based
 * @param rounds rounds that were boosted
 * @param end why it ended
 * @param seconds wall time
 */
public record TrialResult(
    int number,
    Map<String, String> params,
    List<Double> rungs,
    double score,
    int bestRound,
    int rounds,
    TrialEnd end,
    double seconds)
    implements Serializable {

  /** Why a trial ended. */
  public enum TrialEnd {
    /** All rounds were boosted. */
    ROUNDS,
    /** The validation score no longer improved. */
    EARLY_STOPPING,
    /** Other trials were better at the same rung. */
    RUNG
  }

  /** Copies the lists into ones that any serializer can write. */
  public TrialResult {
    params = new TreeMap<>(params);
    rungs = new ArrayList<>(rungs);
  }

  /** Returns whether the trial was boosted to its end, so that its score can be selected on. */
  @JsonIgnore
  public boolean isComplete() {
    return end != TrialEnd.RUNG;
  }

  /** Encodes trials as JSON. */
  static byte[] encode(List<TrialResult> trials) {
    return JsonText.bytes(trials);
  }

  /** Decodes trials that {@link #encode} wrote. */
  static List<TrialResult> decode(byte[] json) {
    return List.of(JsonText.read(json, TrialResult[].class));
  }
}

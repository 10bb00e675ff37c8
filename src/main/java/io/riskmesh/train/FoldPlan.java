package io.riskmesh.train;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A repeated cross-validation of several models. The fold of a row is a hash of its key hash, the
 * seed and the repetition.
 *
 * @param folds parts of a repetition
 * @param repeats repetitions
 * @param seed seed of the folds
 * @param models what is compared
 */
public record FoldPlan(int folds, int repeats, long seed, List<FoldModel> models)
    implements Serializable {

  /**
   * A model, trained without early stopping.
   *
   * @param params the parameters that it changes, by native name
   * @param rounds number of rounds
   */
  public record FoldModel(Map<String, String> params, int rounds) implements Serializable {
    /** Copies the map into one that can be serialized. */
    public FoldModel {
      params = new TreeMap<>(params);
    }
  }

  /** Copies the list into one that can be serialized. */
  public FoldPlan {
    models = new ArrayList<>(models);
  }

  /** Returns the positions of the rows inside or outside a fold. */
  int[] rows(long[] hashes, int repeat, int fold, boolean inside) {
    return IntStream.range(0, hashes.length)
        .filter(row -> (fold(hashes[row], repeat) == fold) == inside)
        .toArray();
  }

  private int fold(long hash, int repeat) {
    return (int) Math.floorMod(mixed(hash ^ mixed(seed + repeat)), (long) folds);
  }

  /** Mixes bits as SplitMix64 does (Steele, Lea and Flood 2014). */
  private static long mixed(long bits) {
    long mixed = bits + 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}

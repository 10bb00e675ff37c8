package io.riskmesh.cluster;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * A fault as the seed has drawn it: the same seed and number give the same one.
 *
 * @param number from 1
 * @param moment when it comes, as a share of a run to which nothing happens
 * @param size how much of it comes, from 0 to 1: each fault has its own measure
 * @param side which of several: the executor, the machine, the direction
 * @param gated whether a gate refuses the run's model
 */
record PlannedFault(int number, Fault fault, double moment, double size, int side, boolean gated) {
  static final int DECK = 10;

  /** Cards rather than dice, so that few runs meet every fault as well. */
  static PlannedFault draw(long seed, int number) {
    List<Fault> deck = new ArrayList<>();
    for (Fault fault : Fault.values()) {
      deck.addAll(Collections.nCopies(fault.ofTen(), fault));
    }
    long block = new SplittableRandom(31 * seed + (number - 1) / DECK).nextLong();
    Collections.shuffle(deck, new Random(block));
    // Its seeds need not be far apart.
    SplittableRandom random = new SplittableRandom(1_000_003 * seed + number);
    return new PlannedFault(
        number,
        deck.get((number - 1) % DECK),
        random.nextDouble(),
        random.nextDouble(),
        random.nextInt(4),
        random.nextInt(5) == 0);
  }

  String runId() {
    return "night-" + number;
  }

  /** Small numbers as often as large ones. */
  int upTo(int most) {
    return (int) Math.round(Math.pow(most, size));
  }
}

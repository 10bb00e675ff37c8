package io.riskmesh.tune;

import io.riskmesh.train.TrialProposals;
import io.riskmesh.train.TrialResult;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * What the trials of a search try. The first has the job's own parameters. A third follow Sobol's
 * sequence; the others are drawn from a model of the trials before them, a tree-structured Parzen
 * estimator (Bergstra et al. 2011), of which every fourth is again Sobol's, in case the model is
 * wrong.
 */
final class SearchProposals implements TrialProposals {
  private static final long serialVersionUID = 1L;

  static final String ETA = "eta";

  /** Number of trials before the model, at least. */
  private static final int MIN_START = 6;

  private static final int EXPLORE = 4;

  /** Share of the trials that count as good: one in so many. */
  private static final int GOOD = 10;

  private static final int MIN_GOOD = 3;
  private static final int CANDIDATES = 24;

  /** Attempts to find parameters that no trial had; in a small space, all may have been tried. */
  private static final int ATTEMPTS = 200;

  private final SearchSpace space;
  private final HalvingRungs rungs;
  private final SobolPoints sobol;
  private final TreeMap<String, String> own;
  private final int trials;
  private final int start;

  /**
   * Creates the proposals.
   *
   * @param own the job's effective parameters
   * @param trials number of trials, the first one included
   */
  SearchProposals(
      SearchSpace space, HalvingRungs rungs, Map<String, String> own, int trials, long seed) {
    this.space = space;
    this.rungs = rungs;
    this.sobol = new SobolPoints(space.dimensions().size(), seed);
    this.own = new TreeMap<>(own);
    this.trials = trials;
    this.start = Math.max(MIN_START, trials / 3);
  }

  @Override
  public Optional<Map<String, String>> next(List<TrialResult> earlier) {
    int number = earlier.size();
    if (number >= trials) {
      return Optional.empty();
    }
    if (number == 0) {
      return Optional.of(Map.of());
    }
    Set<Map<String, String>> tried = new HashSet<>();
    earlier.forEach(trial -> tried.add(valuesOf(trial)));
    return isSobol(number) ? sobol(number, tried) : model(earlier, tried);
  }

  private boolean isSobol(int number) {
    return number <= start || (number - start) % EXPLORE == 0;
  }

  /** Returns how the parameters of a trial were chosen, for people. */
  String origin(int number) {
    if (number == 0) {
      return "job";
    }
    return isSobol(number) ? "sobol" : "model";
  }

  private Optional<Map<String, String>> sobol(int number, Set<Map<String, String>> tried) {
    int index = number <= start ? number - 1 : start + (number - start) / EXPLORE - 1;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      // Points that follow the last regular one replace those that were tried already.
      int at = attempt == 0 ? index : trials + index + attempt * trials;
      Map<String, String> values = space.valuesAt(sobol.point(at));
      if (!tried.contains(values)) {
        return Optional.of(values);
      }
    }
    return Optional.empty();
  }

  private Optional<Map<String, String>> model(
      List<TrialResult> earlier, Set<Map<String, String>> tried) {
    List<double[]> ordered =
        earlier.stream()
            .sorted(rungs.bestFirst())
            .map(this::valuesOf)
            .filter(space::isPlaced)
            .map(space::pointOf)
            .toList();
    int good = Math.max(MIN_GOOD, (ordered.size() + GOOD - 1) / GOOD);
    PointDensity better = new PointDensity(ordered.subList(0, good));
    PointDensity worse = new PointDensity(ordered.subList(good, ordered.size()));
    SplittableRandom random = random(earlier.size());
    double[] best = null;
    double highest = Double.NEGATIVE_INFINITY;
    for (int candidate = 0; candidate < CANDIDATES; candidate++) {
      double[] point = better.draw(random);
      double ratio = better.logDensity(point) - worse.logDensity(point);
      if (ratio > highest && !tried.contains(space.valuesAt(point))) {
        best = point;
        highest = ratio;
      }
    }
    return best == null ? sobol(earlier.size(), tried) : Optional.of(space.valuesAt(best));
  }

  /**
   * Returns random numbers for a trial. The seed is mixed first, or else the trials of a seed would
   * have the numbers of the seed before it, one trial later.
   */
  private SplittableRandom random(int number) {
    return new SplittableRandom(new SplittableRandom(sobol.seed()).nextLong() + number);
  }

  /** Returns the values of all searched parameters of a trial. */
  Map<String, String> valuesOf(TrialResult trial) {
    Map<String, String> values = new TreeMap<>(own);
    values.putAll(trial.params());
    return new TreeMap<>(space.searched(values));
  }

  @Override
  public List<Integer> rungs(int firstRounds, Map<String, String> params) {
    double eta = params.containsKey(ETA) ? eta(params) : eta(own);
    return rungs.rungs(firstRounds, eta / eta(own));
  }

  private static double eta(Map<String, String> params) {
    return Double.parseDouble(params.get(ETA));
  }

  @Override
  public boolean goesOn(List<TrialResult> earlier, List<Double> scores) {
    return rungs.goesOn(earlier, scores);
  }
}

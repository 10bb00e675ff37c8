package io.riskmesh.screen;

import static org.apache.spark.sql.functions.col;

import io.riskmesh.config.JobConfig;
import io.riskmesh.config.ScreeningConfig;
import io.riskmesh.config.SplitPart;
import io.riskmesh.features.FittedFeatures;
import io.riskmesh.screen.ScreenedFeature.PartStability;
import io.riskmesh.screen.ScreenedFeature.ScreeningDecision;
import io.riskmesh.screen.ScreenedFeature.VintageStability;
import io.riskmesh.screen.StabilityTally.VintageCells;
import io.riskmesh.split.Splitter;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Screens fitted features on train: how much each tells about the label alone, how much two tell
 * the same, and how stable it is towards validation and over time. Test and later rows are not
 * read.
 */
public final class FeatureScreening {
  private final ScreeningConfig config;
  private final FittedFeatures fitted;
  private final ScreenPlan plan;
  private final boolean isTimed;

  private FeatureScreening(JobConfig job, ScreeningConfig config, FittedFeatures fitted) {
    this.config = config;
    this.fitted = fitted;
    this.plan = ScreenPlan.of(fitted, job.features(), job.source().missingValues());
    this.isTimed = job.source().eventTime().filter(time -> !job.privacy().hides(time)).isPresent();
  }

  /**
   * The outcome of a screening.
   *
   * @param used the features that the model uses
   * @param result the audit of all candidates; empty if they were not screened
   */
  public record Screened(FittedFeatures used, Optional<ScreeningResult> result) {

    /** Returns the names of the features that the model does not use. */
    public List<String> dropped() {
      return result.map(ScreeningResult::dropped).orElse(List.of());
    }
  }

  /**
   * Screens the features; runs two Spark jobs.
   *
   * @param rows staged rows with their {@code _part}
   * @param trainRows number of train rows
   * @param config the job's section {@code screening}
   * @throws RunException {@code DATA_QUALITY} if a feature seems to know the label, or if none is
   *     left
   */
  public static Screened screen(
      Dataset<Row> rows,
      long trainRows,
      FittedFeatures fitted,
      JobConfig job,
      ScreeningConfig config) {
    return new FeatureScreening(job, config, fitted).screen(rows, trainRows);
  }

  private Screened screen(Dataset<Row> rows, long trainRows) {
    TrainTally train = TrainTally.count(part(rows, SplitPart.TRAIN), plan, trainRows);
    List<FeatureCells> cells = new ArrayList<>();
    for (int i = 0; i < plan.inputs().size(); i++) {
      cells.add(FeatureCells.of(train.cells(i), train.all()));
    }
    Dataset<Row> both = part(rows, SplitPart.TRAIN, SplitPart.VALIDATION);
    StabilityTally stability = StabilityTally.count(both, plan, cells);
    List<VintageCells> vintages = isTimed ? stability.vintages() : List.of();
    LeakCheck leaks = new LeakCheck(config, train.all());
    List<ScreenedFeature> candidates = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      candidates.add(figures(i, train, cells.get(i), stability, vintages));
      leaks.check(candidates.get(i), cells.get(i).counts(), train.missing(i));
    }
    leaks.requireNone();
    WeightSample sample = new WeightSample(train.sample(), cells);
    Map<String, Double> limits = new LinkedHashMap<>();
    config.limits().forEach((limit, value) -> limits.put(limit.key(), value));
    ScreeningResult result =
        new ScreeningResult(
            train.all().rows(),
            train.all().defaults(),
            limits,
            new CandidateJudge(config).judge(candidates, sample));
    return new Screened(used(result), Optional.of(result));
  }

  private static Dataset<Row> part(Dataset<Row> rows, SplitPart... parts) {
    Object[] keys = new Object[parts.length];
    for (int i = 0; i < parts.length; i++) {
      keys[i] = parts[i].key();
    }
    return rows.filter(col(Splitter.PART).isin(keys));
  }

  private ScreenedFeature figures(
      int at,
      TrainTally train,
      FeatureCells cells,
      StabilityTally stability,
      List<VintageCells> vintages) {
    CellEvidence evidence = CellEvidence.of(cells.counts());
    List<Long> then = stability.train(at);
    Psi validation = Psi.of(then, stability.validation(at));
    return new ScreenedFeature(
        fitted.declared().get(at).name(),
        (int) cells.counts().stream().filter(cell -> cell.rows() > 0).count(),
        evidence.informationValue(),
        evidence.chance(),
        evidence.noise(),
        plan.inputs().get(at).numeric() ? numberAuc(train.cells(at)) : evidence.auc(),
        (double) train.missing(at).rows() / train.all().rows(),
        new PartStability(validation.value(), validation.noise()),
        vintages.stream()
            .map(vintage -> stability(vintage, then, stability.of(vintage, at)))
            .max(Comparator.comparingDouble(VintageStability::psi))
            .orElse(null),
        null,
        ScreeningDecision.USED,
        List.of());
  }

  private static VintageStability stability(VintageCells vintage, List<Long> then, List<Long> now) {
    Psi psi = Psi.of(then, now);
    return new VintageStability(vintage.name(), psi.value(), psi.noise());
  }

  /** Returns the AUC of the number over the rows that have one, whatever its direction. */
  private static double numberAuc(CellTally tally) {
    double auc =
        CellEvidence.auc(
            FeatureCells.numbers(tally.byKey()).stream().map(Map.Entry::getValue).toList());
    return Math.max(auc, 1 - auc);
  }

  private FittedFeatures used(ScreeningResult result) {
    Set<String> dropped = Set.copyOf(result.dropped());
    if (dropped.size() == result.candidates().size()) {
      throw new RunException(
          Outcome.DATA_QUALITY,
          "screening drops every feature: widen the limits of screening, or name features in screening.keep");
    }
    return fitted.without(dropped);
  }
}

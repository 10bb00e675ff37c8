package io.riskmesh.config;

import io.riskmesh.config.CategoricalFeature.Missing;
import io.riskmesh.config.CategoricalFeature.Unknown;
import io.riskmesh.config.NumberOptions.Impute;
import io.riskmesh.config.NumberOptions.SpecialAs;
import io.riskmesh.config.SplitConfig.Ratios;
import io.riskmesh.config.TrainingConfig.Engine;
import io.riskmesh.model.AgeUnit;
import io.riskmesh.model.RiskBands;
import io.riskmesh.model.RiskBands.Band;
import java.time.Duration;
import java.util.List;

/**
 * Default of every key that a file may omit. A key without a default is either optional or
 * required.
 */
final class ConfigDefaults {
  /** Location of the job file if the command line gives none. */
  static final String JOB_FILE = "conf/credit-risk.yaml";

  /** Location of the environment file if the command line gives none. */
  static final String ENV_FILE = "conf/env/local.yaml";

  /** quality.minRows: with fewer rows the test part is too small for a meaningful gate. */
  static final long MIN_ROWS = 500;

  /** quality.implied.maxMissing: any share, as long as at least one row has a value. */
  static final double MAX_MISSING = 1;

  /** quality.implied.maxUnknown: a domain that covers less than half of the values is a mistake. */
  static final double MAX_UNKNOWN = 0.5;

  /** quality.implied.maxFuture: clocks and time zones differ by less than a day. */
  static final Duration MAX_FUTURE = Duration.ofDays(1);

  /** screening.leak.auc: no single fact known at an application separates borrowers so well. */
  static final double LEAK_AUC = 0.9;

  /** screening.leak.informationValue: two normal distributions with an AUC of 0.9 have 3.3. */
  static final double LEAK_INFORMATION_VALUE = 3;

  /** source.missingValues: the empty text, which CSV writes for a missing value. */
  static final List<String> MISSING_VALUES = List.of("");

  /** source.calendar: the calendar that all but old programs use. */
  static final SourceConfig.Calendar CALENDAR = SourceConfig.Calendar.PROLEPTIC;

  /** features[].specialAs: adds only one feature, whatever the number of codes. */
  static final SpecialAs SPECIAL_AS = SpecialAs.INDICATOR;

  /** quality.rules[].maxShare: an explicit rule applies to every row. */
  static final double MAX_SHARE = 0;

  /** features[].impute: XGBoost handles missing values itself, and better than a constant would. */
  static final Impute IMPUTE = Impute.NONE;

  /** features[].missingIndicator: only useful together with imputation. */
  static final boolean MISSING_INDICATOR = false;

  /** features[].log1p: trees are invariant to it, so it is opt-in. */
  static final boolean LOG1P = false;

  /** features[].encode: says nothing about the order of the values. */
  static final CategoryEncoding ENCODING = CategoryEncoding.ONE_HOT;

  /** Default of {@code features.unit} of an age. */
  static final AgeUnit AGE_UNIT = AgeUnit.DAYS;

  /** Default of {@code features.cyclic}. */
  static final boolean CYCLIC = false;

  /** features[].maxCategories of a learned domain: each category is a column of floats. */
  static final int MAX_CATEGORIES = 100;

  /** features[].values of woe and bins: most columns with bins are numbers. */
  static final BinnedFeature.Values BINNED_VALUES = BinnedFeature.Values.NUMBER;

  /** features[].maxBins of woe and bins: a scorecard has five to ten attributes per column. */
  static final int MAX_BINS = 10;

  /** features[].minShare of woe and bins: below 5 % a bin's rate is unstable (Siddiqi 2006). */
  static final double MIN_SHARE = 0.05;

  /** features[].trend of woe and bins: a trend that does not hold would hide information. */
  static final BinTrend TREND = BinTrend.NONE;

  /**
   * features[].maxCategories of a learned domain that becomes a single number: each category is
   * only a line of features.json.
   */
  static final int MAX_TABLE_CATEGORIES = 1_000;

  /**
   * features[].smoothing: a value of 20 rows weighs as much as the prior, so that at a default rate
   * of 5 % a value needs more than one default to move.
   */
  static final double SMOOTHING = 20;

  /** features[].folds: each table is fitted on four fifths of train. */
  static final int MEAN_FOLDS = 5;

  /** features[].publishDomain: masked values are published only on explicit request. */
  static final boolean PUBLISH_DOMAIN = false;

  /**
   * features[].unknown: a value outside the domain carries information and is not treated as
   * missing.
   */
  static final Unknown UNKNOWN = Unknown.BUCKET;

  /** features[].missing: left to XGBoost, as for numbers. */
  static final Missing MISSING = Missing.NAN;

  /**
   * split.strategy: the part depends on the row's key alone and stays the same when the table
   * grows.
   */
  static final String STRATEGY = "hash";

  /** split.ratios: per cent for train / validation / test. */
  static final Ratios RATIOS = new Ratios(60, 20, 20);

  /** split.seed and training.seed. */
  static final long SEED = 42;

  /** training.rounds: an upper bound; early stopping usually ends training sooner. */
  static final int ROUNDS = 200;

  /** training.earlyStoppingRounds; 0 disables early stopping. */
  static final int EARLY_STOPPING_ROUNDS = 20;

  /** training.threadsPerWorker: a worker per core. */
  static final int THREADS_PER_WORKER = 1;

  /** training.engine: reports rounds while they run, and needs less memory than the estimator. */
  static final Engine ENGINE = Engine.BARRIER;

  /**
   * training.timeout: bounds the wait of a barrier stage that lost a worker and might never end.
   * Must be shorter than the job time limit of the platform, which would otherwise end the job
   * first; {@code jobs/} checks this.
   */
  static final Duration TIMEOUT = Duration.ofHours(1);

  /** tune.trials: enough for seven parameters at about ten times the cost of one training. */
  static final int TRIALS = 40;

  /** tune.minutes: a search that takes longer should be asked for. */
  static final int TUNE_MINUTES = 60;

  /** evaluation.cost: both errors cost the same unless the job sets their costs. */
  static final double COST = 1;

  /** score.bands: five, as in most scorecards; a bank will usually set its own limits. */
  static final RiskBands BANDS =
      new RiskBands(
          List.of(
              new Band("A", 0.05),
              new Band("B", 0.10),
              new Band("C", 0.20),
              new Band("D", 0.40),
              new Band("E", null)));

  /** score.reasons.top: as many as US lenders usually state (Regulation B, official commentary). */
  static final int REASONS = 4;

  /** score.reasons.reference: the borrowers who are accepted. */
  static final ReasonConfig.ReasonReference REFERENCE =
      ReasonConfig.ReasonReference.BELOW_THRESHOLD;

  /** evaluation.calibration: needs the fewest rows. */
  static final CalibrationMethod CALIBRATION = CalibrationMethod.PLATT;

  /** drift.against: the run in production if there is no registry. */
  static final DriftConfig.Against AGAINST = DriftConfig.Against.LATEST;

  /** gates.champion.against: the run in production. */
  static final ChampionGate.ChampionChoice CHAMPION = ChampionGate.ChampionChoice.LATEST;

  /** drift.newRows: 10 % more rows narrow a confidence interval by about 5 %. */
  static final double NEW_ROWS = 0.10;

  /**
   * drift.psi and drift.scorePsi: a significant shift by the usual rule of thumb (Siddiqi 2006).
   */
  static final double PSI = 0.20;

  /** drift.nullShare: five percentage points. */
  static final double NULL_SHARE = 0.05;

  /** drift.level: a fifth more or fewer defaults than the probability says. */
  static final double LEVEL = 0.20;

  /** drift.minRows: ten rows in each of ten groups. */
  static final long NEW_AT_LEAST = 100;

  /** catalog.type: no tables; only {@code source.path} is allowed. */
  static final CatalogConfig.CatalogType CATALOG = CatalogConfig.CatalogType.NONE;

  /** catalog.access: tables governed by Lake Formation are rejected with an explanation. */
  static final CatalogConfig.Access ACCESS = CatalogConfig.Access.CALLER;

  /** catalog.workgroup: exists in every account. */
  static final String WORKGROUP = "primary";

  /** catalog.timeout: Athena's default limit for a query. */
  static final Duration QUERY_TIME = Duration.ofMinutes(30);

  /** registry.type: models are not registered. */
  static final RegistryConfig.RegistryType REGISTRY = RegistryConfig.RegistryType.NONE;

  /** registry.approval: a person approves the model. */
  static final RegistryConfig.Approval APPROVAL = RegistryConfig.Approval.PENDING;

  /** registry.realtime: small machines can score a booster of a few hundred trees. */
  static final List<String> REALTIME = List.of("ml.m5.large", "ml.c5.large", "ml.c6i.large");

  /** registry.transform: instance types for batch transform. */
  static final List<String> TRANSFORM = List.of("ml.m5.xlarge", "ml.c5.xlarge");

  /** aws.s3.pathStyle: AWS expects the bucket in the host name; most other servers do not. */
  static final boolean PATH_STYLE = false;

  /** aws.attempts: a nightly job should wait a minute rather than fail on a throttled call. */
  static final int ATTEMPTS = 10;

  private ConfigDefaults() {}
}

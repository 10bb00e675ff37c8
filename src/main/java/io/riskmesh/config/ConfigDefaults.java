package io.riskmesh.config;

import io.riskmesh.config.FeatureConfig.Impute;
import io.riskmesh.config.FeatureConfig.Missing;
import io.riskmesh.config.FeatureConfig.SpecialAs;
import io.riskmesh.config.FeatureConfig.Unknown;
import io.riskmesh.config.SplitConfig.Ratios;
import io.riskmesh.config.TrainingConfig.Engine;
import io.riskmesh.model.RiskBands;
import io.riskmesh.model.RiskBands.Band;
import java.time.Duration;
import java.util.List;

/** Every value that a file may leave out. A key that is not here and not optional is required. */
final class ConfigDefaults {
  /** Where the two files are looked for when the command line names none. */
  static final String JOB_FILE = "conf/credit-risk.yaml";

  static final String ENV_FILE = "conf/env/local.yaml";

  /** quality.minRows: with fewer, the test part is too small for any gate to say something. */
  static final long MIN_ROWS = 500;

  /** quality.implied.maxMissing: as much as there is, but a value in at least one row. */
  static final double MAX_MISSING = 1;

  /** quality.implied.maxUnknown: a domain that knows less than half of the values is a mistake. */
  static final double MAX_UNKNOWN = 0.5;

  /** quality.implied.maxFuture: clocks and time zones differ by less than a day. */
  static final Duration MAX_FUTURE = Duration.ofDays(1);

  /** source.missingValues: what CSV writes for nothing. */
  static final List<String> MISSING_VALUES = List.of("");

  /** source.calendar: what all but old programs write. */
  static final SourceConfig.Calendar CALENDAR = SourceConfig.Calendar.PROLEPTIC;

  /** features[].specialAs: one more feature, whatever the number of codes. */
  static final SpecialAs SPECIAL_AS = SpecialAs.INDICATOR;

  /** quality.rules[].maxShare: a rule that is written down holds for every row. */
  static final double MAX_SHARE = 0;

  /** features[].impute: XGBoost handles missing values itself, and better than a constant would. */
  static final Impute IMPUTE = Impute.NONE;

  /** features[].missingIndicator: only of use together with an imputation. */
  static final boolean MISSING_INDICATOR = false;

  /** features[].log1p: trees do not care, so it is for people who want it. */
  static final boolean LOG1P = false;

  /** features[].maxCategories of a learned domain: each category is a column of floats. */
  static final int MAX_CATEGORIES = 100;

  /** features[].publishDomain: what is masked is not published unless somebody says so. */
  static final boolean PUBLISH_DOMAIN = false;

  /** features[].unknown: a value outside the domain is a fact of its own, not a gap. */
  static final Unknown UNKNOWN = Unknown.BUCKET;

  /** features[].missing: left to XGBoost, as with numbers. */
  static final Missing MISSING = Missing.NAN;

  /** split.strategy: membership follows from a row's key alone and survives growth. */
  static final String STRATEGY = "hash";

  /** split.ratios in per cent: train / validation / test. */
  static final Ratios RATIOS = new Ratios(60, 20, 20);

  /** split.seed and training.seed. */
  static final long SEED = 42;

  /** training.rounds: an upper bound, early stopping ends it sooner. */
  static final int ROUNDS = 200;

  /** training.earlyStoppingRounds; 0 switches it off. */
  static final int EARLY_STOPPING_ROUNDS = 20;

  /** training.threadsPerWorker: what {@code spark.task.cpus} is by default. */
  static final int THREADS_PER_WORKER = 1;

  /** training.engine: shows its rounds, and takes less memory than the estimator. */
  static final Engine ENGINE = Engine.BARRIER;

  /**
   * training.timeout: a barrier stage that lost a worker may otherwise wait for ever. Shorter than
   * what platforms allow a job, or those would end it first; {@code jobs/} holds them against it.
   */
  static final Duration TIMEOUT = Duration.ofHours(1);

  /** evaluation.cost: both mistakes cost the same until somebody says what they cost. */
  static final double COST = 1;

  /** score.bands: five, as most scorecards have; the limits are what a bank would change first. */
  static final RiskBands BANDS =
      new RiskBands(
          List.of(
              new Band("A", 0.05),
              new Band("B", 0.10),
              new Band("C", 0.20),
              new Band("D", 0.40),
              new Band("E", null)));

  /** drift.against: what serves where no registry decides. */
  static final DriftConfig.Against AGAINST = DriftConfig.Against.LATEST;

  /** drift.newRows: a tenth more rows narrows an interval by a twentieth. */
  static final double NEW_ROWS = 0.10;

  /** drift.psi and drift.scorePsi: a significant shift by the usual reading (Siddiqi 2006). */
  static final double PSI = 0.20;

  /** drift.nullShare: five points. */
  static final double NULL_SHARE = 0.05;

  /** drift.minRows: ten rows for each of ten groups. */
  static final long NEW_AT_LEAST = 100;

  /** catalog.type: no tables, only {@code source.path}. */
  static final CatalogConfig.CatalogType CATALOG = CatalogConfig.CatalogType.NONE;

  /** catalog.access: tables that Lake Formation governs are refused under it, and told why. */
  static final CatalogConfig.Access ACCESS = CatalogConfig.Access.CALLER;

  /** catalog.workgroup: every account has it. */
  static final String WORKGROUP = "primary";

  /** catalog.timeout: what Athena allows a query by default. */
  static final Duration QUERY_TIME = Duration.ofMinutes(30);

  /** registry.type. */
  static final RegistryConfig.RegistryType REGISTRY = RegistryConfig.RegistryType.NONE;

  /** registry.approval: a person signs. */
  static final RegistryConfig.Approval APPROVAL = RegistryConfig.Approval.PENDING;

  /** registry.realtime: small machines score a booster of some hundred trees. */
  static final List<String> REALTIME = List.of("ml.m5.large", "ml.c5.large", "ml.c6i.large");

  /** registry.transform. */
  static final List<String> TRANSFORM = List.of("ml.m5.xlarge", "ml.c5.xlarge");

  /** aws.s3.pathStyle: AWS wants buckets in the host's name, other servers rarely do. */
  static final boolean PATH_STYLE = false;

  /** aws.attempts: a night's job had rather wait a minute than fail at a throttled call. */
  static final int ATTEMPTS = 10;

  private ConfigDefaults() {}
}

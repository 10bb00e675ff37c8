package io.riskmesh.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.riskmesh.SparkTest;
import io.riskmesh.config.CategoricalFeature;
import io.riskmesh.config.CategoryEncoding;
import io.riskmesh.config.FeatureConfig;
import io.riskmesh.config.JobConfig;
import io.riskmesh.config.NumberOptions;
import io.riskmesh.config.NumberOptions.Impute;
import io.riskmesh.config.NumericFeature;
import io.riskmesh.config.ScreeningConfig;
import io.riskmesh.config.ScreeningConfig.ScreeningLimit;
import io.riskmesh.config.SplitPart;
import io.riskmesh.config.TargetSmoothing;
import io.riskmesh.features.FeatureFitter;
import io.riskmesh.features.FittedFeatures;
import io.riskmesh.screen.FeatureScreening.Screened;
import io.riskmesh.screen.ScreenedFeature.ScreeningDecision;
import io.riskmesh.split.Jobs;
import io.riskmesh.split.Splitter;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(SparkTest.class)
class FeatureScreeningTest {
  private static final ScreeningConfig.LeakLimits LEAK = new ScreeningConfig.LeakLimits(0.9, 3);
  private static final ScreeningConfig NO_LIMITS =
      new ScreeningConfig(Map.of(), LEAK, List.of(), List.of());
  private static final Instant AS_OF = Instant.parse("2026-06-01T00:00:00Z");
  private static final StructType SCHEMA =
      new StructType()
          .add("id", DataTypes.LongType)
          .add("label", DataTypes.IntegerType)
          .add("booked", DataTypes.TimestampType)
          .add("score", DataTypes.DoubleType)
          .add("twin", DataTypes.DoubleType)
          .add("noise", DataTypes.DoubleType)
          .add("rare", DataTypes.DoubleType)
          .add("trend", DataTypes.DoubleType)
          .add("home", DataTypes.StringType)
          .add("copy", DataTypes.StringType)
          .add("later", DataTypes.DoubleType)
          .add("sure", DataTypes.StringType)
          .add("exact", DataTypes.DoubleType);

  private static List<Row> rows() {
    Random random = new Random(11);
    List<Row> rows = new ArrayList<>();
    for (long i = 0; i < 6_000; i++) {
      double score = random.nextGaussian();
      String home = List.of("own", "rent", "free").get(random.nextInt(3));
      boolean isBad =
          random.nextDouble() < 1 / (1 + Math.exp(1.6 - score - (home.equals("rent") ? 0.8 : 0)));
      Instant booked = AS_OF.minus(30 * random.nextInt(24), ChronoUnit.DAYS);
      rows.add(
          RowFactory.create(
              i,
              isBad ? 1 : 0,
              Timestamp.from(booked),
              random.nextInt(10) == 0 ? null : score,
              score * 3 + random.nextGaussian() / 10,
              random.nextGaussian(),
              random.nextInt(50) == 0 ? random.nextDouble() : null,
              random.nextGaussian() + (booked.isAfter(AS_OF.minus(150, ChronoUnit.DAYS)) ? 2 : 0),
              home,
              isBad ? "charged off" : "paid",
              isBad && random.nextInt(3) > 0 ? random.nextDouble() : null,
              isBad && random.nextInt(20) == 0 ? "court" : List.of("a", "b").get((int) (i % 2)),
              isBad ? 1 + random.nextDouble() : random.nextDouble()));
    }
    return rows;
  }

  /** The rows and features of a test. */
  private record Screening(Splitter.Split split, FittedFeatures fitted, JobConfig job) {

    static Screening of(SparkSession spark, int partitions, List<String> numbers, String... texts) {
      Jobs jobs =
          Jobs.of(numbers.toArray(String[]::new)).categorical(texts).key("id").eventTime("booked");
      Dataset<Row> source = spark.createDataFrame(rows(), SCHEMA).repartition(partitions);
      JobConfig job = withoutImputation(jobs.job());
      Splitter.Split split = Splitter.split(jobs.staged(source), job, AS_OF);
      FittedFeatures fitted =
          FeatureFitter.fit(
              split.rows().filter(Splitter.PART + " = 'train'"),
              job.features(),
              List.of(""),
              1,
              Set.of());
      return new Screening(split, fitted, job);
    }

    private static JobConfig withoutImputation(JobConfig job) {
      NumberOptions plain =
          new NumberOptions(Impute.NONE, OptionalDouble.empty(), false, Optional.empty(), false);
      return job.withFeatures(
          job.features().stream()
              .<FeatureConfig>map(
                  feature ->
                      feature instanceof NumericFeature number
                          ? new NumericFeature(number.name(), number.column(), plain)
                          : feature)
              .toList());
    }

    Screened by(ScreeningConfig config) {
      long trainRows = split.summary().parts().get(SplitPart.TRAIN).rows();
      return FeatureScreening.screen(split.rows(), trainRows, fitted, job, config);
    }
  }

  private static ScreeningConfig limit(ScreeningLimit limit, double value, String... keep) {
    return new ScreeningConfig(Map.of(limit, value), LEAK, List.of(), List.of(keep));
  }

  private static ScreenedFeature candidate(Screened screened, String name) {
    return screened.result().orElseThrow().candidates().stream()
        .filter(candidate -> candidate.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theFiguresAreThoseOfCountedRows(SparkSession spark) {
    Screening screening = Screening.of(spark, 2, List.of("score", "noise"), "home");
    Screened screened = screening.by(NO_LIMITS);
    List<Row> train = screening.split().rows().filter(Splitter.PART + " = 'train'").collectAsList();
    assertThat(screened.result().orElseThrow().rows()).isEqualTo(train.size());
    assertThat(candidate(screened, "score").missing())
        .isEqualTo(share(train, row -> row.getAs("_raw.score") == null));
    assertThat(candidate(screened, "score").auc()).isCloseTo(auc(train), within(1e-3));
    assertThat(candidate(screened, "home").informationValue())
        .isCloseTo(informationValue(train), within(1e-12));
    assertThat(candidate(screened, "home").cells()).isEqualTo(3);
    ScreenedFeature noise = candidate(screened, "noise");
    assertThat(noise.informationValue()).isLessThan(noise.noise());
    assertThat(noise.validation().psi()).isLessThan(noise.validation().noise());
    assertThat(screened.dropped()).isEmpty();
    assertThat(screened.used()).isEqualTo(screening.fitted());
  }

  private static double share(List<Row> rows, Predicate<Row> is) {
    return (double) rows.stream().filter(is).count() / rows.size();
  }

  private static boolean isBad(Row row) {
    return row.<Float>getAs("_label") == 1;
  }

  /** Returns the AUC of the score by comparing all pairs. */
  private static double auc(List<Row> train) {
    double[] bad = scores(train, true);
    double[] good = scores(train, false);
    double pairs = 0;
    for (double one : bad) {
      for (double other : good) {
        pairs += one > other ? 1 : one == other ? 0.5 : 0;
      }
    }
    return pairs / bad.length / good.length;
  }

  private static double[] scores(List<Row> train, boolean areBad) {
    return train.stream()
        .filter(row -> isBad(row) == areBad && row.getAs("_raw.score") != null)
        .mapToDouble(row -> row.<Double>getAs("_raw.score"))
        .toArray();
  }

  private static double informationValue(List<Row> train) {
    double bads = train.stream().filter(FeatureScreeningTest::isBad).count() + 1.5;
    double goods = train.size() - (bads - 1.5) + 1.5;
    double value = 0;
    for (String home : List.of("own", "rent", "free")) {
      List<Row> cell = train.stream().filter(row -> row.getAs("_raw.home").equals(home)).toList();
      double bad = cell.stream().filter(FeatureScreeningTest::isBad).count();
      double good = (cell.size() - bad + 0.5) / goods;
      value += (good - (bad + 0.5) / bads) * Math.log(good / ((bad + 0.5) / bads));
    }
    return value;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "copy | it tells the label of every train row",
        "exact | it tells the label of every train row",
        "later | that there is a value tells the label",
        "sure | one of its values has",
      })
  void stopsAtAFeatureThatKnowsTheLabel(String leak, String message, SparkSession spark) {
    boolean isText = leak.equals("copy") || leak.equals("sure");
    Screening screening =
        Screening.of(
            spark,
            2,
            isText ? List.of("score") : List.of("score", leak),
            isText ? new String[] {"home", leak} : new String[] {"home"});
    assertThatThrownBy(() -> screening.by(NO_LIMITS))
        .isInstanceOfSatisfying(
            RunException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.DATA_QUALITY))
        .hasMessageStartingWith("a feature seems to know the label: " + leak + " (")
        .hasMessageContaining(message)
        .hasMessageEndingWith("or name it in screening.known.")
        .hasMessageNotContaining("court");
    ScreeningConfig known = new ScreeningConfig(Map.of(), LEAK, List.of(leak), List.of());
    assertThat(candidate(screening.by(known), leak).decision()).isEqualTo(ScreeningDecision.USED);
  }

  @Test
  void namesEverySuspectedFeature(SparkSession spark) {
    ScreeningConfig strict =
        new ScreeningConfig(
            Map.of(), new ScreeningConfig.LeakLimits(0.55, 0.01), List.of(), List.of());
    assertThatThrownBy(() -> Screening.of(spark, 2, List.of("score", "noise"), "home").by(strict))
        .hasMessageStartingWith("2 features seem to know the label: score (its AUC alone is 0.")
        .hasMessageContaining("above 0.55; its information value is 0.")
        .hasMessageContaining(", home (its AUC alone is 0.");
  }

  @Test
  void leavesOutWhatTellsTooLittle(SparkSession spark) {
    Screening screening = Screening.of(spark, 2, List.of("score", "noise"), "home");
    Screened screened = screening.by(limit(ScreeningLimit.MIN_INFORMATION_VALUE, 0.02));
    assertThat(screened.dropped()).containsExactly("noise");
    assertThat(candidate(screened, "noise").reasons())
        .singleElement()
        .asString()
        .matches("information value 0\\.0\\d\\d less 0\\.0\\d\\d by chance, below 0\\.02");
    assertThat(screened.used().declared())
        .extracting(feature -> feature.name())
        .containsExactly("score", "home");
    assertThat(screened.used().spec().names())
        .containsExactly("score", "home=free", "home=own", "home=rent", "home=unknown");
    assertThat(screening.by(limit(ScreeningLimit.MIN_AUC, 0.55)).dropped())
        .containsExactly("noise");
  }

  @Test
  void keepsWhatTheJobKeeps(SparkSession spark) {
    Screened screened =
        Screening.of(spark, 2, List.of("score", "noise"))
            .by(limit(ScreeningLimit.MIN_INFORMATION_VALUE, 0.02, "noise"));
    assertThat(candidate(screened, "noise").decision()).isEqualTo(ScreeningDecision.KEPT);
    assertThat(screened.dropped()).isEmpty();
  }

  @Test
  void ofTwoThatTellTheSameTheStrongerStays(SparkSession spark) {
    Screened screened =
        Screening.of(spark, 2, List.of("score", "twin", "noise"))
            .by(limit(ScreeningLimit.MAX_CORRELATION, 0.8));
    assertThat(screened.dropped()).containsExactly("score");
    assertThat(candidate(screened, "score").reasons())
        .singleElement()
        .asString()
        .matches("correlation 0\\.9\\d\\d with twin");
    assertThat(candidate(screened, "noise").correlation().value()).isBetween(-0.1, 0.1);
    assertThat(candidate(screened, "twin").correlation()).isNull();
  }

  @Test
  void leavesOutWhatIsMostlyMissingOrUnstable(SparkSession spark) {
    Screening screening = Screening.of(spark, 2, List.of("score", "rare", "trend"));
    assertThat(screening.by(limit(ScreeningLimit.MAX_MISSING, 0.9)).dropped())
        .containsExactly("rare");
    Screened stable = screening.by(limit(ScreeningLimit.MAX_PSI, 0.25));
    assertThat(stable.dropped()).containsExactly("trend");
    assertThat(candidate(stable, "trend").vintage().name()).isEqualTo("2026-Q2");
    assertThat(candidate(stable, "trend").validation().psi()).isLessThan(0.1);
    assertThat(candidate(stable, "trend").reasons())
        .singleElement()
        .asString()
        .matches("PSI \\d\\.\\d\\d\\d in 2026-Q2 above 0\\.25");
  }

  /** Train rows get the means of other folds, five values where validation has one. */
  @Test
  void aMeanLearnedFromTheLabelShiftsOnlyIfItsValuesDo(SparkSession spark) {
    Screening plain = Screening.of(spark, 2, List.of("score"), "home");
    List<FeatureConfig> features =
        List.of(
            new CategoricalFeature(
                "home",
                "home",
                CategoryEncoding.TARGET_MEAN,
                Optional.empty(),
                10,
                CategoricalFeature.Unknown.BUCKET,
                CategoricalFeature.Missing.NAN,
                Optional.empty(),
                false,
                OptionalDouble.empty(),
                new TargetSmoothing(20, 5)));
    JobConfig job = plain.job().withFeatures(features);
    FittedFeatures fitted =
        FeatureFitter.fit(
            plain.split().rows().filter(Splitter.PART + " = 'train'"),
            features,
            List.of(""),
            1,
            Set.of());
    ScreenedFeature home =
        candidate(new Screening(plain.split(), fitted, job).by(NO_LIMITS), "home");
    assertThat(home.validation().psi()).isLessThan(home.validation().noise());
    assertThat(home.informationValue()).isBetween(0.02, 1.0);
  }

  @Test
  void refusesToDropEverything(SparkSession spark) {
    Screening screening = Screening.of(spark, 2, List.of("noise"));
    assertThatThrownBy(() -> screening.by(limit(ScreeningLimit.MIN_INFORMATION_VALUE, 1)))
        .hasMessageStartingWith("screening drops every feature: ");
  }

  @Test
  void theOrderAndThePartitionsOfTheRowsDoNotMatter(SparkSession spark) {
    List<String> numbers = List.of("score", "twin", "noise", "rare", "trend");
    byte[] one =
        JsonText.bytes(
            Screening.of(spark, 1, numbers, "home").by(NO_LIMITS).result().orElseThrow());
    byte[] five =
        JsonText.bytes(
            Screening.of(spark, 5, numbers, "home").by(NO_LIMITS).result().orElseThrow());
    assertThat(five).isEqualTo(one);
  }
}

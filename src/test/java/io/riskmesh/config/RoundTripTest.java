package io.riskmesh.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.config.CategoricalFeature.Missing;
import io.riskmesh.config.CategoricalFeature.Unknown;
import io.riskmesh.model.RiskBands;
import io.riskmesh.model.RiskBands.Band;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that any text or number survives being written to YAML and read back. */
class RoundTripTest {
  private static final String[] PIECES = {
    "a", "Z", "0", "1", "7", ".", "-", "+", "e", "E", "_", ":", " ", "#", "'", "\"", "\\", "\t",
    "[", "]", "{", "}", ",", "&", "*", "!", "|", ">", "%", "@", "`", "~", "?", "=", "/", "ß", "é",
    "日", "😀", "no", "yes", "on", "null", "true", "0x", ".inf", "---", "...", "<<", "\n"
  };

  @TempDir Path folder;

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int length = 1 + random.nextInt(5);
    for (int i = 0; i < length; i++) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  private static List<String> texts(Random random) {
    Set<String> texts = new LinkedHashSet<>();
    for (int i = 0; i < 20; i++) {
      texts.add(text(random));
    }
    return List.copyOf(texts);
  }

  @Test
  void keepsTextsAndNumbers() {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      EffectiveConfig settings = settings(random);
      EffectiveConfig again = new Loading(folder).load(settings.jobYaml(), settings.envYaml());

      assertThat(again.job()).as("seed %d", seed).isEqualTo(settings.job());
      assertThat(again.env()).as("seed %d", seed).isEqualTo(settings.env());
      assertThat(again.digest()).as("seed %d", seed).isEqualTo(settings.digest());
    }
  }

  private EffectiveConfig settings(Random random) {
    EffectiveConfig base = new Loading(folder).load(Loading.JOB, Loading.ENV);
    JobConfig job = base.job();
    List<FeatureConfig> features = new ArrayList<>(job.features());
    features.set(
        1,
        new CategoricalFeature(
            "purpose",
            nonBlank(text(random)),
            Optional.of(texts(random)),
            ConfigDefaults.MAX_CATEGORIES,
            Unknown.MISSING,
            Missing.NAN));
    Map<String, String> settings = new TreeMap<>();
    texts(random).forEach(text -> settings.put("spark.sql." + text, text(random)));
    TrainingConfig training = job.training();
    return EffectiveConfig.of(
        new JobConfig(
            job.name(),
            job.source(),
            new LabelConfig(nonBlank(text(random)), text(random)),
            new QualityConfig(random.nextLong(1, Long.MAX_VALUE), rules(random)),
            new PrivacyConfig(Set.of()),
            features,
            List.of(),
            Optional.empty(),
            new SplitConfig.Hash(new SplitConfig.Ratios(98, 1, 1), random.nextLong()),
            new TrainingConfig(
                training.rounds(),
                training.earlyStoppingRounds(),
                training.checkpointRounds(),
                training.workers(),
                training.threadsPerWorker(),
                settings,
                training.seed(),
                training.engine(),
                training.timeout()),
            new EvaluationConfig(Double.MIN_VALUE, Math.abs(random.nextGaussian()) * 1e9),
            job.gates(),
            Optional.empty(),
            new ScoreConfig(
                new RiskBands(
                    List.of(
                        new Band(nonBlank(text(random)) + "1", random.nextDouble(0.1, 0.9)),
                        new Band(nonBlank(text(random)) + "2", null))),
                texts(random).stream().filter(text -> !text.isBlank()).toList(),
                Optional.empty(),
                Optional.empty(),
                AuditConfig.NONE),
            new DriftConfig(
                DriftConfig.Against.APPROVED,
                Math.exp(random.nextGaussian()),
                Math.exp(random.nextGaussian()),
                Double.MIN_VALUE,
                random.nextDouble(),
                Math.exp(random.nextGaussian()),
                random.nextLong(10, Long.MAX_VALUE)),
            AboutConfig.NONE,
            Optional.of(
                new TuneConfig(
                    random.nextInt(2, 1000),
                    random.nextInt(1, 10_000),
                    Map.of(
                        "eta",
                        new TuneRange(random.nextDouble(), 1.5, TuneRange.RangeScale.LINEAR),
                        "max_depth",
                        new TuneRange(1, random.nextInt(2, 99), TuneRange.RangeScale.LOG))))),
        new EnvConfig(
            base.env().catalog(),
            base.env().aws(),
            base.env().artifacts(),
            base.env().registry(),
            new SignOffConfig(List.of("role-" + random.nextInt(9)), List.of()),
            new TrackingConfig(
                "env-" + random.nextInt(9),
                Duration.ofSeconds(random.nextInt(1, 60)),
                Optional.of(
                    new MlflowConfig(
                        "http://host/" + random.nextInt(9),
                        Optional.of(nonBlank(text(random))),
                        Optional.empty())),
                Optional.of(
                    new LineageConfig(
                        Optional.empty(),
                        random.nextBoolean(),
                        nonBlank(text(random)),
                        Optional.empty())),
                Optional.of(TrackingConfig.MetricsFormat.EMF)),
            new EnvConfig.Spark(Optional.of(nonBlank(text(random))), settings)));
  }

  private static List<QualityRule> rules(Random random) {
    return List.of(
        new QualityRule.Range(
            nonBlank(text(random)),
            java.util.OptionalDouble.of(-Math.abs(random.nextGaussian()) * 1e-9),
            java.util.OptionalDouble.of(Math.exp(random.nextDouble() * 700)),
            random.nextDouble()),
        new QualityRule.Allowed(nonBlank(text(random)), texts(random), 0));
  }

  /** Returns a text that can name a column: the job's schema rejects blank ones. */
  private static String nonBlank(String text) {
    return text.isBlank() ? "x" : text;
  }
}

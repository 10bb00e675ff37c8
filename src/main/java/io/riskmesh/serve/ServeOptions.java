package io.riskmesh.serve;

import io.riskmesh.model.RecordRules;
import io.riskmesh.records.RecordLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How a model is served.
 *
 * @param model {@code model.tar.gz}, or the folder into which it was unpacked
 * @param port port to listen on; 0 for any that is free
 * @param rules how records are read, if the request does not say
 * @param records limits on the records of a request
 * @param limits limits on everything else
 * @param logsAll whether requests are logged that succeed
 */
public record ServeOptions(
    Path model,
    String host,
    int port,
    RecordRules rules,
    RecordLimits records,
    ServeLimits limits,
    boolean logsAll) {
  /** What SageMaker sets for a container that shares its host with others. */
  private static final String SAGEMAKER_PORT = "SAGEMAKER_BIND_TO_PORT";

  /** How often a body or an answer is in memory while it grows. */
  private static final int COPIES = 3;

  /**
   * Reads options.
   *
   * @throws IllegalArgumentException naming the setting that has an invalid value
   */
  public static ServeOptions of(Map<ServeSetting, String> given) {
    Settings settings = new Settings(given);
    return new ServeOptions(
        Path.of(settings.text(ServeSetting.MODEL)),
        settings.text(ServeSetting.HOST),
        settings.number(ServeSetting.PORT),
        new RecordRules(
            settings.isSecond(ServeSetting.ABSENT, "error", "missing"),
            settings.isSecond(ServeSetting.UNKNOWN, "error", "ignore"),
            settings.number(ServeSetting.REASONS)),
        new RecordLimits(
            settings.number(ServeSetting.MAX_FIELDS),
            settings.number(ServeSetting.MAX_RECORD_BYTES),
            settings.number(ServeSetting.MAX_RECORDS)),
        new ServeLimits(
            settings.number(ServeSetting.MAX_BODY_BYTES),
            settings.number(ServeSetting.MAX_ANSWER_BYTES),
            settings.number(ServeSetting.MAX_HEAD_BYTES),
            settings.concurrency(),
            settings.number(ServeSetting.CONNECTIONS),
            settings.seconds(ServeSetting.READ_SECONDS),
            settings.seconds(ServeSetting.WRITE_SECONDS),
            settings.seconds(ServeSetting.IDLE_SECONDS),
            settings.seconds(ServeSetting.DRAIN_SECONDS)),
        !settings.isSecond(ServeSetting.LOG, "all", "failures"));
  }

  /** Returns the settings that an environment makes. */
  public static Map<ServeSetting, String> settings(Map<String, String> environment) {
    Map<ServeSetting, String> settings = new EnumMap<>(ServeSetting.class);
    if (environment.containsKey(SAGEMAKER_PORT)) {
      settings.put(ServeSetting.PORT, environment.get(SAGEMAKER_PORT));
    }
    for (ServeSetting setting : ServeSetting.values()) {
      String value = environment.get(setting.variable());
      if (value != null) {
        settings.put(setting, value);
      }
    }
    return settings;
  }

  /**
   * Returns the settings that arguments make: {@code --port 8080}.
   *
   * @throws IllegalArgumentException naming an argument that does not exist or lacks its value
   */
  public static Map<ServeSetting, String> settings(List<String> arguments) {
    Map<ServeSetting, String> settings = new EnumMap<>(ServeSetting.class);
    for (int i = 0; i < arguments.size(); i += 2) {
      String argument = arguments.get(i);
      ServeSetting setting =
          Arrays.stream(ServeSetting.values())
              .filter(one -> one.argument().equals(argument))
              .findFirst()
              .orElseThrow(
                  () -> new IllegalArgumentException("unknown argument %s".formatted(argument)));
      if (i + 1 == arguments.size()) {
        throw new IllegalArgumentException("%s needs a value".formatted(argument));
      }
      settings.put(setting, arguments.get(i + 1));
    }
    return settings;
  }

  private record Settings(Map<ServeSetting, String> given) {
    String text(ServeSetting setting) {
      return given.getOrDefault(setting, setting.initial());
    }

    int number(ServeSetting setting) {
      return setting.number(text(setting));
    }

    /**
     * Returns at most as many requests as fit into the heap with the largest bodies and answers.
     */
    int concurrency() {
      int most = number(ServeSetting.CONCURRENCY);
      long bytes =
          (long) number(ServeSetting.MAX_BODY_BYTES) + number(ServeSetting.MAX_ANSWER_BYTES);
      long fit = Runtime.getRuntime().maxMemory() / (COPIES * bytes);
      return given.containsKey(ServeSetting.CONCURRENCY)
          ? most
          : (int) Math.max(1, Math.min(most, fit));
    }

    Duration seconds(ServeSetting setting) {
      return Duration.ofSeconds(number(setting));
    }

    boolean isSecond(ServeSetting setting, String first, String second) {
      return setting.isSecond(text(setting), first, second);
    }
  }
}

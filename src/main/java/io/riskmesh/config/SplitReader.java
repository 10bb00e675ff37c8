package io.riskmesh.config;

import io.riskmesh.config.SplitConfig.ByColumn;
import io.riskmesh.config.SplitConfig.Group;
import io.riskmesh.config.SplitConfig.Hash;
import io.riskmesh.config.SplitConfig.OutOfTime;
import io.riskmesh.config.SplitConfig.Ratios;
import io.riskmesh.config.SplitConfig.Stratified;
import io.riskmesh.config.SplitConfig.Time;
import io.riskmesh.config.SplitConfig.TimeRatios;
import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.ConfigValue;
import io.riskmesh.config.yaml.TimeSpans;
import io.riskmesh.model.CanonicalValues;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the split from YAML; keys of another strategy are reported as problems. */
final class SplitReader {
  /** Allowed keys per strategy. */
  private static final Map<String, List<String>> KEYS =
      Map.of(
          "hash", List.of("ratios", "seed", SplitConfig.OUT_OF_TIME),
          "stratified", List.of("ratios", "seed", SplitConfig.OUT_OF_TIME),
          "group", List.of("group", "ratios", "seed", SplitConfig.OUT_OF_TIME),
          "time", List.of("ratios", "validationFrom", "testFrom"),
          "column", List.of("column", "train", "validation", "test"));

  private static final List<String> STRATEGIES =
      List.of("hash", "stratified", "group", "time", "column");

  private SplitReader() {}

  static SplitConfig read(ConfigNode node) {
    ConfigNode strategy = node.at("strategy");
    Optional<String> choice = strategy.value().choice(STRATEGIES);
    if (strategy.isPresent() && choice.isEmpty()) {
      node.ignoreUnknown();
      return new Hash(ConfigDefaults.RATIOS, ConfigDefaults.SEED);
    }
    String name = choice.orElse(ConfigDefaults.STRATEGY);
    refuseOthers(node, name);
    SplitConfig split = read(node, name);
    return KEYS.get(name).contains(SplitConfig.OUT_OF_TIME)
            && node.at(SplitConfig.OUT_OF_TIME).isPresent()
        ? outOfTime(node.at(SplitConfig.OUT_OF_TIME), split)
        : split;
  }

  private static SplitConfig read(ConfigNode node, String name) {
    return switch (name) {
      case "hash" -> new Hash(ratios(node), seed(node));
      case "stratified" -> new Stratified(ratios(node), seed(node));
      case "group" -> new Group(group(node.at("group").required()), ratios(node), seed(node));
      case "time" -> time(node);
      default -> byColumn(node);
    };
  }

  private static OutOfTime outOfTime(ConfigNode node, SplitConfig inTime) {
    return node.read(
        section ->
            new OutOfTime(
                inTime,
                time(section.at("from").required().value()).orElse(Instant.EPOCH),
                section.at("embargo").value().parsed(TimeSpans.PERIOD, TimeSpans::period)));
  }

  private static void refuseOthers(ConfigNode node, String strategy) {
    for (String key : KEYS.values().stream().flatMap(List::stream).distinct().sorted().toList()) {
      if (!KEYS.get(strategy).contains(key)) {
        node.refuse(key, "is not valid with strategy: " + strategy);
      }
    }
  }

  private static List<String> group(ConfigNode node) {
    List<String> columns = node.list().texts();
    node.list().requireItems();
    return columns;
  }

  private static long seed(ConfigNode node) {
    return node.at("seed")
        .value()
        .whole(Long.MIN_VALUE, Long.MAX_VALUE)
        .orElse(ConfigDefaults.SEED);
  }

  private static Ratios ratios(ConfigNode node) {
    return node.at("ratios")
        .value()
        .parsed(
            "three whole percentages above 0 that add up to 100, such as 60/20/20",
            SplitReader::ratios)
        .orElse(ConfigDefaults.RATIOS);
  }

  private static Ratios ratios(String text) {
    List<Integer> parts =
        Stream.of(text.split("/", -1)).map(part -> Integer.parseInt(part.strip())).toList();
    boolean whole = parts.size() == 3 && parts.stream().allMatch(part -> part > 0 && part < 100);
    if (!whole || parts.stream().mapToInt(Integer::intValue).sum() != 100) {
      throw new IllegalArgumentException("not three parts of 100");
    }
    return new Ratios(parts.get(0), parts.get(1), parts.get(2));
  }

  private static SplitConfig time(ConfigNode node) {
    ConfigNode validation = node.at("validationFrom");
    ConfigNode test = node.at("testFrom");
    if (!validation.isPresent() && !test.isPresent()) {
      return new TimeRatios(ratios(node));
    }
    if (node.at("ratios").isPresent()) {
      node.at("ratios")
          .problem("is not valid together with validationFrom and testFrom; give one or the other");
    }
    Optional<Instant> validationFrom = time(validation.required().value());
    Optional<Instant> testFrom = time(test.required().value());
    if (validationFrom.isPresent()
        && testFrom.isPresent()
        && !validationFrom.get().isBefore(testFrom.get())) {
      test.problem("must be after validationFrom, is " + test.shown());
    }
    return new Time(validationFrom.orElse(Instant.EPOCH), testFrom.orElse(Instant.EPOCH));
  }

  private static Optional<Instant> time(ConfigValue value) {
    return value.parsed(TimeSpans.TIME, TimeSpans::instant);
  }

  private static ByColumn byColumn(ConfigNode node) {
    String column = node.at("column").required().value().text().orElse("");
    Map<SplitPart, List<String>> values = new EnumMap<>(SplitPart.class);
    Map<String, SplitPart> seen = new HashMap<>();
    for (SplitPart part : SplitPart.STANDARD) {
      ConfigNode ofPart = node.at(part.key()).required();
      List<String> texts = ofPart.list().entries(ConfigValue::entry);
      ofPart.list().requireItems();
      for (String text : texts) {
        SplitPart other = seen.putIfAbsent(CanonicalValues.plain(text), part);
        if (other != null) {
          ofPart.problem("\"%s\" is also in %s".formatted(text, other.key()));
        }
      }
      values.put(part, new ArrayList<>(texts));
    }
    return new ByColumn(column, Collections.unmodifiableMap(values));
  }
}

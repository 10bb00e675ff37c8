package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.ConfigValue;
import io.riskmesh.config.yaml.YamlWriter;
import io.riskmesh.model.AgeUnit;
import io.riskmesh.model.DatePart;
import io.riskmesh.model.DayReading;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A number from a date: the time between two dates, or a part of one.
 *
 * @param part the part; empty for the time between the dates
 * @param unit unit of the time
 * @param until the column with the later date; empty for a part
 * @param cyclic whether the part becomes two numbers, its sine and cosine
 * @param formats how the columns are written, see {@link DayReading}, by column
 */
public record DateFeature(
    String name,
    String column,
    Optional<DatePart> part,
    AgeUnit unit,
    Optional<String> until,
    boolean cyclic,
    NumberOptions options,
    Map<String, String> formats)
    implements NumberFeature {
  static final String KIND = "date";

  private static final String AGE = "age";
  private static final List<String> WORDS =
      Stream.concat(Stream.of(AGE), Stream.of(DatePart.values()).map(ConfigValue::word)).toList();

  static DateFeature read(ConfigNode node, String name) {
    Optional<String> as = node.at("as").required().value().choice(WORDS);
    if (as.isEmpty()) {
      node.ignoreUnknown();
    }
    return as.filter(AGE::equals).isPresent()
        ? age(node, name)
        : part(node, name, as.map(word -> DatePart.valueOf(word.toUpperCase(Locale.ROOT))));
  }

  private static DateFeature age(ConfigNode node, String name) {
    node.refuse("cyclic", "is only valid for a part that returns, such as as: month");
    return new DateFeature(
        name,
        FeatureReader.column(node, name),
        Optional.empty(),
        node.at("unit").value().choice(AgeUnit.class).orElse(ConfigDefaults.AGE_UNIT),
        node.at("until").value().text(),
        false,
        FeatureReader.options(node, List.of()),
        Map.of());
  }

  private static DateFeature part(ConfigNode node, String name, Optional<DatePart> part) {
    if (part.isPresent()) {
      List.of("unit", "until").forEach(key -> node.refuse(key, "is only valid with as: age"));
    }
    boolean cyclic = node.at("cyclic").value().flag().orElse(ConfigDefaults.CYCLIC);
    if (cyclic && part.filter(DatePart.YEAR::equals).isPresent()) {
      node.at("cyclic").problem("is only valid for a part that returns, such as as: month");
    }
    NumberOptions options = FeatureReader.options(node, List.of());
    if (cyclic) {
      List.of("impute", "clip", "log1p", "monotone")
          .forEach(key -> node.refuse(key, "is not valid with cyclic: true"));
    }
    return new DateFeature(
        name,
        FeatureReader.column(node, name),
        part.or(() -> Optional.of(DatePart.YEAR)),
        ConfigDefaults.AGE_UNIT,
        Optional.empty(),
        cyclic,
        options,
        Map.of());
  }

  @Override
  public DateFeature linked(FeatureLinks links, ConfigNode node) {
    Optional<String> end = part.isPresent() ? Optional.empty() : until.or(links::eventTime);
    if (part.isEmpty() && end.isEmpty()) {
      node.at("until")
          .problem(
              "is missing; an age needs source.eventTime or the column with the date up to which it counts, so that a record that is scored later has its own");
    }
    if (end.filter(column::equals).isPresent()) {
      node.problem("the time from a column to itself carries no information");
    }
    Map<String, String> found = new TreeMap<>();
    Stream.concat(Stream.of(column), end.stream())
        .forEach(read -> found.put(read, links.dayFormat(read, node)));
    return new DateFeature(name, column, part, unit, end, cyclic, options, found);
  }

  /** Returns how a column is written, see {@link DayReading}. */
  public String format(String of) {
    return formats.getOrDefault(of, DayReading.ISO);
  }

  @Override
  public List<String> columns() {
    return Stream.concat(Stream.of(column), until.stream()).toList();
  }

  @Override
  public List<String> numbers() {
    return List.of();
  }

  @Override
  public List<String> times() {
    return columns();
  }

  @Override
  public boolean isNumber() {
    return !cyclic;
  }

  @Override
  public List<String> outputs() {
    List<String> outputs = options.outputs(name);
    return cyclic
        ? Stream.concat(Stream.of(name + ".sin", name + ".cos"), outputs.stream().skip(1)).toList()
        : outputs;
  }

  @Override
  public Map<String, Object> yaml() {
    YamlWriter written =
        new YamlWriter().with("name", name).with("column", column).with("kind", KIND);
    if (part.isEmpty()) {
      written.with("as", AGE).with("unit", ConfigValue.word(unit)).with("until", until);
    } else {
      written.with("as", ConfigValue.word(part.get())).with("cyclic", cyclic);
    }
    return cyclic ? options.yamlOfMissing(written) : options.yaml(written);
  }
}

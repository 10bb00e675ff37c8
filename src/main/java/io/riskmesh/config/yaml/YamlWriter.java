package io.riskmesh.config.yaml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** A section on its way back to YAML: keys in the order in which they are documented. */
public final class YamlWriter {
  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .disable(YAMLGenerator.Feature.SPLIT_LINES)
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .stringQuotingChecker(new Quoting())
              .build());

  private final Map<String, Object> fields = new LinkedHashMap<>();

  public YamlWriter with(String key, Object value) {
    fields.put(key, value);
    return this;
  }

  /** Null when empty: the reader of a dry run sees which keys there are. */
  public YamlWriter with(String key, Optional<?> value) {
    return with(key, (Object) value.orElse(null));
  }

  public YamlWriter with(String key, OptionalDouble value) {
    return with(key, value.isPresent() ? YamlScalars.written(value.getAsDouble()) : null);
  }

  public YamlWriter number(String key, double value) {
    return with(key, YamlScalars.written(value));
  }

  public Map<String, Object> fields() {
    return fields;
  }

  public static List<Object> texts(List<String> texts) {
    return texts.stream().map(YamlScalars::written).toList();
  }

  /** Settings, numbers and flags among them without quotes where that reads back the same. */
  public static Map<String, Object> settings(Map<String, String> settings) {
    Map<String, Object> written = new LinkedHashMap<>();
    settings.forEach((key, value) -> written.put(key, YamlScalars.setting(value)));
    return written;
  }

  public static String yaml(Map<String, Object> fields) {
    try {
      return YAML.writeValueAsString(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps and texts can be written", e);
    }
  }

  /** Quotes all that is not plainly a word or a path, whichever version of YAML reads it. */
  private static final class Quoting extends StringQuotingChecker {
    private static final long serialVersionUID = 1L;
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][A-Za-z0-9_./-]*");

    @Override
    public boolean needToQuoteName(String name) {
      return needToQuoteValue(name);
    }

    @Override
    public boolean needToQuoteValue(String value) {
      return !PLAIN.matcher(value).matches() || isReservedKeyword(value);
    }
  }
}

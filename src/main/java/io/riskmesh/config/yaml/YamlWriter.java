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

/** Writes a section as YAML, with its keys in the order in which they are documented. */
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

  /** Adds a key with a value. */
  public YamlWriter with(String key, Object value) {
    fields.put(key, value);
    return this;
  }

  /**
   * Adds a key with an optional value; null if it is empty, so that a dry run shows all available
   * keys.
   */
  public YamlWriter with(String key, Optional<?> value) {
    return with(key, (Object) value.orElse(null));
  }

  /** Adds a key with an optional number; null if it is empty. */
  public YamlWriter with(String key, OptionalDouble value) {
    return with(key, value.isPresent() ? YamlScalars.written(value.getAsDouble()) : null);
  }

  /** Adds a key with a number, written as {@link YamlScalars#written(double)} does. */
  public YamlWriter number(String key, double value) {
    return with(key, YamlScalars.written(value));
  }

  /** Returns the keys and values that were added, in order. */
  public Map<String, Object> fields() {
    return fields;
  }

  /** Returns texts as users would write them: whole numbers without quotes. */
  public static List<Object> texts(List<String> texts) {
    return texts.stream().map(YamlScalars::written).toList();
  }

  /** Returns settings in which numbers and flags have no quotes if they read back unchanged. */
  public static Map<String, Object> settings(Map<String, String> settings) {
    Map<String, Object> written = new LinkedHashMap<>();
    settings.forEach((key, value) -> written.put(key, YamlScalars.setting(value)));
    return written;
  }

  /** Returns the YAML text of a section. */
  public static String yaml(Map<String, Object> fields) {
    try {
      return YAML.writeValueAsString(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps and strings can always be written", e);
    }
  }

  /** Quotes everything that is not plainly a word or a path, for any version of YAML. */
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

package io.riskmesh.config;

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
final class Written {
  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .disable(YAMLGenerator.Feature.SPLIT_LINES)
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .stringQuotingChecker(new Quoting())
              .build());

  private final Map<String, Object> fields = new LinkedHashMap<>();

  Written with(String key, Object value) {
    fields.put(key, value);
    return this;
  }

  /** Null when empty: the reader of a dry run sees which keys there are. */
  Written with(String key, Optional<?> value) {
    return with(key, (Object) value.orElse(null));
  }

  Written with(String key, OptionalDouble value) {
    return with(key, value.isPresent() ? Scalars.written(value.getAsDouble()) : null);
  }

  Written number(String key, double value) {
    return with(key, Scalars.written(value));
  }

  Map<String, Object> fields() {
    return fields;
  }

  static List<Object> texts(List<String> texts) {
    return texts.stream().map(Scalars::written).toList();
  }

  /** Settings, numbers and flags among them without quotes where that reads back the same. */
  static Map<String, Object> settings(Map<String, String> settings) {
    Map<String, Object> written = new LinkedHashMap<>();
    settings.forEach((key, value) -> written.put(key, Scalars.setting(value)));
    return written;
  }

  static String yaml(Map<String, Object> fields) {
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

package io.riskmesh.catalog;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.riskmesh.catalog.FileShape.Trait;
import io.riskmesh.rows.UnreadType;
import io.riskmesh.spark.ScalaInterop;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.json.JSONOptions;
import org.apache.spark.sql.types.DataTypes;

/**
 * The keys of all records of a JSON file. A key that appears twice in one record is listed twice.
 * The file has one record per line, or is a single value over several lines.
 */
final class JsonKeys {
  private final JsonFactory factory;
  private final Set<String> keys = new LinkedHashSet<>();
  private final Set<String> single = new HashSet<>();
  private final Set<String> nested = new HashSet<>();
  private final Set<String> doubled = new LinkedHashSet<>();
  private boolean isThere;

  private JsonKeys(JsonFactory factory) {
    this.factory = factory;
  }

  /**
   * Reads the file as one value over several lines; if it is not one, reads it again line by line.
   *
   * @throws FileRefusal when several values that span lines follow each other
   */
  static FileShape readShape(Configuration hadoop, Path path, Map<String, String> options)
      throws IOException {
    JSONOptions spark = new JSONOptions(ScalaInterop.immutable(options), "UTC", "");
    JsonFactory factory = spark.buildJsonFactory();
    Charset charset = Charset.forName(ScalaInterop.optional(spark.encoding()).orElse("UTF-8"));
    Optional<JsonKeys> whole;
    try (BufferedReader in = openReader(hadoop, path, charset)) {
      whole = whole(factory, in);
    }
    if (whole.isPresent()) {
      return whole.get().shape(Set.of(Trait.WHOLE));
    }
    if (CsvHeader.isWide(charset.name())) {
      throw new FileRefusal(
          "holds JSON lines in %s, whose line ends Spark cannot find. Have it written in UTF-8"
              .formatted(charset));
    }
    JsonKeys lines = new JsonKeys(factory);
    try (BufferedReader in = openReader(hadoop, path, charset)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lines.line(line);
      }
    }
    return lines.shape(Set.of());
  }

  private static BufferedReader openReader(Configuration hadoop, Path path, Charset charset)
      throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(TextFile.open(hadoop, path, charset.name()), charset));
    in.mark(1);
    if (in.read() != '\uFEFF') {
      in.reset();
    }
    return in;
  }

  /** Returns the keys if the file's first value spans several lines. */
  private static Optional<JsonKeys> whole(JsonFactory factory, BufferedReader in)
      throws IOException {
    JsonKeys keys = new JsonKeys(factory);
    try (JsonParser parser = factory.createParser(in)) {
      if (parser.nextToken() == null) {
        return Optional.empty();
      }
      int from = parser.currentTokenLocation().getLineNr();
      keys.value(parser);
      if (parser.currentTokenLocation().getLineNr() == from) {
        return Optional.empty();
      }
      if (parser.nextToken() != null) {
        throw new FileRefusal(
            "holds several multi-line JSON values, of which Spark reads only the first. Have it written as one array, or one record per line");
      }
      return Optional.of(keys);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** Ignores a malformed record here: Spark counts it later. */
  private void line(String line) throws IOException {
    if (line.isBlank()) {
      return;
    }
    isThere = true;
    try (JsonParser parser = factory.createParser(line)) {
      parser.nextToken();
      value(parser);
    } catch (JsonProcessingException e) {
      isThere = true;
    }
  }

  private void value(JsonParser parser) throws IOException {
    isThere = true;
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      while (parser.nextToken() != JsonToken.END_ARRAY && parser.currentToken() != null) {
        record(parser);
      }
    } else {
      record(parser);
    }
  }

  private void record(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    Set<String> own = new HashSet<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      keys.add(key);
      if (!own.add(key)) {
        doubled.add(key);
      }
      JsonToken token = parser.nextToken();
      if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
        nested.add(key);
        parser.skipChildren();
      } else if (token != JsonToken.VALUE_NULL) {
        single.add(key);
      }
    }
  }

  private FileShape shape(Set<Trait> traits) {
    List<HeldColumn> columns = new ArrayList<>();
    for (String key : keys) {
      columns.add(held(key));
      if (doubled.contains(key)) {
        columns.add(held(key));
      }
    }
    return new FileShape(List.copyOf(columns), isThere, traits);
  }

  private HeldColumn held(String key) {
    boolean isEmpty = !single.contains(key) && !nested.contains(key);
    return nested.contains(key)
        ? new HeldColumn(key, new UnreadType("NESTED", "a nested value"))
        : new HeldColumn(key, DataTypes.StringType, DataTypes.StringType, isEmpty, null);
  }
}

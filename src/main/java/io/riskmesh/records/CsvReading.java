package io.riskmesh.records;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads CSV with a header line; a row that cannot be read is a problem of its own. */
final class CsvReading implements RecordReading {
  private final RecordLines lines;
  private final RecordCounter counter;
  private final RecordLimits limits;
  private List<String> header = List.of();

  CsvReading(InputStream in, RecordLimits limits) {
    this.lines = new RecordLines(in, true, limits.maxRecordBytes());
    this.counter = new RecordCounter(limits);
    this.limits = limits;
  }

  @Override
  public InputRecord next() throws IOException {
    if (header.isEmpty()) {
      header = readHeader();
    }
    if (!lines.next()) {
      return null;
    }
    counter.count();
    try {
      return record(cells());
    } catch (IllegalArgumentException e) {
      return InputRecord.unreadable(lines.number(), e.getMessage());
    }
  }

  private InputRecord record(List<String> cells) {
    if (cells.size() != header.size()) {
      return InputRecord.unreadable(
          lines.number(),
          "it has %,d cells, but the header has %,d".formatted(cells.size(), header.size()));
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      fields.put(header.get(i), cells.get(i));
    }
    return new InputRecord(lines.number(), fields, null);
  }

  @Override
  public List<String> header() {
    return header;
  }

  /** The names are not repeated: without a header line they are values. */
  private List<String> readHeader() throws IOException {
    if (!lines.next()) {
      throw new RecordSyntaxException("the input is empty; CSV begins with a line of column names");
    }
    List<String> names;
    try {
      names = cells();
    } catch (IllegalArgumentException e) {
      throw new RecordSyntaxException("the header line cannot be read: " + e.getMessage());
    }
    if (names.size() > limits.maxFields()) {
      throw new RecordLimitException(
          "the header has more than %,d columns".formatted(limits.maxFields()));
    }
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).isBlank()) {
        throw new RecordSyntaxException("column %d of the header has no name".formatted(i + 1));
      }
      Integer other = places.put(names.get(i), i);
      if (other != null) {
        throw new RecordSyntaxException(
            "columns %d and %d of the header have the same name".formatted(other + 1, i + 1));
      }
    }
    return names;
  }

  /**
   * Returns the cells of the line.
   *
   * @throws IllegalArgumentException with the reason, if it has none
   */
  private List<String> cells() {
    if (lines.problem() != null) {
      throw new IllegalArgumentException(lines.problem());
    }
    try {
      return CsvCells.split(lines.text());
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("it is not valid UTF-8", e);
    }
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}

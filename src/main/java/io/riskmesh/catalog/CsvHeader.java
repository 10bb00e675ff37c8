package io.riskmesh.catalog;

import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import io.riskmesh.catalog.FileShape.Trait;
import io.riskmesh.spark.ScalaInterop;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.csv.CSVOptions;
import org.apache.spark.sql.types.DataTypes;

/**
 * Reads the columns of a CSV file from its first record. A column without a name is named by its
 * position, {@code _c0} for the first, as in a file without a header.
 */
final class CsvHeader {
  private CsvHeader() {}

  /** Opens the file and reads its first record. */
  static FileShape readShape(Configuration hadoop, Path path, Map<String, String> options)
      throws IOException {
    CSVOptions spark = new CSVOptions(ScalaInterop.immutable(options), false, "UTC");
    boolean isWhole = isWhole(options);
    CsvParser parser = new CsvParser(settings(spark));
    try (InputStream in = TextFile.open(hadoop, path, spark.charset())) {
      parser.beginParsing(in, spark.charset());
      String[] first = parser.parseNext();
      boolean hasRows = first != null && (!spark.headerFlag() || parser.parseNext() != null);
      return new FileShape(
          columns(first == null ? new String[0] : first, spark.headerFlag()),
          hasRows,
          isWhole ? Set.of(Trait.WHOLE) : Set.of());
    } finally {
      parser.stopParsing();
    }
  }

  /**
   * Returns whether the file must be read as a whole: when records span several lines, or when a
   * line break is more than one byte, so that Spark must not split the file at line breaks.
   */
  static boolean isWhole(Map<String, String> options) {
    CSVOptions spark = new CSVOptions(ScalaInterop.immutable(options), false, "UTC");
    return spark.multiLine() || isWide(spark.charset());
  }

  /**
   * Returns whether the charset encodes a character, and so a line break, in more than one byte.
   */
  static boolean isWide(String charset) {
    return charset.toUpperCase(Locale.ROOT).matches("UTF-?(16|32).*");
  }

  /**
   * Returns the parser settings of Spark. Spark passes single lines to its parser; this parser has
   * to detect the line breaks itself.
   */
  private static CsvParserSettings settings(CSVOptions options) {
    CsvParserSettings settings = options.asParserSettings();
    settings.setLineSeparatorDetectionEnabled(options.lineSeparatorInRead().isEmpty());
    return settings;
  }

  private static List<HeldColumn> columns(String[] first, boolean isHeader) {
    List<HeldColumn> columns = new ArrayList<>();
    for (int i = 0; i < first.length; i++) {
      String name = isHeader && first[i] != null ? first[i].replaceFirst("^\uFEFF", "") : "";
      columns.add(new HeldColumn(name.isBlank() ? "_c" + i : name, DataTypes.StringType));
    }
    return List.copyOf(columns);
  }
}

package io.riskmesh.catalog;

import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import io.riskmesh.catalog.FileShape.Trait;
import io.riskmesh.rows.ScalaInterop;
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
 * The columns of a CSV file as its first record names them. One without a name goes by its place,
 * {@code _c0} for the first, as in a file without a header.
 */
final class CsvHeader {
  private CsvHeader() {}

  static FileShape shape(Configuration hadoop, Path path, Map<String, String> options)
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
   * Whether a file is read in one piece: when records go over several lines, and when a line's end
   * is no single byte, so that Spark must not look for one.
   */
  static boolean isWhole(Map<String, String> options) {
    CSVOptions spark = new CSVOptions(ScalaInterop.immutable(options), false, "UTC");
    return spark.multiLine() || isWide(spark.charset());
  }

  /** Whether a character has more bytes than one, also the end of a line. */
  static boolean isWide(String charset) {
    return charset.toUpperCase(Locale.ROOT).matches("UTF-?(16|32).*");
  }

  /** Spark hands its parser single lines; this one finds their ends by itself. */
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

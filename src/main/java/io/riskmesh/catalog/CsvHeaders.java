package io.riskmesh.catalog;

import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import io.riskmesh.catalog.SourcePin.SourceFile;
import io.riskmesh.catalog.TableMetadata.Field;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.ParallelIo;
import io.riskmesh.store.RunException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * Compares the headers of a CSV table with the catalog. Hive matches CSV columns by position and
 * skips headers unread. A header that has the table's names in another order would put values under
 * wrong names, and is rejected.
 */
final class CsvHeaders {
  /** Maximum number of files whose header is read, because each header costs a request. */
  private static final int MAX_HEADERS = 1_000;

  private CsvHeaders() {}

  static void requireInOrder(SparkSession spark, HiveGroups groups) {
    Configuration hadoop = spark.sessionState().newHadoopConf();
    for (HiveGroups.GroupPart part : groups.parts()) {
      if (part.layout().hasHeader()) {
        List<SourceFile> files = part.shapes().keySet().stream().limit(MAX_HEADERS).toList();
        ParallelIo.map(files, file -> require(hadoop, part.layout(), file));
      }
    }
  }

  private static SourceFile require(Configuration hadoop, HiveLayout layout, SourceFile file) {
    List<String> header = readHeader(hadoop, layout.format(), file);
    List<String> names = layout.fields().stream().map(Field::name).map(CsvHeaders::plain).toList();
    for (int i = 0; i < header.size(); i++) {
      int place = names.indexOf(plain(header.get(i)));
      if (place >= 0 && place != i) {
        throw new RunException(
            Outcome.SOURCE_MISSING,
            "file %s has column %s at position %d, but the catalog has it at position %d. Have the producer rewrite the file or re-crawl the table."
                .formatted(file.path(), names.get(place), i + 1, place + 1));
      }
    }
    return file;
  }

  private static List<String> readHeader(Configuration hadoop, HiveFormat format, SourceFile file) {
    Path path = new Path(file.path());
    Charset charset = Charset.forName(format.options().getOrDefault("encoding", "UTF-8"));
    try (InputStream in = TextFile.open(hadoop, path, charset.name());
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, charset))) {
      String line = reader.readLine();
      return line == null ? List.of() : names(format, line);
    } catch (IOException e) {
      throw ReadFailure.of(e, file.path()).orElseThrow();
    }
  }

  private static List<String> names(HiveFormat format, String line) {
    if (format.cells() != null) {
      return format.cells().split(line).orElse(List.of());
    }
    String[] names = new CsvParser(settings(format)).parseLine(line);
    return names == null ? List.of() : Arrays.asList(names);
  }

  private static CsvParserSettings settings(HiveFormat format) {
    CsvParserSettings settings = new CsvParserSettings();
    settings.getFormat().setDelimiter(format.options().get("sep"));
    String quote = format.options().get("quote");
    settings.getFormat().setQuote(quote.isEmpty() ? '\0' : quote.charAt(0));
    settings.setMaxCharsPerColumn(-1);
    settings.setMaxColumns(100_000);
    return settings;
  }

  /** Normalises a header name in the way a crawler does. */
  private static String plain(String name) {
    return String.valueOf(name)
        .strip()
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}_]", "_");
  }
}

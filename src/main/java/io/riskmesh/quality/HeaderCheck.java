package io.riskmesh.quality;

import io.riskmesh.config.SourceConfig;
import io.riskmesh.config.SourceFormat;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.types.StructType;

/**
 * Recognises a text file under {@code source.path} that is not split into columns as the job
 * expects. Its first line may hold values of persons, so no message contains it.
 */
public final class HeaderCheck {
  private HeaderCheck() {}

  /**
   * Checks that a CSV or JSON source has at least one of the columns, in any case and with any
   * surrounding blanks.
   *
   * @param source all columns of the source
   * @param used columns that are read
   * @throws RunException {@code SOURCE_MISSING} with one line that names the likely causes
   */
  public static void require(StructType source, SourceConfig config, Collection<String> used) {
    SourceFormat format = config.format().orElse(null);
    boolean isText = format == SourceFormat.CSV || format == SourceFormat.JSON;
    if (config.path().isEmpty() || !isText || used.isEmpty() || hasAny(source, used)) {
      return;
    }
    int width = source.fieldNames().length;
    String cause =
        format == SourceFormat.CSV
            ? "the header has %,d. Set source.options.sep if another character separates the columns, remove lines above the header, and check that the file is CSV text: compressed files need their ending, such as .gz"
            : "the records have %,d. Have each credit written as one record, without an object around the records";
    throw new RunException(
        Outcome.SOURCE_MISSING,
        "none of the job's %,d columns is in source.path %s; %s, or correct the names in the job"
            .formatted(used.size(), config.path().get(), cause.formatted(width)));
  }

  private static boolean hasAny(StructType source, Collection<String> used) {
    Set<String> names = used.stream().map(HeaderCheck::plain).collect(Collectors.toSet());
    return Stream.of(source.fieldNames()).map(HeaderCheck::plain).anyMatch(names::contains);
  }

  private static String plain(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }
}

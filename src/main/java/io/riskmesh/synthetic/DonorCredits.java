package io.riskmesh.synthetic;

import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;

/**
 * The real credits, column by column in the table's order, from which generated rows are assembled.
 * These are 20,000 numbers, kept as literals of the plan.
 */
record DonorCredits(int rows, Map<String, int[]> columns) {
  private static final String RESOURCE = "/test-data/credit_card/credit_card.csv";

  static DonorCredits read() {
    try (InputStream in = DonorCredits.class.getResourceAsStream(RESOURCE);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
      String[] names = lines.readLine().split(",");
      return of(names, lines.lines().map(DonorCredits::numbers).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DonorCredits of(String[] names, List<int[]> rows) {
    Map<String, int[]> columns = new LinkedHashMap<>();
    IntStream.range(0, names.length)
        .forEach(i -> columns.put(names[i], rows.stream().mapToInt(row -> row[i]).toArray()));
    return new DonorCredits(rows.size(), columns);
  }

  private static int[] numbers(String line) {
    return Stream.of(line.split(",")).mapToInt(Integer::parseInt).toArray();
  }

  /** Returns the column's value in the donor with this number, counted from 0. */
  Column value(String column, Column donor) {
    return get(lit(columns.get(column)), donor);
  }
}

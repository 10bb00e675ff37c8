package io.riskmesh.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.function.IntFunction;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.ValuesWriter;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type.Repetition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NumberValuesTest {
  private static final int MAX_DICTIONARY = 2_000;

  private static final double[] SPECIAL = {
    Double.NaN, -0.0, 0.0, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, Long.MIN_VALUE, 1.5
  };

  /** Writes pages of numbers with ours and the library's writer, which must agree in every byte. */
  private static void compare(PrimitiveTypeName name, int pages, IntFunction<double[]> numbers)
      throws IOException {
    PrimitiveType type = new PrimitiveType(Repetition.REQUIRED, name, "n");
    NumberValues ours = new NumberValues(name, MAX_DICTIONARY);
    ValuesWriter theirs =
        ParquetProperties.builder()
            .withDictionaryPageSize(MAX_DICTIONARY)
            .build()
            .newValuesWriter(new ColumnDescriptor(new String[] {"n"}, type, 0, 0));
    for (int page = 0; page < pages; page++) {
      Statistics<?> expected = Statistics.createStats(type);
      for (double number : numbers.apply(page)) {
        switch (name) {
          case INT32 -> {
            ours.add((int) number);
            theirs.writeInteger((int) number);
            expected.updateStats((int) number);
          }
          case INT64 -> {
            ours.add((long) number);
            theirs.writeLong((long) number);
            expected.updateStats((long) number);
          }
          case FLOAT -> {
            ours.add(Float.floatToRawIntBits((float) number));
            theirs.writeFloat((float) number);
            expected.updateStats((float) number);
          }
          default -> {
            ours.add(Double.doubleToRawLongBits(number));
            theirs.writeDouble(number);
            expected.updateStats(number);
          }
        }
      }
      assertThat(ours.getBufferedSize()).isEqualTo(theirs.getBufferedSize());
      assertThat(bytes(ours.getBytes())).isEqualTo(bytes(theirs.getBytes()));
      assertThat(ours.getEncoding()).isEqualTo(theirs.getEncoding());
      Statistics<?> statistics = Statistics.createStats(type);
      ours.count(statistics);
      assertThat(statistics).isEqualTo(expected);
      ours.reset();
      theirs.reset();
    }
    DictionaryPage dictionary = ours.toDictPageAndClose();
    DictionaryPage expected = theirs.toDictPageAndClose();
    assertThat(dictionary == null).isEqualTo(expected == null);
    if (expected != null) {
      assertThat(dictionary.getDictionarySize()).isEqualTo(expected.getDictionarySize());
      assertThat(dictionary.getEncoding()).isEqualTo(expected.getEncoding());
      assertThat(bytes(dictionary.getBytes())).isEqualTo(bytes(expected.getBytes()));
    }
  }

  /** The library's own way to an array is deprecated in the release that Spark 4 has. */
  private static byte[] bytes(BytesInput input) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    input.writeAllTo(all);
    return all.toByteArray();
  }

  /** Runs of every length around eight, among them none, of numbers below a limit. */
  private static double[] runs(Random random, int count, int limit) {
    double[] numbers = new double[count];
    for (int at = 0; at < count; ) {
      double number =
          limit <= SPECIAL.length ? SPECIAL[random.nextInt(limit)] : random.nextInt(limit);
      int end = Math.min(count, at + 1 + random.nextInt(random.nextBoolean() ? 2 : 20));
      for (; at < end; at++) {
        numbers[at] = number;
      }
    }
    return numbers;
  }

  @ParameterizedTest
  @EnumSource(names = {"INT32", "INT64", "FLOAT", "DOUBLE"})
  void pagesAreThoseOfTheLibrary(PrimitiveTypeName type) throws IOException {
    Random random = new Random(11);
    for (int limit : new int[] {1, 2, 7, 100, 240}) {
      compare(type, 4, page -> runs(random, 3_000 - 7 * page, limit));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"INT32", "INT64", "FLOAT", "DOUBLE"})
  void numbersFollowWhereADictionaryIsNoHelp(PrimitiveTypeName type) throws IOException {
    Random random = new Random(12);
    // On the first page, on a later one when the dictionary is full, and after a page without any.
    compare(type, 3, page -> random.doubles(3_000, -1e9, 1e9).toArray());
    compare(type, 6, page -> runs(random, 5_000 - 50 * page, 40 << 2 * page));
    compare(type, 3, page -> runs(random, 500 * page, 7));
  }

  @Test
  void aLongRunIsCountedInSeveralBytes() throws IOException {
    compare(PrimitiveTypeName.INT32, 2, page -> new double[3_000_000]);
  }
}

package io.riskmesh.features;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riskmesh.Python;
import io.riskmesh.model.CanonicalValues;
import io.riskmesh.model.DateExpr;
import io.riskmesh.model.DatePart;
import io.riskmesh.model.Expr;
import io.riskmesh.model.FeatureSpec;
import io.riskmesh.model.ModelFeature;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The interpreter in the model's archive: over random trees and random records, as JSON carries
 * them, it computes floats with the same bits as plain Java.
 */
class PythonInterpreterTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int BATCHES = 12;

  /** Records per batch; scripts/bench/agree has more in all. */
  private static final int RECORDS = Integer.getInteger("riskmesh.agree.records", 2_400) / BATCHES;

  private static final int TREES = 100;
  private static final int NUMBERS = 100_000;

  /** Texts that are numbers, dates or times, or nearly so. */
  private static final List<String> TEXTS =
      List.of(
          " 96",
          "96\u00a0",
          "\u200296",
          "096",
          "096.0",
          "96.0",
          "9.6e1",
          "+96",
          "-0.0",
          ".5",
          "5.",
          ".",
          "1e+05",
          "1e400",
          "-1e400",
          "1e00001",
          "1_000",
          "0x1p3",
          "30D",
          "٣",
          "inf",
          "nan",
          "Infinity",
          "true",
          "R",
          " R",
          "NA ",
          "",
          "1970-01-01",
          "2024-2-29",
          "2023-02-29",
          "0000-02-29",
          "9999-12-31",
          " 9999-12-31 ",
          "20240301",
          "2024-03-01T10:30",
          "2024-03-01 10:30:15,5",
          "2024-03-01T10:30:15.123456789Z",
          "1969-12-31T23:59:59.9999999Z",
          "2024-03-01T24:00",
          "2024-03-01T10:60",
          "2024-03-01T10:30:60",
          "2024-03-01T10:30z",
          "2024-03-01T10:30+01",
          "2024-03-01T10:30 +1",
          "2024-03-01T10:30-0130",
          "2024-03-01T10:30+18:00",
          "2024-03-01T10:30+18:01",
          "2024-03-01T10:30+01:60",
          "2024-03-01T10:30+01:30:15",
          "2024-03-01T10:30+013015",
          "2024-03-01T10:30+0130:15",
          "2024-03-01T10:30 UTC",
          "2024-03-01T10:30\u2003UTC",
          "2024-03-01T10:30\u00a0UTC",
          "2024-03-01T10:30 UTC+01:00",
          "2024-03-01T10:30 UT-5",
          "2024-03-01T10:30 GMT0",
          "2024-03-01T10:30 UTCx",
          "2024-03-31T02:30 Europe/Berlin",
          "2024-10-27T02:30 Europe/Berlin",
          "2024-10-27T02:30 europe/berlin",
          "1850-01-01T00:00 America/New_York",
          "9999-07-01T00:00 America/New_York",
          "9999-12-31T23:59:59 America/New_York",
          "9999-12-31T23:59:59,999999999 Asia/Tokyo",
          "0000-02-29T00:00 Europe/Paris",
          "2024-03-01T10:30 EST",
          "2024-03-01T10:30 EST5EDT",
          "2024-03-01T10:30 posix/Europe/Berlin",
          "2024-03-01T10:30 ../Berlin",
          "2024-03-01T10:30 Nowhere/City");

  /** Codes and missing values, in several notations. */
  private static final List<String> ENTRIES =
      List.of("", "NA", "96", "096", "1E5", "0", "0.5", "9999-12-31", "Infinity", "-Infinity");

  /** Ways to write dates. */
  private static final List<String> FORMATS =
      List.of(
          "iso",
          "days",
          "seconds",
          "millis",
          "micros",
          "nanos",
          "yyyyMM",
          "yyyy",
          "yyyyMMdd",
          "dd.MM.yyyy",
          "MM/yyyy",
          "yyyy-MM-dd HH:mm:ss",
          "yyyyMMddHH");

  /** Texts that are dates in one of the formats, or nearly so. */
  private static final List<String> DATES =
      List.of(
          "202402",
          "202413",
          "202400",
          " 202402 ",
          "2024",
          "0000",
          "+2024",
          "12024",
          "20240229",
          "20230229",
          "00010101",
          "99991231",
          "29.02.2024",
          "29x02x2024",
          "9.2.2024",
          "02/2024",
          "2024-02-29 23:59:59",
          "2024-02-29 24:00:00",
          "2024-02-29 23:60:59",
          "2024022923",
          "٢٠٢٤",
          "9999-12-31T23:59:59.999999Z",
          "1969-12-31T23:59:59.999999Z",
          "2024-03-01T00:30+01:00",
          "1709164800000",
          "253402300799",
          "253402300800",
          "-62135596800",
          "-62135596801",
          "1e9999",
          "1e-9999",
          "0e30",
          "12345678901234567890");

  @TempDir Path folder;

  @Test
  void computesTheFloatsOfPlainJava() throws IOException {
    List<FeatureSpec> specs = new ArrayList<>();
    for (int batch = 0; batch < BATCHES; batch++) {
      specs.add(write(batch, randomFeatures(batch), randomRecords(batch)));
    }
    specs.add(write(BATCHES, List.of(number("number")), texts()));
    for (String entry : ENTRIES) {
      specs.add(write(specs.size(), spellings(entry), texts()));
    }
    for (String format : FORMATS) {
      specs.add(write(specs.size(), days(format), dates()));
    }
    writeNumbers();

    String out = Python.run("check_inference.py", "features", folder.toString());

    assertThat(out).isEqualTo("%d numbers\n".formatted(NUMBERS));
    for (int batch = 0; batch < specs.size(); batch++) {
      agree(batch, specs.get(batch));
    }
  }

  private static List<ModelFeature> randomFeatures(int batch) {
    RandomTrees trees = new RandomTrees(batch);
    return IntStream.range(0, TREES)
        .mapToObj(
            i ->
                new ModelFeature(
                    "t" + i,
                    trees.tree(1 + i % 5),
                    i % 3 == 0 ? InterpretersAgreeTest.MISSING : ModelFeature.BLANK))
        .toList();
  }

  private static Stream<String> randomRecords(int batch) {
    Random random = new Random(batch);
    return new RandomRows(batch)
        .rows(RECORDS).stream()
            .map(RandomRows::record)
            .map(
                record ->
                    record.entrySet().stream()
                        .map(
                            field -> quoted(field.getKey()) + ": " + json(field.getValue(), random))
                        .collect(Collectors.joining(", ", "{", "}")));
  }

  /** Writes a value as a client may: a number also as its text. */
  private static String json(Object value, Random random) {
    if (value instanceof Number number) {
      double real = number.doubleValue();
      if (Double.isNaN(real)) {
        return "null";
      }
      if (Double.isInfinite(real)) {
        return real > 0 ? "1e999" : "-1e999";
      }
      boolean isPlain = value instanceof BigDecimal && random.nextBoolean();
      String text = isPlain ? ((BigDecimal) value).toPlainString() : value.toString();
      return random.nextInt(3) == 0 ? quoted(text) : text;
    }
    return value == null || value instanceof Boolean ? "" + value : quoted(value.toString());
  }

  private static String quoted(String text) {
    try {
      return MAPPER.writeValueAsString(text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Stream<String> texts() {
    return TEXTS.stream().map(text -> "{\"x\": %s}".formatted(quoted(text)));
  }

  private static ModelFeature number(String name, String... missing) {
    return new ModelFeature(name, new Expr.NumberColumn("x"), List.of(missing));
  }

  private static List<ModelFeature> spellings(String entry) {
    return List.of(
        number("number", "", "R", entry),
        new ModelFeature("code", new NumberCodes("x", List.of(entry, "R")).indicator()),
        new ModelFeature("equal", new Expr.Equal("x", entry), List.of("R")),
        new ModelFeature("text", new Expr.IsTextMissing("x"), List.of("", entry)));
  }

  private static List<ModelFeature> days(String format) {
    DateExpr.DayOf day = new DateExpr.DayOf("x", format);
    return List.of(
        new ModelFeature("day", new DateExpr.PartOf(DatePart.DAY_OF_YEAR, day)),
        new ModelFeature("year", new DateExpr.PartOf(DatePart.YEAR, day)),
        new ModelFeature("coded", new Expr.IsMissing(day), List.of("", "1970-01-01", "0")));
  }

  /** Texts, and the numbers among them as numbers. */
  private static Stream<String> dates() {
    List<String> texts =
        Stream.concat(TEXTS.stream(), DATES.stream()).map(PythonInterpreterTest::quoted).toList();
    List<String> numbers =
        List.of(
            "0",
            "-1",
            "0.5",
            "19783",
            "202402",
            "20240229",
            "1e3",
            "1709164800000",
            "1e25",
            "1e999",
            "true",
            "null",
            "253402300799.9999999",
            "-62135596800.000001");
    return Stream.concat(texts.stream(), numbers.stream()).map("{\"x\": %s}"::formatted);
  }

  private Path file(String name, int batch) {
    return folder.resolve(name + "-" + batch);
  }

  private FeatureSpec write(int batch, List<ModelFeature> features, Stream<String> records)
      throws IOException {
    FeatureSpec spec = new FeatureSpec(features);
    Files.write(file("features", batch), spec.toJson());
    Files.write(file("records", batch), records.toList());
    return spec;
  }

  /** Writes numbers with their logarithms and their plain texts. */
  private void writeNumbers() throws IOException {
    Random random = new Random(1);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < NUMBERS; i++) {
      double number = someNumber(i, random);
      lines.add(
          "%x %x %s"
              .formatted(
                  Double.doubleToLongBits(number),
                  Double.doubleToLongBits(StrictMath.log1p(Math.abs(number))),
                  CanonicalValues.plain(number)));
      double negative = Math.max(-1 / (1 + Math.abs(number)), Math.nextUp(-1.0));
      lines.add(
          "%x %x -"
              .formatted(
                  Double.doubleToLongBits(negative),
                  Double.doubleToLongBits(StrictMath.log1p(negative))));
    }
    Files.write(folder.resolve("numbers"), lines);
  }

  private static double someNumber(int at, Random random) {
    // All powers of two, where the decimals that read back lie unevenly around the number.
    if (at < 2 * 2046) {
      double power = Math.scalb(1.0, at / 2 - 1022);
      return at % 2 == 0 ? power : Math.nextDown(power);
    }
    return switch (at % 4) {
      case 0 -> random.nextGaussian() * 1e4;
      case 1 -> random.nextInt(1_000_000) / 100.0;
      case 2 -> Math.pow(10, -20 * random.nextDouble());
      default -> normal(random);
    };
  }

  private static double normal(Random random) {
    double number = Double.longBitsToDouble(random.nextLong());
    return Double.isFinite(number) && Math.abs(number) >= Double.MIN_NORMAL ? number : 0;
  }

  private void agree(int batch, FeatureSpec spec) throws IOException {
    List<String> records = Files.readAllLines(file("records", batch));
    List<String> floats = Files.readAllLines(file("floats", batch));
    assertThat(floats).hasSameSizeAs(records);
    for (int i = 0; i < records.size(); i++) {
      String expected = bits(spec, records.get(i));
      assertThat(floats.get(i)).as(records.get(i)).isEqualTo(expected);
    }
  }

  /** Returns the bits of a record's floats, or {@code mistyped}. */
  private static String bits(FeatureSpec spec, String record) throws IOException {
    Map<String, Object> values = MAPPER.readValue(record, new TypeReference<>() {});
    try {
      float[] floats = spec.evaluate(values);
      return IntStream.range(0, floats.length)
          .mapToObj(i -> Integer.toHexString(Float.floatToIntBits(floats[i])))
          .collect(Collectors.joining(" "));
    } catch (IllegalArgumentException e) {
      return "mistyped";
    }
  }
}

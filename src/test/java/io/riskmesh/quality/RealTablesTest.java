package io.riskmesh.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.SparkTest;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tables as they occur in practice are read correctly or rejected with a way out; each case has a
 * control.
 */
@ExtendWith(SparkTest.class)
class RealTablesTest {
  private static final String CODES = "{name: c, kind: categorical, domain: [1, 2, 3]}";
  private static final String X = "{name: x, kind: numeric}";

  @TempDir Path folder;
  private RealTable table;

  @BeforeEach
  void table(SparkSession spark) {
    table = new RealTable(spark, folder);
  }

  private String csv(String name, String text) {
    return "{path: %s, format: csv".formatted(table.write(name, text));
  }

  private String parquet(String name, String query) {
    table.parquet(name, query);
    return "{path: %s, format: parquet".formatted(folder.resolve(name));
  }

  private static String values(String rows, String columns) {
    return "select %s from values %s".formatted(columns, rows);
  }

  @Test
  void aCodeIsOneCategoryHoweverItIsWritten() {
    List<String> right = List.of("c=1 1", "c=2 1", "c=3 1", "c=unknown 0");
    String text = "c,bad\n1.0,0\n2.00,1\n3,0\n,1\n";
    String rows = "(1, 0), (2, 1), (3, 0), (null, 1)";

    assertThat(table.read(csv("a.csv", text) + "}", CODES).ones()).isEqualTo(right);
    for (String type : List.of("int", "bigint", "double", "float", "decimal(10,2)", "string")) {
      String query = values(rows, "cast(col1 as %s) c, col2 bad".formatted(type));
      assertThat(table.read(parquet("p", query) + "}", CODES).ones()).as(type).isEqualTo(right);
    }
  }

  @Test
  void leadingZerosStayAndTrailingOnesAreMatchedAsWritten() {
    String text = "c,bad\n010,0\n10,1\n46.90,0\n46.9,1\n01.10,0\n";
    String domain = "{name: c, kind: categorical, domain: [010, 46.90, 01.10]}";

    assertThat(table.read(csv("a.csv", text) + "}", domain).ones())
        .containsExactly("c=010 1", "c=46.90 2", "c=01.10 1", "c=unknown 1");
  }

  @Test
  void learnedCategoriesThatAreEqualInValueAreOne() {
    String text = "c,bad\n" + "4.0,0\n4,1\n4.00,0\n04,1\nx,0\n".repeat(10);
    String learn = "{name: c, kind: categorical, domain: learn}";

    assertThat(table.read(csv("a.csv", text) + "}", learn).ones())
        .containsExactly("c=04 10", "c=4 30", "c=x 10", "c=unknown 0");
  }

  @Test
  void aRangeRuleChangesNoCategory() {
    String text = "c,bad\n" + "01069,0\n04109,1\n".repeat(10);
    String learn = "{name: c, kind: categorical, domain: learn}";
    String rule = "quality: {minRows: 1, rules: [{check: range, column: c, min: 1}]}";

    assertThat(table.read(csv("a.csv", text) + "}", learn, rule).fit().names())
        .isEqualTo(table.read(csv("a.csv", text) + "}", learn).fit().names())
        .contains("c=01069");
  }

  @Test
  void longDecimalKeysAreTold() {
    String rule = "quality: {minRows: 1, rules: [{check: duplicate_keys}]}";
    String ids = "(110101199003070001, 0), (110101199003070002, 1), (110101199003070003, 1)";
    for (String type : List.of("bigint", "decimal(18,0)", "decimal(20,0)", "string")) {
      String query = values(ids, "cast(col1 as %s) id, col2 x, col2 bad".formatted(type));
      assertThat(table.read(parquet("p", query) + ", key: [id]}", X, rule).broken())
          .as(type)
          .isEmpty();
    }
  }

  @Test
  void aFilterComparesATextAsTheNumberThatItSays() {
    String text = "x,y,bad\n0,1,0\n0.45,2.0,1\n3000000000.5,3,0\n120.25,4,1\n,5,0\n";
    String source = csv("a.csv", text);
    for (String filter : List.of("x > 0", "x > 0.0", "0 < x", "not (x <= 0)")) {
      assertThat(table.read(source + ", filter: \"" + filter + "\"}", X).count())
          .as(filter)
          .isEqualTo(3);
      // Also if the job does not use the column elsewhere.
      assertThat(
              table
                  .read(source + ", filter: \"" + filter + "\"}", CODES.replace("c,", "y,"))
                  .count())
          .as(filter)
          .isEqualTo(3);
    }
    assertThat(table.read(source + ", filter: \"y in (2, 3)\"}", X).count()).isEqualTo(2);
    assertThat(table.read(source + ", filter: \"y = 2\"}", X).count()).isEqualTo(1);
  }

  @Test
  void aFilterTellsLongNumbersApart() {
    String text = "id,x,bad\n110101199003070001,1,0\n110101199003070002,2,1\n";

    assertThat(table.read(csv("a.csv", text) + ", filter: \"id = 110101199003070001\"}", X).count())
        .isEqualTo(1);
  }

  @Test
  void whatAFilterCannotReadIsCountedAndNotLost() {
    String text = "y,x,bad\n5,1,0\n\"1,5\",2,1\nn/a,3,0\n,4,1\n2,5,1\n";
    String source = csv("a.csv", text) + ", filter: \"y > 3\"}";

    assertThat(table.read(source, X).broken())
        .singleElement()
        .asString()
        .contains("source.filter", "2 of 3 rows", "cannot be read as the type it is compared with");
    assertThat(
            table
                .read(
                    csv("b.csv", "y,x,bad\n5,1,0\n4,2\n2,3,1\n9,4,1\n") + ", filter: \"y > 3\"}", X)
                .broken())
        .as("a ragged record under a filter")
        .anyMatch(line -> line.contains("do not match the file's columns"));
  }

  @Test
  void aLimitOnA32BitColumnIsOneOf32Bits() {
    String query = values("(0.1, 0), (0.05, 1), (0.02, 0)", "cast(col1 as float) x, col2 bad");
    String source = parquet("p", query);
    for (String filter :
        List.of("x <= 0.1", "x between 0.02 and 0.1", "0.1 >= x", "x in (0.1, 0.05, 0.02)")) {
      assertThat(table.read(source + ", filter: \"" + filter + "\"}", X).count())
          .as(filter)
          .isEqualTo(3);
    }
    assertThat(table.read(source + ", filter: \"x < 0.1\"}", X).count()).isEqualTo(2);
    String rule = "quality: {minRows: 1, rules: [{check: range, column: x, max: 0.1}]}";
    assertThat(table.read(source + "}", X, rule).broken()).isEmpty();
  }

  @Test
  void notANumberIsMissingInAFilter() {
    String query =
        values(
            "('NaN', 0), ('1', 1), ('9', 0), ('NaN', 1), ('1', 1), ('9', 1)",
            "cast(col1 as double) x, col2 bad");
    String one = parquet("p", query);
    String text = "x,bad\nNaN,0\n1,1\n9,0\nnan,1\n1,1\n9,1\n";
    for (String source : List.of(one, csv("a.csv", text))) {
      assertThat(table.read(source + ", filter: \"x > 5\"}", X).count()).isEqualTo(2);
      assertThat(table.read(source + ", filter: \"not (x > 5)\"}", X).count()).isEqualTo(2);
      assertThat(table.read(source + ", filter: \"x is null\"}", X).count()).isEqualTo(2);
    }
  }

  @Test
  void digitsAreNoDateUntilSomebodySaysSo() {
    String text = "month,x,bad\n202301,1,0\n202411,2,1\n202412,3,1\n";
    String source = csv("a.csv", text) + ", eventTime: month";

    assertThat(table.read(source + "}", X).broken())
        .anyMatch(
            line -> line.contains("readable on month: 3 of 3") && line.contains("source.times"));
    RealTable.Read read = table.read(source + ", times: {month: {format: yyyyMM}}}", X);
    assertThat(read.broken()).isEmpty();
    assertThat(read.rows().selectExpr("cast(max(_time) as string)").head().getString(0))
        .isEqualTo("2024-12-01 00:00:00");
  }

  @Test
  void numbersAreTimesByTheirUnit() {
    String rows = "(1704067200000, 0), (1704153600000, 1)";
    String query = values(rows, "col1 t, 1 x, col2 bad");
    String right = "2024-01-02 00:00:00";
    String times = ", eventTime: t, times: {t: {unit: %s}}}";

    RealTable.Read typed = table.read(parquet("p", query) + times.formatted("millis"), X);
    assertThat(typed.rows().selectExpr("cast(max(_time) as string)").head().getString(0))
        .isEqualTo(right);
    String text = "t,x,bad\n1704067200000,1,0\n1704153600000,1,1\n";
    RealTable.Read written = table.read(csv("a.csv", text) + times.formatted("millis"), X);
    assertThat(written.rows().selectExpr("cast(max(_time) as string)").head().getString(0))
        .isEqualTo(right);
    assertThat(table.read(parquet("p", query) + times.formatted("seconds"), X).broken())
        .as("the year 55,970")
        .anyMatch(line -> line.contains("readable on t: 2 of 2"));
  }

  @Test
  void aColumnHasOneUnit() {
    String text = "x,bad\n2024-01-01,0\n2024-01-02,1\n2024-01-02T10:00:00,1\n";

    assertThat(table.read(csv("a.csv", text) + "}", X).broken())
        .anyMatch(line -> line.contains("2 dates and 1 times"));
    String alike = text.replace("T10:00:00", "");
    assertThat(table.read(csv("b.csv", alike) + "}", X).broken()).isEmpty();
    String declared = ", times: {x: {format: \"yyyy-MM-dd['T'HH:mm:ss]\"}}}";
    assertThat(table.read(csv("a.csv", text) + declared, X).broken()).isEmpty();
  }

  @Test
  void theFutureIsRefusedAndMakesNothingFresh() {
    String text = "t,x,bad\n2024-12-31,1,0\n9999-12-31,2,1\n2024-12-30,3,1\n";
    String fresh = "quality: {minRows: 1, rules: [{check: freshness, maxAge: 1h}]}";

    assertThat(table.read(csv("a.csv", text) + ", eventTime: t}", X, fresh).broken())
        .anyMatch(line -> line.contains("future on t: 1 of 3") && line.contains("source.snapshot"))
        .anyMatch(line -> line.contains("freshness") && line.contains("2024-12-31"));
    String near = text.replace("9999-12-31", "2025-01-01T20:00:00");
    assertThat(table.read(csv("b.csv", near) + ", eventTime: t}", X).broken()).isEmpty();
  }

  @Test
  void missingValuesAreThoseThatTheJobNames() {
    String text = "x,c,bad\nNA,?,0\n-999,1,1\n5, ? ,1\n6.0,2,0\n";
    String rows = "(null, '?', 0), (-999, '1', 1), (5, '?', 1), (6, '2', 0)";
    String query = values(rows, "cast(col1 as double) x, col2 c, col3 bad");
    String missing = ", missingValues: [NA, \"?\", -999]}";
    for (String source : List.of(csv("a.csv", text), parquet("p", query))) {
      RealTable.Read read = table.read(source + missing, X + ", " + CODES);
      assertThat(read.broken()).isEmpty();
      assertThat(read.report().features())
          .extracting(QualityReport.FeatureShare::missing)
          .containsExactly(2L, 2L);
      assertThat(read.ones()).contains("c=1 1", "c=2 1", "c=unknown 0");
    }
    assertThat(table.read(csv("a.csv", text) + "}", X).broken())
        .as("not named")
        .anyMatch(line -> line.contains("readable on x: 1 of 4"));
  }

  @Test
  void aBlankTextIsMissingInEveryFormat() {
    String text = "c,bad\n" + "\"\",0\nRENT,1\n\" \",1\n".repeat(10);
    String rule = "quality: {minRows: 1, rules: [{check: nulls, column: c}]}";
    String learn = "{name: c, kind: categorical, domain: learn, missing: bucket}";
    String query =
        values("('', 0), ('RENT', 1), (' ', 1)", "explode(array_repeat(col1, 10)) c, col2 bad");
    String quoted = csv("a.csv", text) + ", options: {nullValue: NA}}";
    for (String source : List.of(quoted, parquet("p", query) + "}")) {
      RealTable.Read read = table.read(source, learn, rule);
      assertThat(read.broken()).anyMatch(line -> line.contains("nulls on c: 20 of 30"));
      assertThat(read.ones()).containsExactly("c=RENT 10", "c=unknown 0", "c=missing 20");
    }
  }

  @Test
  void specialCodesStandBesideTheNumber() {
    String text = "x,bad\n1,0\n96,1\n98.0,1\n,0\n0,1\n";
    String feature = "{name: x, kind: numeric, special: [96, 98]%s}";
    String source = csv("a.csv", text) + "}";

    assertThat(table.read(source, feature.formatted("")).ones())
        .containsExactly("x 1", "x.special 2");
    assertThat(table.read(source, feature.formatted(", specialAs: category")).ones())
        .containsExactly("x 1", "x=96 1", "x=98 1");
    String ruled = "quality: {minRows: 1, rules: [{check: range, column: x, max: 20}]}";
    assertThat(table.read(source, feature.formatted(""), ruled).broken()).isEmpty();
  }

  @Test
  void aCodeOfANumberMatchesHoweverTheNumberIsWritten() {
    String text = "x,bad\n 96,0\n96 ,1\n096,0\n96.0,1\n9.6e1,0\n+96,1\n96,0\n5,1\n";
    String special = "{name: x, kind: numeric, special: [96, 98], specialAs: category}";
    String indicator = "{name: x, kind: numeric, special: [9.6E+1]}";
    String missing = "{name: x, kind: numeric, missingIndicator: true, missingValues: ['', 96]}";
    String source = csv("a.csv", text) + "}";

    assertThat(table.read(source, special).ones()).containsExactly("x 0", "x=96 7", "x=98 0");
    assertThat(table.read(source, indicator).ones()).containsExactly("x 0", "x.special 7");
    assertThat(table.read(source, missing).ones()).containsExactly("x 0", "x.missing 7");
    assertThat(table.read(source, missing).report().features())
        .singleElement()
        .extracting(QualityReport.FeatureShare::missing)
        .isEqualTo(7L);
    String ruled = "quality: {minRows: 1, rules: [{check: range, column: x, max: 20}]}";
    assertThat(table.read(source, special, ruled).broken()).isEmpty();
    String full = "quality: {minRows: 1, rules: [{check: nulls, column: x}]}";
    assertThat(table.read(source, missing, full).broken())
        .singleElement()
        .asString()
        .contains("nulls on x: 7 of 8");
    for (String type : List.of("int", "bigint", "double", "float", "decimal(10,2)")) {
      String query =
          values("(96, 0), (96, 1), (5, 1)", "cast(col1 as %s) x, col2 bad".formatted(type));
      assertThat(table.read(parquet("p", query) + "}", special).ones())
          .as(type)
          .containsExactly("x 0", "x=96 2", "x=98 0");
      assertThat(table.read(parquet("p", query) + "}", missing).ones())
          .as(type)
          .containsExactly("x 0", "x.missing 2");
    }
  }

  @Test
  void aCodeInScientificNotationIsOneOfTheSource() {
    String text = "x,y,bad\n1e+05,1e+05,0\n9e+05,150000,1\n2,100000,1\n";
    String features =
        "{name: x, kind: numeric, special: [100000]}, {name: y, kind: categorical, domain: [100000, 150000]}";
    String source = csv("a.csv", text) + ", missingValues: ['', 900000]}";

    RealTable.Read read = table.read(source, features);
    assertThat(read.ones())
        .as("a category keeps its spelling")
        .containsExactly("x 0", "x.special 1", "y=100000 1", "y=150000 1", "y=unknown 1");
    assertThat(read.report().features().get(0).missing()).isEqualTo(2);
  }

  @Test
  void aFractionIsACodeInThirtyTwoBits() {
    String feature = "{name: x, kind: numeric, missingValues: [0.2], special: [0.1]}";
    for (String type : List.of("double", "float", "decimal(10,2)")) {
      String query =
          values("(0.1, 0), (0.2, 1), (1, 1)", "cast(col1 as %s) x, col2 bad".formatted(type));
      RealTable.Read read = table.read(parquet("p", query) + "}", feature);
      assertThat(read.ones()).as(type).containsExactly("x 1", "x.special 1");
      assertThat(read.report().features().get(0).missing()).as(type).isEqualTo(2);
    }
  }

  @Test
  void datesAndTextsAreCodesToo() {
    String dates = "x,bad\n9999-12-31,0\n 9999-12-31,1\n1970-01-01,1\n2024-01-01,0\n1970-01-02,1\n";
    String missing =
        "{name: x, kind: numeric, missingIndicator: true, missingValues: [0, 9999-12-31]}";
    String special = "{name: x, kind: numeric, special: [9999-12-31]}";
    assertThat(table.read(csv("a.csv", dates) + "}", missing).ones())
        .as("the number 0 is no date")
        .containsExactly("x 1", "x.missing 2");
    assertThat(table.read(csv("a.csv", dates) + "}", special).ones())
        .containsExactly("x 1", "x.special 2");

    String texts = "x,bad\nR,0\n R ,1\nN/A ,1\n5,0\n1,0\n";
    String coded = "{name: x, kind: numeric, special: [R, 5], missingValues: ['', N/A]}";
    RealTable.Read read = table.read(csv("b.csv", texts) + "}", coded);
    assertThat(read.broken()).isEmpty();
    assertThat(read.ones()).containsExactly("x 1", "x.special 3");
  }

  @Test
  void infinityInTextIsNoNumber() {
    for (String word : List.of("Infinity", "inf", "-inf", "+Infinity", "nan", "NaN")) {
      String source = csv("a.csv", "x,bad\n%s,0\n1,1\n2,1\n".formatted(word));
      assertThat(table.read(source + "}", X).broken())
          .as(word)
          .singleElement()
          .asString()
          .contains("readable on x: 1 of 3", "source.missingValues");
      RealTable.Read listed = table.read(source + ", missingValues: ['', '" + word + "']}", X);
      assertThat(listed.broken()).as(word).isEmpty();
      assertThat(listed.report().features().get(0).missing()).as(word).isEqualTo(1);
    }
    for (String word : List.of("Infinity", "-Infinity")) {
      String rows = "{\"x\": %s, \"bad\": 0}\n{\"x\": 1, \"bad\": 1}\n".formatted(word);
      String source = "{path: %s, format: json".formatted(table.write("a.json", rows));
      assertThat(table.read(source + "}", X).broken()).as(word).hasSize(1);
      assertThat(table.read(source + ", missingValues: ['', " + word + "]}", X).broken())
          .as(word)
          .isEmpty();
    }
  }

  @Test
  void aNumberThatNoFeatureCanReadIsTold() {
    String all = ", missingValues: ['', Infinity, -Infinity, 1e39]}";
    String text = csv("a.csv", "x,bad\n1e39,0\n1e400,1\n-1e400,0\n1,1\n");
    String query =
        values(
            "(1e39D, 0), (double('Infinity'), 1), (double('-Infinity'), 0), (1D, 1)",
            "col1 x, col2 bad");
    for (String source : List.of(text, parquet("p", query))) {
      assertThat(table.read(source + "}", X).broken())
          .singleElement()
          .asString()
          .contains("finite on x: 3 of 4", "list Infinity and -Infinity");
      RealTable.Read listed = table.read(source + all, X);
      assertThat(listed.broken()).isEmpty();
      assertThat(listed.report().features().get(0).missing()).isEqualTo(3);
      assertThat(table.read(source + ", missingValues: [Infinity, -Infinity]}", X).broken())
          .singleElement()
          .asString()
          .contains("finite on x: 1 of 4");
    }
    String floats = values("(float('Infinity'), 0), (float('3.4e38'), 1)", "col1 x, col2 bad");
    assertThat(table.read(parquet("f", floats) + "}", X).broken())
        .singleElement()
        .asString()
        .contains("finite on x: 1 of 2");
    String c = "{name: x, kind: categorical, domain: learn}";
    String other =
        values("(double('Infinity'), 0), (1D, 1)", "explode(array_repeat(col1, 10)) x, col2 bad");
    assertThat(table.read(parquet("c", other) + "}", c).broken()).isEmpty();
  }

  @Test
  void aFeatureThatSaysNothingIsTold() {
    String text = "x,c,k,bad\n,9,1,0\n,8,1,1\n,1,1,1\n";
    List<String> broken =
        table
            .read(csv("a.csv", text) + "}", X + ", " + CODES + ", {name: k, kind: numeric}")
            .broken();

    assertThat(broken)
        .anyMatch(line -> line.contains("feature x: 3 of 3 rows"))
        .anyMatch(line -> line.contains("feature c: 2 of 3") && line.contains("not in its domain"))
        .hasSize(2);
    assertThat(
            table
                .read(csv("b.csv", "k,bad\n1,0\n1,1\n") + "}", "{name: k, kind: numeric}")
                .report()
                .features())
        .singleElement()
        .matches(QualityReport.FeatureShare::constant);
  }

  @Test
  void aFeatureThatSaysNothingInWholeFilesIsTold() {
    for (int month = 1; month <= 4; month++) {
      StringBuilder text = new StringBuilder("x,c,bad\n");
      for (int row = 0; row < 60; row++) {
        String x = month == 2 || row == 7 ? "NA" : "" + row;
        String c = month == 3 ? "RENT" : "" + (row % 3 + 1);
        text.append("%s,%s,%d\n".formatted(x, c, row % 2));
      }
      csv("d/month=0%d/part.csv".formatted(month), text.toString());
    }
    csv("d/month=05/few.csv", "x,c,bad\nNA,OWN,0\n");
    String source = "{path: %s, format: csv, missingValues: [NA]}".formatted(folder.resolve("d"));
    RealTable.Read read = table.read(source, X + ", " + CODES);

    assertThat(read.broken()).isEmpty();
    QualityReport.FeatureShare number = read.report().features().get(0);
    QualityReport.FeatureShare category = read.report().features().get(1);
    assertThat(number.missing()).isEqualTo(64);
    assertThat(number.missingFiles())
        .as("a file of one row may lack a value by chance")
        .isEqualTo(new QualityReport.FileGap(1, 5, 60, "month=02/part.csv"));
    assertThat(number.unknownFiles()).isNull();
    assertThat(category.missingFiles()).isNull();
    assertThat(category.unknownFiles())
        .isEqualTo(new QualityReport.FileGap(1, 5, 60, "month=03/part.csv"));
  }

  @Test
  void bytesOfAnotherEncodingAreCounted() throws IOException {
    Path file = folder.resolve("a.csv");
    String text = "c,bad\n" + "Köln,0\nBonn,1\n".repeat(10);
    Files.write(file, text.getBytes(Charset.forName("windows-1252")));
    String source = "{path: %s, format: csv".formatted(file);
    String learn = "{name: c, kind: categorical, domain: learn}";

    assertThat(table.read(source + "}", learn).broken())
        .anyMatch(line -> line.contains("10 of 20 rows") && line.contains("encoding"));
    assertThat(table.read(source + ", options: {encoding: windows-1252}}", learn).ones())
        .contains("c=Köln 10");
  }
}

package io.riskmesh.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.SparkTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers, encodings and keys of text files. */
@ExtendWith(SparkTest.class)
class TextFilesTest {
  @TempDir Path folder;
  private Written in;

  @BeforeEach
  void open(SparkSession spark) {
    in = new Written(spark, folder);
  }

  private SourceTable table(Path file, String options, String... features) {
    return in.open("path: \"%s\", options: {%s}".formatted(file, options), features);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",x,bad\n0,5,1\n",
        "\"\",\"x\",\"bad\"\n\"1\",5,1\n",
        "x,bad,\n5,1,\n",
        "\uFEFFx,bad\n5,1\n",
        "\n\nx,bad\n\n5,1\n",
        "x,bad\r\n5,1\r\n",
        "x,a,a,bad\n5,1,2,1\n"
      })
  void headersAsPeopleHaveThem(String content) {
    Path file = in.text("h.csv", content);
    assertThat(Written.rows(table(file, "", "x"), "x")).containsExactly("[5]");
    assertThat(table(file, "", "x").readRows().where("_malformed").collectAsList()).isEmpty();
  }

  @Test
  void aColumnWithoutANameGoesByItsPlaceAndADoubledOneIsRefusedWhenUsed() {
    Path file = in.text("h.csv", ",x,x,bad\n7,5,6,1\n");
    assertThat(Written.rows(table(file, "", "_c0"), "_c0")).containsExactly("[7]");
    assertThatThrownBy(() -> table(file, "", "x").readRows())
        .hasMessageContaining("column x is duplicated in file");
  }

  @Test
  void columnsOfASecondFileGoByTheirNames() {
    in.text("d/1.csv", "x,bad,y\n5,1,a\n");
    in.text("d/2.csv", "BAD,y,X\n0,b,7\n");
    SourceTable table = in.open("path: \"%s/d\", format: csv".formatted(folder), "x", "y");
    assertThat(Written.rows(table, "x", "y")).containsExactly("[5,a]", "[7,b]");
  }

  @Test
  void doubledQuotesAreOneUnlessTheJobSaysOtherwise() {
    Path file = in.text("q.csv", "x,bad\n\"TV 55\"\"\",1\n\"say \"\"hi\"\", now\",0\n");
    assertThat(Written.rows(table(file, "", "x"), "x"))
        .containsExactly("[TV 55\"]", "[say \"hi\", now]");
    Path other = in.text("b.csv", "x,bad\n\"TV 55\\\"\",1\n");
    assertThat(Written.rows(table(other, "escape: '\\'", "x"), "x")).containsExactly("[TV 55\"]");
  }

  @Test
  void utf16IsReadWhenDeclaredAndNamedWhenNot() throws IOException {
    Path file = folder.resolve("u.csv");
    Files.write(file, "\uFEFFx,bad\n\u00e4,1\n".getBytes(StandardCharsets.UTF_16LE));
    assertThat(Written.rows(table(file, "encoding: UTF-16", "x"), "x")).containsExactly("[\u00e4]");
    assertThatThrownBy(() -> table(file, "", "x"))
        .hasMessageContainingAll("u.csv", "UTF-16 byte order mark", "source.options.encoding");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"x\": 5, \"bad\": 1}, {\"x\": 7, \"bad\": 0}]",
        "{\"x\": 5, \"bad\": 1}\n{\"x\": 7, \"bad\": 0}\n",
        "[\n  {\n    \"x\": 5,\n    \"bad\": 1\n  },\n  {\"x\": 7, \"bad\": 0}\n]\n",
      })
  void jsonIsReadHoweverItIsBroken(String content) {
    Path file = in.text("j.json", content);
    assertThat(Written.rows(table(file, "", "x"), "x")).containsExactly("[5]", "[7]");
    assertThat(Written.rows(table(file, "multiLine: \"true\"", "x"), "x"))
        .containsExactly("[5]", "[7]");
  }

  @Test
  void indentedValuesOneBehindTheOtherAreRefusedSinceSparkReadsTheFirstAlone() {
    Path file = in.text("j.json", "{\n\"x\": 5, \"bad\": 1}\n{\n\"x\": 7, \"bad\": 0}\n");
    assertThatThrownBy(() -> table(file, "", "x")).hasMessageContainingAll("j.json", "one array");
  }

  @Test
  void aKeyThatComesLateIsAColumnAndABrokenRecordIsCounted() {
    Path file =
        in.text(
            "late.json",
            "{\"bad\": 1}\n".repeat(10_001)
                + "broken\n{\"x\": 5, \"bad\": 1, \"n\": {\"a b\": 1}}\n");
    SourceTable table = table(file, "", "x");
    assertThat(table.readRows().where("x = '5'").count()).isEqualTo(1);
    assertThat(table.readRows().where("_malformed").collectAsList()).hasSize(1);
    assertThatThrownBy(() -> table(file, "", "n").readRows())
        .hasMessageContaining("column n is a nested value");
  }

  @Test
  void aKeyThatARecordHasTwiceIsRefusedWhenUsed() {
    Path file = in.text("twice.json", "{\"x\": 5, \"x\": 6, \"y\": 7, \"bad\": 1}\n");
    assertThat(Written.rows(table(file, "", "y"), "y")).containsExactly("[7]");
    assertThatThrownBy(() -> table(file, "", "x").readRows())
        .hasMessageContaining("column x is duplicated");
  }

  @Test
  void ofJsonTheTokenNaNIsMissingAndATextOfThatNameIsNot() {
    Path file =
        in.text(
            "nan.json",
            """
            {"x": NaN, "y": "NaN", "bad": 1}
            {"x": Infinity, "y": "a", "bad": 1}
            {"x": -Infinity, "y": NaN, "bad": 0}
            {"x": 1.5, "y": "Infinity", "bad": 0}
            {"x": "\\"b\\"", "y": "", "bad": 0}
            """);
    assertThat(Written.rows(table(file, "", "x", "y"), "x", "y"))
        .containsExactly(
            "[\"b\",]", "[-Infinity,null]", "[1.5,Infinity]", "[Infinity,a]", "[null,NaN]");
    SourceTable filtered =
        in.open("path: \"%s\", filter: \"y = 'NaN' OR y = 'Infinity'\"".formatted(file), "y");
    assertThat(Written.rows(filtered, "y")).containsExactly("[Infinity]", "[NaN]");
  }
}

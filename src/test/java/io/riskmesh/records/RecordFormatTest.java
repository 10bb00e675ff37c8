package io.riskmesh.records;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordFormatTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json | JSON",
        "Application/JSON ; charset=UTF-8 | JSON",
        "application/jsonlines | JSON_LINES",
        "application/x-ndjson;charset=\"utf-8\" | JSON_LINES",
        "application/x-jsonlines | JSON_LINES",
        "text/csv; header=present; charset=us-ascii | CSV"
      })
  void knowsContentTypes(String type, RecordFormat format) {
    assertThat(RecordFormat.ofContentType(type)).contains(format);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text/plain",
        "application/jsonx",
        "text/csv; charset=iso-8859-1",
        "application/json;charset=utf-16",
        "text/csv;charset=utf-8x"
      })
  void knowsNoOther(String type) {
    assertThat(RecordFormat.ofContentType(type)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "a/b.csv, CSV",
    "B.CSV, CSV",
    "x.jsonl, JSON_LINES",
    "x.ndjson, JSON_LINES",
    "x.json, JSON"
  })
  void knowsFileNames(String name, RecordFormat format) {
    assertThat(RecordFormat.ofFileName(name)).contains(format);
  }

  @Test
  void answersInItsFirstContentType() {
    assertThat(RecordFormat.ofFileName("-")).isEmpty();
    for (RecordFormat format : RecordFormat.values()) {
      assertThat(RecordFormat.ofContentType(format.contentType())).contains(format);
    }
  }
}

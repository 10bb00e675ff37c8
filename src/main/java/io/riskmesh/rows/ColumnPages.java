package io.riskmesh.rows;

import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.ValuesWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.PrimitiveType;

/** A column of a row group: collects its values and cuts them into pages. */
final class ColumnPages {
  private final PageWriter pages;
  private final PrimitiveType type;
  private final int level;
  private final long maxSize;
  private final int maxRows;
  private final Encoding noLevels;
  private final ValuesWriter levels;
  private final ValuesWriter values;

  /** The values; null if they are not numbers. */
  private final NumberValues numbers;

  private Statistics<?> statistics;
  private int rows;

  ColumnPages(ColumnDescriptor column, PageWriter pages, ParquetProperties properties) {
    this.pages = pages;
    this.type = column.getPrimitiveType();
    this.level = column.getMaxDefinitionLevel();
    // As the library does: a page that lacks a tenth is full.
    this.maxSize = properties.getPageSizeThreshold() * 9L / 10;
    this.maxRows = properties.getPageRowCountLimit();
    this.noLevels = properties.newRepetitionLevelWriter(column).getEncoding();
    this.levels = properties.newDefinitionLevelWriter(column);
    this.numbers =
        NumberValues.has(type.getPrimitiveTypeName())
            ? new NumberValues(
                type.getPrimitiveTypeName(), properties.getDictionaryPageSizeThreshold())
            : null;
    this.values = numbers == null ? properties.newValuesWriter(column) : numbers;
    this.statistics = Statistics.createStats(type);
  }

  /** Adds a number of a column of numbers, by its bits. */
  void write(long bits) {
    present();
    numbers.add(bits);
  }

  void write(boolean value) {
    present();
    values.writeBoolean(value);
    statistics.updateStats(value);
  }

  void write(Binary value) {
    present();
    values.writeBytes(value);
    statistics.updateStats(value);
  }

  void writeNull() {
    if (level == 0) {
      throw new IllegalStateException("a column that is never null has a null");
    }
    levels.writeInteger(0);
    statistics.incrementNumNulls();
    rows++;
  }

  private void present() {
    if (level > 0) {
      levels.writeInteger(level);
    }
    rows++;
  }

  /** Ends the page if it is full. */
  void endBlock() throws IOException {
    if (rows >= maxRows || levels.getBufferedSize() + values.getBufferedSize() >= maxSize) {
      endPage();
    }
  }

  private void endPage() throws IOException {
    BytesInput bytes = BytesInput.concat(levels.getBytes(), values.getBytes());
    if (numbers != null) {
      numbers.count(statistics);
    }
    pages.writePage(
        bytes, rows, rows, statistics, noLevels, levels.getEncoding(), values.getEncoding());
    levels.reset();
    values.reset();
    statistics = Statistics.createStats(type);
    rows = 0;
  }

  /** Returns the length of the column so far, in bytes. */
  long size() {
    return levels.getBufferedSize() + values.getBufferedSize() + pages.getMemSize();
  }

  /** Ends the last page and adds the dictionary, if there is one. */
  void end() throws IOException {
    if (rows > 0) {
      endPage();
    }
    DictionaryPage dictionary = values.toDictPageAndClose();
    if (dictionary != null) {
      pages.writeDictionaryPage(dictionary);
    }
    values.resetDictionary();
    levels.close();
    values.close();
  }
}

package io.riskmesh.records;

import java.util.ArrayList;
import java.util.List;

/** The cells of a CSV line, as RFC 4180 writes them. */
final class CsvCells {
  private CsvCells() {}

  /**
   * Returns the cells of a line, whose quotes are closed.
   *
   * @throws IllegalArgumentException if a quote is where none may be
   */
  static List<String> split(String line) {
    List<String> cells = new ArrayList<>();
    int from = 0;
    do {
      int end = end(line, from);
      cells.add(cell(line.substring(from, end), cells.size() + 1));
      from = end + 1;
    } while (from <= line.length());
    return cells;
  }

  /** Returns the index of the comma after a cell, or the length of the line. */
  private static int end(String line, int from) {
    boolean open = false;
    int at = from;
    while (at < line.length() && (open || line.charAt(at) != ',')) {
      open ^= line.charAt(at) == '"' && line.charAt(from) == '"';
      at++;
    }
    return at;
  }

  private static String cell(String written, int number) {
    if (!written.startsWith("\"")) {
      if (written.indexOf('"') >= 0) {
        throw misplaced(number);
      }
      return written;
    }
    StringBuilder cell = new StringBuilder();
    int last = written.length() - 1;
    for (int at = 1; at < last; at++) {
      char c = written.charAt(at);
      if (c == '"') {
        at++;
        if (at == last || written.charAt(at) != '"') {
          throw misplaced(number);
        }
      }
      cell.append(c);
    }
    if (last == 0 || written.charAt(last) != '"') {
      throw misplaced(number);
    }
    return cell.toString();
  }

  private static IllegalArgumentException misplaced(int number) {
    return new IllegalArgumentException("cell %d has a quote where none may be".formatted(number));
  }

  /** Returns a text as a cell. */
  static String quoted(String text) {
    boolean needs = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return needs ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
  }
}

package io.riskmesh.catalog;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The way in which a SerDe of Hive writes the values of a record into one line. */
sealed interface CellSyntax extends Serializable {
  /** No character: text files do not contain it. */
  char NONE = '\0';

  /**
   * Returns the values of a line, null where the SerDe's text for null stands; empty if a quote is
   * not closed.
   */
  Optional<List<String>> split(String line);

  /**
   * LazySimpleSerDe. It has no quotes. An escaped separator belongs to its value; an escaped {@code
   * n} or {@code r} is a line break, and any other escaped character is itself.
   *
   * @param escape {@link #NONE} if there is none
   * @param nulls text that means null, as it stands in the line
   */
  record LazySyntax(String separator, char escape, String nulls) implements CellSyntax {
    @Override
    public Optional<List<String>> split(String line) {
      List<String> cells = new ArrayList<>();
      int from = 0;
      for (int end = end(line, from); end < line.length(); end = end(line, from)) {
        cells.add(value(line.substring(from, end)));
        from = end + separator.length();
      }
      cells.add(value(line.substring(from)));
      return Optional.of(cells);
    }

    private int end(String line, int from) {
      if (escape == NONE) {
        int end = line.indexOf(separator, from);
        return end < 0 ? line.length() : end;
      }
      int end = from;
      while (end < line.length() && !line.startsWith(separator, end)) {
        end += line.charAt(end) == escape && end + 1 < line.length() ? 2 : 1;
      }
      return end;
    }

    private String value(String written) {
      if (written.equals(nulls)) {
        return null;
      }
      if (escape == NONE || written.indexOf(escape) < 0) {
        return written;
      }
      StringBuilder value = new StringBuilder();
      for (int i = 0; i < written.length(); i++) {
        char c = written.charAt(i);
        if (c == escape && i + 1 < written.length()) {
          i++;
          value.append(unescaped(written.charAt(i)));
        } else {
          value.append(c);
        }
      }
      return value.toString();
    }

    private static char unescaped(char c) {
      return switch (c) {
        case 'n' -> '\n';
        case 'r' -> '\r';
        default -> c;
      };
    }
  }

  /**
   * OpenCSVSerde, which reads lines with opencsv 2.3. Inside a value, a doubled quote is one quote,
   * and the escape character before a quote or itself stands for that character; anywhere else it
   * is dropped. Blanks before an opening quote are dropped. Quotes in the middle of a value are
   * part of it, and a separator between them does not end the value.
   */
  record OpenSyntax(char separator, char quote, char escape) implements CellSyntax {
    @Override
    public Optional<List<String>> split(String line) {
      List<String> cells = new ArrayList<>();
      StringBuilder cell = new StringBuilder();
      boolean isQuoted = false;
      boolean isInside = false;
      for (int i = 0; i < line.length(); i++) {
        char c = line.charAt(i);
        char next = i + 1 < line.length() ? line.charAt(i + 1) : separator;
        boolean isWithin = isQuoted || isInside;
        if (c == escape && escape != NONE) {
          if (isWithin && i + 1 < line.length() && (next == quote || next == escape)) {
            cell.append(next);
            i++;
          }
        } else if (c == quote && quote != NONE) {
          if (isWithin && i + 1 < line.length() && next == quote) {
            cell.append(next);
            i++;
          } else {
            boolean isFirst = i == 0 || line.charAt(i - 1) == separator;
            if (!isFirst && next != separator) {
              quoteInside(cell);
            }
            isQuoted = !isQuoted;
          }
          isInside = !isInside;
        } else if (c == separator && !isQuoted) {
          cells.add(cell.toString());
          cell.setLength(0);
          isInside = false;
        } else {
          cell.append(c);
          isInside = true;
        }
      }
      cells.add(cell.toString());
      return isQuoted ? Optional.empty() : Optional.of(cells);
    }

    private void quoteInside(StringBuilder cell) {
      if (!cell.isEmpty() && cell.toString().isBlank()) {
        cell.setLength(0);
      } else {
        cell.append(quote);
      }
    }
  }
}

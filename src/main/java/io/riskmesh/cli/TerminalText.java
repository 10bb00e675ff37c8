package io.riskmesh.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/**
 * Sanitises text for a terminal. Names and values from the data appear in summaries, remarks and
 * errors. Every character that controls the terminal or changes the direction of text is replaced,
 * whatever its origin. Line feeds and tabs are kept.
 */
final class TerminalText extends PrintWriter {
  private final PrintWriter unguarded;

  private TerminalText(PrintWriter to) {
    super(new Guard(to), true);
    unguarded = to;
  }

  static PrintWriter over(PrintWriter to) {
    return to instanceof TerminalText ? to : new TerminalText(to);
  }

  /**
   * Writes a control sequence to the terminal unfiltered. Only for our own fixed sequences, which
   * contain no data.
   */
  static void steer(PrintWriter out, String sequence) {
    if (out instanceof TerminalText terminal) {
      terminal.flush();
      terminal.unguarded.print(sequence);
    } else {
      out.print(sequence);
    }
  }

  private static final class Guard extends FilterWriter {
    Guard(Writer to) {
      super(to);
    }

    @Override
    public void write(int c) throws IOException {
      out.write(harmless((char) c));
    }

    @Override
    public void write(char[] text, int from, int length) throws IOException {
      char[] harmless = new char[length];
      for (int i = 0; i < length; i++) {
        harmless[i] = harmless(text[from + i]);
      }
      out.write(harmless, 0, length);
    }

    @Override
    public void write(String text, int from, int length) throws IOException {
      write(text.toCharArray(), from, length);
    }

    /** Replaces a control character. None of them is part of a surrogate pair. */
    private static char harmless(char c) {
      return c == '\n' || c == '\t' || !steers(c) ? c : '\ufffd';
    }

    private static boolean steers(char c) {
      return switch (Character.getType(c)) {
        case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
        case Character.FORMAT -> isOfDirection(c);
        default -> false;
      };
    }

    /** Other format characters join letters, as Persian and emoji need. */
    private static boolean isOfDirection(char c) {
      return c == '\u061c'
          || c == '\u200e'
          || c == '\u200f'
          || (c >= '\u202a' && c <= '\u202e')
          || (c >= '\u2066' && c <= '\u2069');
    }
  }
}

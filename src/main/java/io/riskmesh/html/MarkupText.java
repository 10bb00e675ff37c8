package io.riskmesh.html;

import java.util.regex.Pattern;

/** Makes any text safe inside an element or a quoted attribute of HTML, SVG and XML. */
public final class MarkupText {
  /**
   * Characters that XML 1.0 forbids, and those that change the direction of the following text: a
   * column's name must not be able to make a report read differently.
   */
  private static final Pattern UNPRINTABLE =
      Pattern.compile(
          "[^\\t\\n\\r\\x{20}-\\x{7e}\\x{a0}-\\x{d7ff}\\x{e000}-\\x{fffd}\\x{10000}-\\x{10ffff}]"
              + "|[\\x{200e}\\x{200f}\\x{202a}-\\x{202e}\\x{2066}-\\x{2069}]");

  private MarkupText() {}

  /** Escapes markup characters, and replaces unprintable characters by U+FFFD. */
  public static String escape(String text) {
    return UNPRINTABLE
        .matcher(text)
        .replaceAll("\ufffd")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}

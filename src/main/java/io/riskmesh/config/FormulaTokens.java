package io.riskmesh.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The words, numbers and signs of a formula, one after another. */
final class FormulaTokens {
  /** Longest formula, in characters. */
  static final int MAX_LENGTH = 2_000;

  private static final int MAX_SHOWN = 40;

  private static final Pattern BLANK = Pattern.compile("\\s+");

  /** The groups are those of {@link TokenKind}. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "([0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?(?![\\p{L}\\p{N}_.]))"
              + "|'((?:[^']++|'')*+)'"
              + "|`((?:[^`]++|``)++)`"
              + "|([\\p{L}_][\\p{L}\\p{N}_.]*)"
              + "|(==|!=|<>|<=|>=|[-+*/(),=<>])");

  /** Kinds of tokens. */
  enum TokenKind {
    NUMBER(1),
    TEXT(2),
    /** A column in backticks. */
    QUOTED(3),
    WORD(4),
    SIGN(5),
    END(0);

    private final int group;

    TokenKind(int group) {
      this.group = group;
    }
  }

  /**
   * A token.
   *
   * @param text its text, without quotes
   * @param at index of its first character in the formula
   */
  record FormulaToken(TokenKind kind, String text, int at) {
    boolean isSign(String sign) {
      return kind == TokenKind.SIGN && text.equals(sign);
    }

    boolean isWord(String word) {
      return kind == TokenKind.WORD && text.equals(word);
    }

    String shown() {
      if (kind == TokenKind.END) {
        return "its end";
      }
      return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
    }
  }

  private final List<FormulaToken> tokens = new ArrayList<>();
  private int next;

  /**
   * Splits a formula.
   *
   * @throws FormulaException at a character that begins no token
   */
  FormulaTokens(String formula) {
    if (formula.length() > MAX_LENGTH) {
      throw new FormulaException(
          MAX_LENGTH, "a formula has at most %,d characters".formatted(MAX_LENGTH));
    }
    Matcher token = TOKEN.matcher(formula);
    Matcher blank = BLANK.matcher(formula);
    int at = 0;
    while (at < formula.length()) {
      if (blank.region(at, formula.length()).lookingAt()) {
        at = blank.end();
      } else if (token.region(at, formula.length()).lookingAt()) {
        tokens.add(token(token, at));
        at = token.end();
      } else {
        throw new FormulaException(at, problem(formula.substring(at)));
      }
    }
    tokens.add(new FormulaToken(TokenKind.END, "", formula.length()));
  }

  private static FormulaToken token(Matcher found, int at) {
    TokenKind kind =
        Stream.of(TokenKind.values())
            .filter(one -> one != TokenKind.END && found.group(one.group) != null)
            .findFirst()
            .orElseThrow();
    String text = found.group(kind.group);
    return switch (kind) {
      case TEXT -> new FormulaToken(kind, text.replace("''", "'"), at);
      case QUOTED -> new FormulaToken(kind, text.replace("``", "`"), at);
      default -> new FormulaToken(kind, text, at);
    };
  }

  private static String problem(String rest) {
    return switch (rest.charAt(0)) {
      case '\'' -> "a text begins here and does not end";
      case '`' -> "a column in backticks begins here and does not end";
      default ->
          Character.isDigit(rest.charAt(0))
              ? "this is not a number: write 1000, 0.5 or 1e6"
              : "%s is no part of a formula; a column with such a character stands in backticks"
                  .formatted(rest.substring(0, rest.offsetByCodePoints(0, 1)));
    };
  }

  /** Returns the next token without taking it. */
  FormulaToken peek() {
    return tokens.get(next);
  }

  /** Returns the token after the next; the end follows itself. */
  FormulaToken second() {
    return tokens.get(Math.min(next + 1, tokens.size() - 1));
  }

  FormulaToken take() {
    FormulaToken token = peek();
    next = Math.min(next + 1, tokens.size() - 1);
    return token;
  }

  /** Takes the next token if it is this sign. */
  boolean takes(String sign) {
    boolean is = peek().isSign(sign);
    if (is) {
      take();
    }
    return is;
  }

  /** Takes the next token, which must be this sign. */
  void require(String sign) {
    if (!takes(sign)) {
      throw expected(sign);
    }
  }

  /** Returns the exception for a next token that is not what must come. */
  FormulaException expected(String what) {
    return new FormulaException(
        peek().at(), "expected %s, found %s".formatted(what, peek().shown()));
  }
}

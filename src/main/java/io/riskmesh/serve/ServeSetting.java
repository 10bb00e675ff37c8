package io.riskmesh.serve;

import java.util.Locale;

/**
 * A setting of the server: {@code MAX_BODY_BYTES} is the environment variable {@code
 * RISKMESH_MAX_BODY_BYTES} and the argument {@code --max-body-bytes}.
 */
public enum ServeSetting {
  /** The model. */
  MODEL("/opt/ml/model", "model.tar.gz, or the folder into which it was unpacked"),
  /** The address to listen on. */
  HOST("0.0.0.0", "address to listen on"),
  /** The port to listen on. */
  PORT("8080", 0, 65_535, "port to listen on; 0 for any that is free"),
  /** Reasons of a record. */
  REASONS("0", 0, 100, "most reasons of a record, if the request does not say"),
  /** Treatment of absent fields. */
  ABSENT("error", "error: a record must have every field; missing: an absent field is missing"),
  /** Treatment of unknown fields. */
  UNKNOWN("error", "error: a record must have no other field; ignore: other fields are ignored"),
  /** Size of a body. */
  MAX_BODY_BYTES("6291456", 1, 1 << 30, "largest body of a request"),
  /** Size of an answer. */
  MAX_ANSWER_BYTES("16777216", 1, 1 << 30, "largest answer"),
  /** Records of a request. */
  MAX_RECORDS("10000", 1, 10_000_000, "most records of a request"),
  /** Size of a record. */
  MAX_RECORD_BYTES("1048576", 1, 1 << 30, "largest record"),
  /** Fields of a record. */
  MAX_FIELDS("10000", 1, 1_000_000, "most fields of a record"),
  /** Size of a request's head. */
  MAX_HEAD_BYTES("16384", 256, 1 << 20, "largest request line and header fields"),
  /** Requests in work. */
  CONCURRENCY("64", 1, 100_000, "most requests in work; others are answered 503"),
  /** Open connections. */
  CONNECTIONS("1024", 1, 100_000, "most open connections; others are closed"),
  /** Time to send a request. */
  READ_SECONDS("10", 1, 3600, "longest time in which a client sends a request"),
  /** Time to take an answer. */
  WRITE_SECONDS("30", 1, 3600, "longest time in which an answer is made and taken"),
  /** Time between requests. */
  IDLE_SECONDS("75", 1, 86_400, "longest time between two requests of a connection"),
  /** Time to finish requests. */
  DRAIN_SECONDS(
      "25", 1, 3600, "longest time in which accepted requests are finished after SIGTERM"),
  /** What is logged. */
  LOG("all", "all: every request but pings; failures: those answered 4xx and 5xx");

  private final String initial;
  private final int least;
  private final int most;
  private final String meaning;

  ServeSetting(String initial, int least, int most, String meaning) {
    this.initial = initial;
    this.least = least;
    this.most = most;
    this.meaning = meaning;
  }

  ServeSetting(String initial, String meaning) {
    this(initial, 0, 0, meaning);
  }

  /** Returns the value that holds without any other. */
  public String initial() {
    return initial;
  }

  /** Returns what it sets. */
  public String meaning() {
    return meaning;
  }

  /** Returns the name of the environment variable. */
  public String variable() {
    return "RISKMESH_" + name();
  }

  /** Returns the name of the argument, with its two dashes. */
  public String argument() {
    return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Reads a whole number.
   *
   * @throws IllegalArgumentException if it is none, or outside of the range
   */
  int number(String text) {
    try {
      int number = Integer.parseInt(text.strip());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Says the same as a number outside of the range.
    }
    throw new IllegalArgumentException(
        "%s (%s) is \"%s\", but must be a whole number from %d to %d"
            .formatted(argument(), variable(), text, least, most));
  }

  /**
   * Reads one of two words.
   *
   * @return whether it is the second
   * @throws IllegalArgumentException if it is neither
   */
  boolean isSecond(String text, String first, String second) {
    if (!text.equals(first) && !text.equals(second)) {
      throw new IllegalArgumentException(
          "%s (%s) is \"%s\", but must be %s or %s"
              .formatted(argument(), variable(), text, first, second));
    }
    return text.equals(second);
  }
}

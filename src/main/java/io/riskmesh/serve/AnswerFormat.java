package io.riskmesh.serve;

import io.riskmesh.records.RecordFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Chooses the format of an answer by the request's {@code Accept}, RFC 9110 section 12.5.1. */
final class AnswerFormat {
  private AnswerFormat() {}

  /**
   * Returns the format that the client likes best; of several, that of the request.
   *
   * @param accept the header field; empty if it is absent
   * @param request the format of the request
   * @return empty if none is accepted
   */
  static Optional<RecordFormat> choose(String accept, RecordFormat request) {
    if (accept.isBlank()) {
      return Optional.of(request);
    }
    List<String> ranges = List.of(accept.toLowerCase(Locale.ROOT).split(",", -1));
    RecordFormat best = null;
    double most = 0;
    for (RecordFormat format :
        Stream.concat(Stream.of(request), Stream.of(RecordFormat.values())).toList()) {
      double quality = quality(ranges, format);
      if (quality > most) {
        best = format;
        most = quality;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Returns the quality by the most specific range that includes the format; 0 if none does. */
  private static double quality(List<String> ranges, RecordFormat format) {
    int specific = -1;
    double quality = 0;
    for (String range : ranges) {
      String type = range.split(";", 2)[0].strip();
      int rank = rank(type, format);
      if (rank > specific) {
        specific = rank;
        quality = quality(range);
      }
    }
    return quality;
  }

  private static int rank(String type, RecordFormat format) {
    if (RecordFormat.ofContentType(type).filter(format::equals).isPresent()) {
      return 2;
    }
    String family = format.contentType().split("/", 2)[0];
    if (type.equals(family + "/*")) {
      return 1;
    }
    return type.equals("*/*") ? 0 : -1;
  }

  private static double quality(String range) {
    for (String parameter : range.split(";", -1)) {
      String text = parameter.strip();
      if (text.matches("q=(0(\\.[0-9]{0,3})?|1(\\.0{0,3})?)")) {
        return Double.parseDouble(text.substring("q=".length()));
      }
    }
    return 1;
  }
}

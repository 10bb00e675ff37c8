package io.riskmesh.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Request line and header fields of a request.
 *
 * @param path as it was sent, without decoding
 * @param query what follows the question mark; empty without one
 */
record RequestHead(String method, String path, String query, Headers fields) {

  /** Returns the head of a request. */
  static RequestHead of(HttpExchange exchange) {
    URI uri = exchange.getRequestURI();
    return new RequestHead(
        exchange.getRequestMethod(),
        uri.getRawPath(),
        Objects.requireNonNullElse(uri.getRawQuery(), ""),
        exchange.getRequestHeaders());
  }

  /** Returns a header field, the values of several joined by commas; empty if it is absent. */
  String field(String name) {
    return String.join(", ", fields.getOrDefault(name, List.of()));
  }

  /** Returns whether the client sends no other request over the connection. */
  boolean asksToClose() {
    return field("Connection").toLowerCase(Locale.ROOT).contains("close");
  }
}

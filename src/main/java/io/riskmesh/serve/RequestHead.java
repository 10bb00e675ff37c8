package io.riskmesh.serve;

import java.util.Locale;
import java.util.Map;

/**
 * Request line and header fields of a request.
 *
 * @param query what follows the question mark; empty without one
 * @param version {@code HTTP/1.0} or {@code HTTP/1.1}
 * @param fields by name in lower case
 */
record RequestHead(
    String method, String path, String query, String version, Map<String, String> fields) {

  /** Returns a header field; empty if it is absent. */
  String field(String name) {
    return fields.getOrDefault(name, "");
  }

  /** Returns whether the client may send another request over the connection. */
  boolean keepsConnection() {
    String connection = field("connection").toLowerCase(Locale.ROOT);
    return version.equals("HTTP/1.1")
        ? !connection.contains("close")
        : connection.contains("keep-alive");
  }

  /** Returns whether the client waits for a word before it sends the body. */
  boolean expectsContinue() {
    return field("expect").equalsIgnoreCase("100-continue");
  }
}

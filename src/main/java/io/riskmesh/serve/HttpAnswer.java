package io.riskmesh.serve;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer to a request. */
final class HttpAnswer {
  private static final Map<Integer, String> PHRASES =
      Map.ofEntries(
          Map.entry(200, "OK"),
          Map.entry(400, "Bad Request"),
          Map.entry(404, "Not Found"),
          Map.entry(405, "Method Not Allowed"),
          Map.entry(406, "Not Acceptable"),
          Map.entry(408, "Request Timeout"),
          Map.entry(413, "Content Too Large"),
          Map.entry(415, "Unsupported Media Type"),
          Map.entry(431, "Request Header Fields Too Large"),
          Map.entry(500, "Internal Server Error"),
          Map.entry(501, "Not Implemented"),
          Map.entry(503, "Service Unavailable"),
          Map.entry(505, "HTTP Version Not Supported"));

  private final int status;
  private final byte[] body;
  private final Map<String, String> fields = new LinkedHashMap<>();

  /**
   * Creates an answer.
   *
   * @param type media type of the body
   */
  HttpAnswer(int status, String type, byte[] body) {
    this.status = status;
    this.body = body;
    fields.put("Content-Type", type);
    fields.put("Content-Length", String.valueOf(body.length));
  }

  /** Creates the answer to a request that is not served. */
  static HttpAnswer refused(int status, String message) {
    byte[] body = JsonLine.of(Map.of("error", message));
    HttpAnswer answer = new HttpAnswer(status, "application/json", body);
    return status == 503 ? answer.with("Retry-After", "1") : answer;
  }

  /** Adds a header field. */
  HttpAnswer with(String field, String value) {
    fields.put(field, value);
    return this;
  }

  int status() {
    return status;
  }

  byte[] body() {
    return body;
  }

  /** Writes the answer, without its body to {@code HEAD}. */
  void write(OutputStream out, boolean withBody) throws IOException {
    StringBuilder head = new StringBuilder(256);
    head.append("HTTP/1.1 ").append(status).append(' ').append(PHRASES.get(status)).append("\r\n");
    fields.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("\r\n");
    out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    if (withBody) {
      out.write(body);
    }
    out.flush();
  }
}

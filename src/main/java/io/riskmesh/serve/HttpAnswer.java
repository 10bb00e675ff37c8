package io.riskmesh.serve;

import java.util.LinkedHashMap;
import java.util.Map;

/** An answer to a request. */
final class HttpAnswer {
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

  /** Returns the header fields, without its length. */
  Map<String, String> fields() {
    return fields;
  }
}

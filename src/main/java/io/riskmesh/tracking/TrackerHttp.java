package io.riskmesh.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.riskmesh.store.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Talks JSON to one server. Follows no redirect, so that credentials reach no other server. */
final class TrackerHttp {
  private static final int LONGEST_ANSWER = 4 << 20;

  private final String uri;
  private final Optional<String> authorization;
  private final Duration timeout;
  private final HttpClient client;

  /**
   * Creates a client.
   *
   * @param uri base of all addresses
   * @param authorization value of the header; never shown
   * @param timeout longest time until a server answers
   */
  TrackerHttp(String uri, Optional<String> authorization, Duration timeout) {
    this.uri = uri.replaceFirst("/+$", "");
    this.authorization = authorization.map(String::strip);
    this.timeout = timeout;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  String uri() {
    return uri;
  }

  /**
   * Posts JSON.
   *
   * @throws TrackerException if the server does not answer, or not with success
   */
  JsonNode post(String path, Object body) {
    String json = JsonText.line(body);
    return send(
        path,
        request ->
            request
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  /** Gets JSON; throws as {@link #post} does. */
  JsonNode get(String path, Map<String, String> query) {
    String encoded =
        query.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + encode(entry.getValue()))
            .collect(Collectors.joining("&"));
    return send(path + "?" + encoded, HttpRequest.Builder::GET);
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /** Returns the status with which the server answers a request for nothing. */
  int probe() {
    return exchange("", request -> request.method("HEAD", HttpRequest.BodyPublishers.noBody()))
        .statusCode();
  }

  private JsonNode send(String path, UnaryOperator<HttpRequest.Builder> kind) {
    HttpResponse<InputStream> response = exchange(path, kind);
    byte[] body = read(response);
    JsonNode json = parse(body);
    if (response.statusCode() / 100 != 2) {
      String code = json.path("error_code").asText("");
      throw new TrackerException(
          "%s answered %d%s"
              .formatted(uri, response.statusCode(), code.isEmpty() ? "" : " " + code),
          code,
          null);
    }
    return json;
  }

  private byte[] read(HttpResponse<InputStream> response) {
    try (InputStream body = response.body()) {
      return body.readNBytes(LONGEST_ANSWER);
    } catch (IOException e) {
      throw silent(e);
    }
  }

  private static JsonNode parse(byte[] body) {
    try {
      return JsonText.read(body, JsonNode.class);
    } catch (IllegalArgumentException e) {
      return MissingNode.getInstance();
    }
  }

  private HttpResponse<InputStream> exchange(String path, UnaryOperator<HttpRequest.Builder> kind) {
    HttpRequest request = request(path, kind);
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw silent(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TrackerException(uri + " did not answer in time", "", e);
    }
  }

  private HttpRequest request(String path, UnaryOperator<HttpRequest.Builder> kind) {
    // The message with which a request refuses a header is the secret itself.
    if (!authorization.orElse("").matches("[\\x20-\\x7E]*")) {
      throw new TrackerException("the credentials for %s fit in no HTTP header".formatted(uri));
    }
    HttpRequest.Builder request =
        kind.apply(HttpRequest.newBuilder(URI.create(uri + path)).timeout(timeout));
    authorization.ifPresent(value -> request.header("Authorization", value));
    return request.build();
  }

  private TrackerException silent(IOException e) {
    return new TrackerException(
        "%s did not answer (%s)".formatted(uri, e.getClass().getSimpleName()), "", e);
  }
}

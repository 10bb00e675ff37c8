package io.riskmesh.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A proxy in front of a server. It forwards every call unless a rule supplies another answer: for
 * faults that a server does not produce on request, and for documented answers of AWS that the
 * server does not give (grants, followed links).
 */
public final class FaultProxy implements AutoCloseable {
  /** Headers that the JDK's client sets itself, or that apply to a single connection. */
  private static final Set<String> HOP =
      Set.of("connection", "content-length", "expect", "host", "upgrade", "transfer-encoding");

  static {
    // The JDK's server sends headers and body separately; without this each answer takes 40 ms
    // longer.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final String behind;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<Rule> rules = new CopyOnWriteArrayList<>();
  private final List<Call> calls = new CopyOnWriteArrayList<>();

  /**
   * A call as received.
   *
   * @param target {@code AWSGlue.GetTable} for a JSON service; empty for S3 and query services
   */
  public record Call(
      String method, String path, String target, Map<String, List<String>> headers, byte[] body) {
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    /** Returns whether this is a call of that operation of a JSON service. */
    public boolean isFor(String operation) {
      return target.endsWith("." + operation) || path.endsWith("/" + operation);
    }

    /** Returns the first value of a header; empty if there is none. */
    public String header(String name) {
      return headers.entrySet().stream()
          .filter(e -> e.getKey().equalsIgnoreCase(name))
          .map(e -> e.getValue().get(0))
          .findFirst()
          .orElse("");
    }
  }

  /** The answer to a caller; the connection breaks after {@code cut} bytes of the body. */
  public record Answer(int status, Map<String, String> headers, byte[] body, int cut) {
    /** Returns an answer of a JSON service. */
    public static Answer json(int status, String body) {
      return new Answer(
          status,
          Map.of("Content-Type", "application/x-amz-json-1.1", "x-amzn-RequestId", "replayed-1"),
          body.getBytes(StandardCharsets.UTF_8),
          Integer.MAX_VALUE);
    }

    /** Returns an error of a JSON service. */
    public static Answer error(int status, String type, String message) {
      return json(status, "{\"__type\":\"%s\",\"message\":\"%s\"}".formatted(type, message));
    }

    /** Returns an error of S3. */
    public static Answer s3(int status, String code) {
      return new Answer(
          status,
          Map.of("Content-Type", "application/xml", "x-amz-request-id", "replayed-2"),
          "<?xml version=\"1.0\"?><Error><Code>%s</Code><Message>planted</Message></Error>"
              .formatted(code)
              .getBytes(StandardCharsets.UTF_8),
          Integer.MAX_VALUE);
    }

    /** Returns the same answer, cut off after this number of bytes. */
    public Answer cutAfter(int bytes) {
      return new Answer(status, headers, body, bytes);
    }
  }

  /** Forwards the call and returns the server's answer. */
  @FunctionalInterface
  public interface Behind {
    Answer answer();
  }

  /** Returns an answer in place of the server's; null forwards the call. */
  @FunctionalInterface
  public interface Rule {
    Answer answer(Call call, Behind behind);
  }

  public FaultProxy(String behind) {
    this.behind = behind;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 128);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::serve);
    server.setExecutor(threads);
    server.start();
  }

  public String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Adds a rule; the first rule that returns an answer applies. */
  public FaultProxy when(Rule rule) {
    rules.add(rule);
    return this;
  }

  /** Returns all calls so far. */
  public List<Call> calls() {
    return List.copyOf(calls);
  }

  /** Returns the number of calls of that operation of a JSON service. */
  public long count(String operation) {
    return calls.stream().filter(call -> call.isFor(operation)).count();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      Call call =
          new Call(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target")),
              Map.copyOf(exchange.getRequestHeaders()),
              exchange.getRequestBody().readAllBytes());
      calls.add(call);
      send(exchange, answer(call), call);
    }
  }

  private Answer answer(Call call) {
    for (Rule rule : rules) {
      Answer answer = rule.answer(call, () -> forward(call));
      if (answer != null) {
        return answer;
      }
    }
    return forward(call);
  }

  private Answer forward(Call call) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(behind + call.path()))
            .method(call.method(), BodyPublishers.ofByteArray(call.body()));
    call.headers()
        .forEach(
            (name, values) -> {
              if (!HOP.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    try {
      HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
      Map<String, String> headers = new java.util.LinkedHashMap<>();
      response.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
      return new Answer(response.statusCode(), headers, response.body(), Integer.MAX_VALUE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static void send(HttpExchange exchange, Answer answer, Call call) throws IOException {
    answer
        .headers()
        .forEach(
            (name, value) -> {
              if (!HOP.contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().set(name, value);
              }
            });
    boolean bodiless =
        call.method().equals("HEAD") || answer.status() == 204 || answer.status() == 304;
    if (bodiless) {
      String length = answer.headers().get("content-length");
      if (length != null) {
        exchange.getResponseHeaders().set("Content-Length", length);
      }
      exchange.sendResponseHeaders(answer.status(), -1);
      return;
    }
    int length = answer.body().length;
    exchange.sendResponseHeaders(answer.status(), length == 0 ? -1 : length);
    if (length > 0) {
      // Closed before everything is sent, so that the caller sees a truncated body.
      OutputStream out = exchange.getResponseBody();
      out.write(answer.body(), 0, Math.min(answer.cut(), length));
      out.flush();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

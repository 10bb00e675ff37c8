package io.riskmesh.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.riskmesh.store.JsonText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** Takes what is posted, and answers with one status, or never. */
public final class LineageServer implements AutoCloseable {
  private final HttpServer server;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();
  private final List<String> credentials = new CopyOnWriteArrayList<>();

  /**
   * Starts a server.
   *
   * @param status what it answers; 0 for one that hangs
   */
  public LineageServer(int status) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", exchange -> answer(exchange, status));
    server.start();
  }

  private void answer(HttpExchange exchange, int status) throws IOException {
    try (exchange) {
      credentials.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (body.length > 0) {
        events.add(JsonText.read(body, JsonNode.class));
      }
      if (status == 0) {
        closing.await();
      }
      exchange.sendResponseHeaders(status == 0 ? 500 : status, -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns the server's URL. */
  public String uri() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Returns what was posted, in order. */
  public List<JsonNode> events() {
    return events;
  }

  /** Returns the header Authorization of each request. */
  public List<String> credentials() {
    return credentials;
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
  }
}

package io.riskmesh.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicLong;

/** Answers requests. The JDK's server closes the connection of one that ends with an exception. */
final class RequestHandler implements HttpHandler {
  private static final String ATTRIBUTES = "X-Amzn-SageMaker-Custom-Attributes";

  private final ScoringServer server;
  private final ServedPaths paths;
  private final int maxBody;
  private final AtomicLong ids = new AtomicLong(System.nanoTime() & 0xffff_ffffL);

  RequestHandler(ScoringServer server, ServedPaths paths, int maxBody) {
    this.server = server;
    this.paths = paths;
    this.maxBody = maxBody;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    long begun = System.nanoTime();
    String id = Long.toHexString(ids.incrementAndGet());
    RequestHead head = RequestHead.of(exchange);
    RequestBody body = new RequestBody(head, exchange.getRequestBody(), maxBody);
    RecordTally tally = new RecordTally();
    HttpAnswer answer;
    try {
      answer = paths.answer(head, body, tally);
    } catch (HttpRefusal e) {
      answer = HttpAnswer.refused(e.status(), e.getMessage());
    } catch (IOException | RuntimeException | Error e) {
      server.log().failure(id, e);
      answer = HttpAnswer.refused(500, "the server failed; its log has request " + id);
    }
    server.awaitPassage();
    answer.with("X-Request-Id", id);
    echoAttributes(head, answer);
    if (head.asksToClose() || body.endsConnection() || server.isDraining()) {
      answer.with("Connection", "close");
    }
    OutputStream out = send(exchange, answer);
    server.answered(id, head, answer, tally, System.nanoTime() - begun);
    if (body.isBroken()) {
      throw new IOException("nothing can follow a broken body");
    }
    // Reads what is left of the body, too: a reset while the client still sends could destroy the
    // answer.
    out.close();
  }

  /** Custom attributes belong to the caller, who gets them back. */
  private static void echoAttributes(RequestHead head, HttpAnswer answer) {
    String given = head.field(ATTRIBUTES);
    if (!given.isEmpty() && given.chars().noneMatch(Character::isISOControl)) {
      answer.with(ATTRIBUTES, given);
    }
  }

  /** Sends the answer, without its body to {@code HEAD}. */
  private static OutputStream send(HttpExchange exchange, HttpAnswer answer) throws IOException {
    Headers fields = exchange.getResponseHeaders();
    answer.fields().forEach(fields::set);
    boolean hasBody = !exchange.getRequestMethod().equals("HEAD");
    if (!hasBody) {
      fields.set("Content-Length", String.valueOf(answer.body().length));
    }
    exchange.sendResponseHeaders(answer.status(), hasBody ? answer.body().length : -1);
    OutputStream out = exchange.getResponseBody();
    if (hasBody) {
      out.write(answer.body());
      out.flush();
    }
    return out;
  }
}

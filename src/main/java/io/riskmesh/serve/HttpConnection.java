package io.riskmesh.serve;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One client's connection: reads a request, answers it, and waits for the next. */
final class HttpConnection implements Runnable {
  /** How often an idle connection looks whether the server is about to end. */
  private static final Duration LOOK = Duration.ofMillis(100);

  /** How long a client may go on sending a body that is refused. */
  private static final Duration LINGER = Duration.ofSeconds(2);

  /**
   * A body up to this size that nobody wants is read all the same, so that the connection lives.
   */
  private static final int SMALL = 65_536;

  private static final int OUTPUT = 16_384;
  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Socket socket;
  private final ScoringServer server;
  private final ServeLimits limits;
  private volatile long writing;

  /** How much of the current request's body was read. */
  private BodyState body = BodyState.UNREAD;

  private enum BodyState {
    UNREAD,
    BEGUN,
    READ
  }

  HttpConnection(Socket socket, ScoringServer server, ServeLimits limits) {
    this.socket = socket;
    this.server = server;
    this.limits = limits;
  }

  @Override
  public void run() {
    try (socket) {
      socket.setTcpNoDelay(true);
      TimedInput in = new TimedInput(socket);
      OutputStream out = new BufferedOutputStream(socket.getOutputStream(), OUTPUT);
      boolean isOpen = true;
      while (isOpen && awaitRequest(in)) {
        isOpen = serve(in, out);
      }
    } catch (IOException e) {
      // The client is gone; nobody is left to tell.
    } finally {
      server.ended(this);
    }
  }

  /** Waits for the first byte of a request; false if none is to be expected any more. */
  private boolean awaitRequest(TimedInput in) throws IOException {
    long begun = System.nanoTime();
    try {
      while (!in.await(LOOK)) {
        if (server.closesIdle() || System.nanoTime() - begun > limits.idle().toNanos()) {
          return false;
        }
      }
      return true;
    } catch (EOFException e) {
      return false;
    }
  }

  /** Serves a request; returns whether another may follow. */
  private boolean serve(TimedInput in, OutputStream out) throws IOException {
    long begun = System.nanoTime();
    server.metrics().inFlight().incrementAndGet();
    try {
      return exchange(in, out, begun);
    } finally {
      server.metrics().inFlight().decrementAndGet();
    }
  }

  private boolean exchange(TimedInput in, OutputStream out, long begun) throws IOException {
    RequestReader reader = new RequestReader(in, limits);
    String id = server.nextId();
    RecordTally tally = new RecordTally();
    RequestHead head = null;
    body = BodyState.BEGUN;
    HttpAnswer answer;
    try {
      in.allow(limits.read());
      head = reader.readHead();
      body = RequestReader.hasBody(head) ? BodyState.UNREAD : BodyState.READ;
      RequestHead read = head;
      answer = server.paths().answer(head, () -> readBody(reader, read, in, out), tally);
    } catch (HttpRefusal e) {
      answer = HttpAnswer.refused(e.status(), e.getMessage());
    } catch (SocketTimeoutException e) {
      answer = HttpAnswer.refused(408, "the request did not come in time");
    } catch (RuntimeException | StackOverflowError e) {
      server.log().failure(id, e);
      answer = HttpAnswer.refused(500, "the server failed; its log has request " + id);
    }
    skipSmallBody(reader, head, in);
    server.awaitClosedDoor();
    boolean isUnread = body != BodyState.READ;
    boolean isKept = head != null && head.keepsConnection() && !isUnread && !server.isDraining();
    answer.with("X-Request-Id", id).with("Connection", isKept ? "keep-alive" : "close");
    echoAttributes(head, answer);
    writing = System.nanoTime();
    answer.write(out, head == null || !head.method().equals("HEAD"));
    writing = 0;
    server.answered(id, head, answer, tally, System.nanoTime() - begun);
    if (isUnread) {
      linger(in);
    }
    return isKept;
  }

  /** Custom attributes belong to the caller, who gets them back. */
  private static void echoAttributes(RequestHead head, HttpAnswer answer) {
    String field = "X-Amzn-SageMaker-Custom-Attributes";
    String given = head == null ? "" : head.field("x-amzn-sagemaker-custom-attributes");
    if (!given.isEmpty()) {
      answer.with(field, given);
    }
  }

  private byte[] readBody(RequestReader reader, RequestHead head, TimedInput in, OutputStream out)
      throws IOException, HttpRefusal {
    if (body == BodyState.UNREAD && head.expectsContinue()) {
      out.write(CONTINUE);
      out.flush();
    }
    in.allow(limits.read());
    body = BodyState.BEGUN;
    byte[] bytes = reader.readBody(head);
    body = BodyState.READ;
    return bytes;
  }

  private void skipSmallBody(RequestReader reader, RequestHead head, TimedInput in)
      throws IOException {
    if (body == BodyState.UNREAD
        && !head.expectsContinue()
        && RequestReader.announcedLength(head) <= SMALL) {
      in.allow(limits.read());
      try {
        reader.readBody(head);
        body = BodyState.READ;
      } catch (HttpRefusal | SocketTimeoutException e) {
        body = BodyState.BEGUN;
      }
    }
  }

  /** Closes with patience: a reset while the client still sends could destroy the answer. */
  private void linger(TimedInput in) throws IOException {
    socket.shutdownOutput();
    in.allow(LINGER);
    in.drop(limits.bodyBytes());
  }

  /** Closes the connection if its client does not take the answer. */
  void closeIfStuck(long now) {
    long since = writing;
    if (since != 0 && now - since > limits.write().toNanos()) {
      close();
    }
  }

  /** Closes the connection, whatever it does. */
  void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed, then.
    }
  }
}

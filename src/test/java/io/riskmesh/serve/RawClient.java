package io.riskmesh.serve;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** A client that sends bytes as they are, and notices when its connection is cut. */
final class RawClient implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 30_000;

  private final Socket socket;
  private final InputStream in;

  /** An answer; header fields by name in lower case. */
  record RawAnswer(int status, Map<String, String> fields, byte[] content) {
    String text() {
      return new String(content, StandardCharsets.UTF_8);
    }

    boolean closes() {
      return "close".equals(fields.get("connection"));
    }
  }

  RawClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** Sends an invocation and reads its answer. */
  RawAnswer invoke(String type, byte[] body, String... fields) throws IOException {
    return invokeAt("/invocations", type, body, fields);
  }

  RawAnswer invokeAt(String target, String type, byte[] body, String... fields) throws IOException {
    sendInvocation(target, type, body, fields);
    return answer();
  }

  /** Sends an invocation and reads nothing. */
  void sendInvocation(String target, String type, byte[] body, String... fields)
      throws IOException {
    StringBuilder head = new StringBuilder("POST " + target + " HTTP/1.1\r\nHost: test\r\n");
    for (String field : fields) {
      head.append(field).append("\r\n");
    }
    head.append("Content-Type: %s\r\nContent-Length: %d\r\n\r\n".formatted(type, body.length));
    byte[] first = head.toString().getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[first.length + body.length];
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(body, 0, all, first.length, body.length);
    socket.getOutputStream().write(all);
  }

  RawAnswer get(String path) throws IOException {
    send("GET " + path + " HTTP/1.1\r\nHost: test\r\n\r\n");
    return answer();
  }

  void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  /** Reads an answer; a connection that ends within it is an error. */
  RawAnswer answer() throws IOException {
    return answer(true);
  }

  /** Reads an answer; that to {@code HEAD} has no body. */
  RawAnswer answer(boolean hasBody) throws IOException {
    String[] first = line().split(" ", 3);
    Map<String, String> fields = new HashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      String[] parts = line.split(": ", 2);
      fields.put(parts[0].toLowerCase(Locale.ROOT), parts[1]);
    }
    int length = hasBody ? Integer.parseInt(fields.getOrDefault("content-length", "0")) : 0;
    byte[] content = in.readNBytes(length);
    if (content.length < length) {
      throw new EOFException();
    }
    return new RawAnswer(Integer.parseInt(first[1]), fields, content);
  }

  /** Returns whether the server has closed the connection, in order or by a reset. */
  boolean isEnded() throws IOException {
    try {
      return in.read() < 0;
    } catch (SocketException e) {
      return true;
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException();
      }
      line.append((char) next);
    }
    return line.toString().strip();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

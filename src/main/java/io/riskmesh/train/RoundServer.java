package io.riskmesh.train;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The driver's end of the reports: one connection per attempt of the stage, a token of 36 letters
 * first, then 12 bytes a round (number, train metric, validation metric). Whoever does not know the
 * token is hung up on.
 */
final class RoundServer implements AutoCloseable {
  static final int REPORT_BYTES = 12;
  private static final int TOKEN_MILLIS = 2000;
  private static final Logger LOG = LoggerFactory.getLogger(RoundServer.class);

  private final String token = UUID.randomUUID().toString();
  private final ExecutorService threads = Executors.newCachedThreadPool(RoundServer::daemon);
  private final ServerSocket socket;
  private final Rounds rounds;

  private RoundServer(ServerSocket socket, Rounds rounds) {
    this.socket = socket;
    this.rounds = rounds;
  }

  static RoundServer start(Rounds rounds) throws IOException {
    RoundServer server = new RoundServer(new ServerSocket(0), rounds);
    server.threads.execute(server::accept);
    return server;
  }

  int port() {
    return socket.getLocalPort();
  }

  String token() {
    return token;
  }

  private void accept() {
    try {
      while (!socket.isClosed()) {
        Socket connection = socket.accept();
        threads.execute(() -> listen(connection));
      }
    } catch (SocketException | RejectedExecutionException e) {
      LOG.debug("closed", e);
    } catch (IOException e) {
      LOG.warn("rounds are no longer reported live", e);
    }
  }

  private void listen(Socket connection) {
    try (connection;
        DataInputStream in = new DataInputStream(connection.getInputStream())) {
      connection.setSoTimeout(TOKEN_MILLIS);
      byte[] first = in.readNBytes(token.length());
      if (!token.equals(new String(first, StandardCharsets.US_ASCII))) {
        return;
      }
      connection.setSoTimeout(0);
      while (true) {
        rounds.report(in.readInt(), new TrainSummary.Round(in.readFloat(), in.readFloat()));
      }
    } catch (IOException e) {
      LOG.debug("a connection ended", e);
    }
  }

  /** Takes no more reports; those still on their way come with the result. */
  @Override
  public void close() throws IOException {
    socket.close();
    threads.shutdown();
    try {
      if (!threads.awaitTermination(1, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "riskmesh-train-rounds");
    thread.setDaemon(true);
    return thread;
  }
}

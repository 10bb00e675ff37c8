package io.riskmesh.train;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives the reports of a training on the driver. A connection starts with a token of 36
 * characters and a byte for its kind: rounds, each a number followed by what {@link RoundCodec}
 * writes, until it is closed; one segment or trial, preceded by its length; or a connection test.
 * The last two are acknowledged with one byte. A connection without the right token is closed.
 */
final class ReportServer implements AutoCloseable {
  static final int ROUNDS = 'R';
  static final int SEGMENT = 'S';
  static final int CALL = 'C';
  static final int RECEIVED = 1;
  private static final int BACKLOG = 50;
  private static final int MAX_CONNECTIONS = 64;
  private static final int GREETING_MILLIS = 2000;
  private static final Logger LOG = LoggerFactory.getLogger(ReportServer.class);

  private final String token = UUID.randomUUID().toString();
  private final ExecutorService threads = Executors.newCachedThreadPool(ReportServer::daemon);
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(ReportServer::daemon);
  private final Semaphore places = new Semaphore(MAX_CONNECTIONS);
  private final ServerSocket socket;
  private final OrderedRounds rounds;
  private final Consumer<byte[]> contents;

  private ReportServer(ServerSocket socket, OrderedRounds rounds, Consumer<byte[]> contents) {
    this.socket = socket;
    this.rounds = rounds;
    this.contents = contents;
  }

  /**
   * Starts a server on a free port.
   *
   * @param address the only local address to listen on; null for all of them
   */
  static ReportServer start(
      InetAddress address, OrderedRounds rounds, TrainingCheckpoints checkpoints)
      throws IOException {
    return start(
        address, rounds, bytes -> BoostingSegment.decode(bytes).forEach(checkpoints::keep));
  }

  /**
   * Starts a server for a search, which reports trials instead of segments.
   *
   * @param address the only local address to listen on; null for all of them
   * @param trials receives encoded trials, on several threads
   */
  static ReportServer start(InetAddress address, Consumer<byte[]> trials) throws IOException {
    return start(address, new OrderedRounds(RoundListener.NONE), trials);
  }

  private static ReportServer start(
      InetAddress address, OrderedRounds rounds, Consumer<byte[]> contents) throws IOException {
    ReportServer server = new ReportServer(new ServerSocket(0, BACKLOG, address), rounds, contents);
    server.threads.execute(server::accept);
    return server;
  }

  /** Returns the target for workers that reach the driver by this host name. */
  ReportSender.ReportTarget target(String host) {
    return new ReportSender.ReportTarget(host, socket.getLocalPort(), token);
  }

  /** Returns the address that the server listens on. */
  InetAddress address() {
    return socket.getInetAddress();
  }

  private void accept() {
    try {
      while (!socket.isClosed()) {
        Socket connection = socket.accept();
        if (places.tryAcquire()) {
          threads.execute(() -> listen(connection));
        } else {
          connection.close();
        }
      }
    } catch (SocketException | RejectedExecutionException e) {
      LOG.debug("closed", e);
    } catch (IOException e) {
      LOG.warn("rounds and checkpoints are no longer accepted", e);
    }
  }

  private void listen(Socket connection) {
    try (connection;
        DataInputStream in = new DataInputStream(connection.getInputStream())) {
      int kind = greeting(connection, in);
      if (kind == ROUNDS) {
        while (true) {
          rounds.report(in.readInt(), RoundCodec.read(in));
        }
      }
      if (kind == SEGMENT) {
        byte[] bytes = in.readNBytes(in.readInt());
        connection.getOutputStream().write(RECEIVED);
        contents.accept(bytes);
      }
      if (kind == CALL) {
        connection.getOutputStream().write(RECEIVED);
      }
    } catch (IOException | RuntimeException e) {
      LOG.debug("a connection ended", e);
    } finally {
      places.release();
    }
  }

  /**
   * Returns the kind of the connection, or -1 if the token is wrong. A connection that does not
   * send its greeting in time is closed, even if bytes keep arriving.
   */
  private int greeting(Socket connection, DataInputStream in) throws IOException {
    ScheduledFuture<?> hangUp =
        clock.schedule(() -> hangUp(connection), GREETING_MILLIS, TimeUnit.MILLISECONDS);
    try {
      byte[] first = in.readNBytes(token.length());
      return token.equals(new String(first, StandardCharsets.US_ASCII)) ? in.read() : -1;
    } finally {
      hangUp.cancel(false);
    }
  }

  private static void hangUp(Socket connection) {
    try {
      connection.close();
    } catch (IOException e) {
      LOG.debug("closing", e);
    }
  }

  /** Stops accepting reports; those still in transit are also part of the result. */
  @Override
  public void close() throws IOException {
    socket.close();
    clock.shutdownNow();
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

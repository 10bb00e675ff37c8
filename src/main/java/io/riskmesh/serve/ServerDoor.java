package io.riskmesh.serve;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Accepts connections until it is told to close, and then those that wait already. */
final class ServerDoor {
  private static final int BACKLOG = 1024;
  private static final int TICK_MILLIS = 100;

  /** While nobody connects for so long, nobody waits to be accepted. */
  private static final int QUIET_MILLIS = 20;

  private static final Duration MOST_ACCEPTING = Duration.ofSeconds(2);

  private final ServerSocket socket = new ServerSocket();
  private final Consumer<Socket> accepted;
  private final Runnable tick;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::accept, "accept");
  private volatile boolean isClosing;
  private volatile long closedAt;

  /**
   * Listens, but accepts nothing yet.
   *
   * @param tick runs now and then while the door is open
   * @throws IllegalArgumentException if the address cannot be used
   */
  ServerDoor(String host, int port, Consumer<Socket> accepted, Runnable tick) throws IOException {
    this.accepted = accepted;
    this.tick = tick;
    try {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(host), port), BACKLOG);
      socket.setSoTimeout(TICK_MILLIS);
    } catch (IOException e) {
      socket.close();
      throw new IllegalArgumentException(
          "cannot listen on %s port %d: %s".formatted(host, port, e.getMessage()), e);
    }
  }

  void open() {
    thread.start();
  }

  int port() {
    return socket.getLocalPort();
  }

  private void accept() {
    try (socket) {
      while (!isClosing) {
        acceptNext();
        tick.run();
      }
      socket.setSoTimeout(QUIET_MILLIS);
      long end = System.nanoTime() + MOST_ACCEPTING.toNanos();
      while (acceptNext() && System.nanoTime() < end) {
        // Who has connected by now is served.
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("cannot accept connections", e);
    } finally {
      closedAt = System.nanoTime();
      closed.countDown();
    }
  }

  /** Accepts a connection; returns false if none came in time. */
  private boolean acceptNext() throws InterruptedException {
    try {
      accepted.accept(socket.accept());
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      // The process has too many files open, until connections end.
      Thread.sleep(TICK_MILLIS);
      return false;
    }
  }

  /** Begins to close. */
  void close() {
    isClosing = true;
  }

  boolean isClosing() {
    return isClosing;
  }

  /** Waits until it is closed. */
  void awaitClosed() throws InterruptedException {
    closed.await();
  }

  /** Returns whether it is closed for this long. */
  boolean isClosedFor(Duration time) {
    return closed.getCount() == 0 && System.nanoTime() - closedAt > time.toNanos();
  }
}

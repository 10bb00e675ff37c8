package io.riskmesh.train;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports rounds and segments from a worker to the driver during training; Spark's accumulators
 * would arrive only at the end of the stage. Training continues if a report fails, since the result
 * contains everything as well.
 */
final class ReportSender implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReportSender.class);
  private static final int CONNECT_MILLIS = 2000;
  private static final int ANSWER_MILLIS = 30_000;

  /**
   * Address of the driver's {@link ReportServer}.
   *
   * @param host name or address of the driver
   * @param port port of the server
   * @param token secret that every connection starts with
   */
  record ReportTarget(String host, int port, String token) implements Serializable {

    private InetSocketAddress address() {
      return new InetSocketAddress(host, port);
    }

    private byte[] greeting(int kind) {
      return (token + (char) kind).getBytes(StandardCharsets.US_ASCII);
    }

    /** Tests the connection in both directions. */
    void call(int millis) throws IOException {
      exchange(ReportServer.CALL, new byte[0], millis, millis);
    }

    private void exchange(int kind, byte[] content, int connectMillis, int answerMillis)
        throws IOException {
      try (Socket socket = new Socket()) {
        socket.connect(address(), connectMillis);
        socket.setSoTimeout(answerMillis);
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.write(greeting(kind));
        out.write(content);
        out.flush();
        if (socket.getInputStream().read() != ReportServer.RECEIVED) {
          throw new SocketTimeoutException("no answer");
        }
      }
    }
  }

  private final ReportTarget target;
  private final ExecutorService segments = Executors.newSingleThreadExecutor(ReportSender::daemon);
  private SocketChannel channel;

  private ReportSender(ReportTarget target, SocketChannel channel) {
    this.target = target;
    this.channel = channel;
  }

  /** Returns a sender that sends nothing. */
  static ReportSender none() {
    return new ReportSender(null, null);
  }

  /** Connects to the driver; if that fails, returns a sender that sends no rounds. */
  static ReportSender connect(ReportTarget target) {
    SocketChannel channel = null;
    try {
      channel = SocketChannel.open();
      channel.socket().connect(target.address(), CONNECT_MILLIS);
      channel.write(ByteBuffer.wrap(target.greeting(ReportServer.ROUNDS)));
      // A full buffer must never block a round.
      channel.configureBlocking(false);
      return new ReportSender(target, channel);
    } catch (IOException | UnresolvedAddressException e) {
      LOG.warn("rounds cannot be reported to the driver; training continues", e);
      ReportSender silent = new ReportSender(target, channel);
      silent.hangUp();
      return silent;
    }
  }

  void send(int round, TrainSummary.Round metrics) {
    if (channel == null) {
      return;
    }
    ByteBuffer report = report(round, metrics);
    try {
      channel.write(report);
    } catch (IOException e) {
      LOG.warn("the driver no longer accepts round reports; training continues", e);
      hangUp();
    }
    if (report.hasRemaining()) {
      hangUp();
    }
  }

  private static ByteBuffer report(int round, TrainSummary.Round metrics) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    try {
      out.writeInt(round);
      RoundCodec.write(metrics, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ByteBuffer.wrap(bytes.toByteArray());
  }

  /** Sends a segment in the background, in the order of the calls. */
  void send(BoostingSegment segment) {
    send(
        BoostingSegment.encode(List.of(segment)),
        "the checkpoint after round " + segment.nextRound());
  }

  /** Sends a trial in the background, in the order of the calls. */
  void send(TrialResult trial) {
    send(TrialResult.encode(List.of(trial)), "trial " + trial.number());
  }

  private void send(byte[] bytes, String what) {
    if (target != null) {
      segments.execute(() -> deliver(bytes, what));
    }
  }

  private void deliver(byte[] bytes, String what) {
    byte[] content =
        ByteBuffer.allocate(Integer.BYTES + bytes.length).putInt(bytes.length).put(bytes).array();
    try {
      target.exchange(ReportServer.SEGMENT, content, CONNECT_MILLIS, ANSWER_MILLIS);
    } catch (IOException e) {
      LOG.warn("{} did not reach the driver; training continues", what, e);
    }
  }

  /** Closes without waiting; reports still in transit are also part of the result. */
  @Override
  public void close() {
    segments.shutdown();
    hangUp();
  }

  private void hangUp() {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        LOG.debug("closing", e);
      }
      channel = null;
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "riskmesh-train-segments");
    thread.setDaemon(true);
    return thread;
  }
}

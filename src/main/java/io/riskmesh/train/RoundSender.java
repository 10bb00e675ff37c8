package io.riskmesh.train;

import java.io.IOException;
import java.io.Serializable;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker's way to tell the driver about rounds while they happen; Spark's accumulators arrive at
 * a stage's end. Whatever goes wrong, training goes on: the rounds also come with the result.
 */
final class RoundSender implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RoundSender.class);
  private static final int CONNECT_MILLIS = 2000;

  /**
   * Where to.
   *
   * @param token what a connection begins with
   */
  record Target(String host, int port, String token) implements Serializable {}

  private SocketChannel channel;

  private RoundSender(SocketChannel channel) {
    this.channel = channel;
  }

  /** Sends nothing. */
  static RoundSender none() {
    return new RoundSender(null);
  }

  /** Connected, or one that sends nothing. */
  static RoundSender to(Target target) {
    SocketChannel channel = null;
    try {
      channel = SocketChannel.open();
      channel.socket().connect(new InetSocketAddress(target.host(), target.port()), CONNECT_MILLIS);
      channel.write(ByteBuffer.wrap(target.token().getBytes(StandardCharsets.US_ASCII)));
      // A full buffer must never hold up a round.
      channel.configureBlocking(false);
      return new RoundSender(channel);
    } catch (IOException | UnresolvedAddressException e) {
      LOG.warn("rounds cannot be reported to the driver; training goes on", e);
      new RoundSender(channel).close();
      return none();
    }
  }

  void send(int round, TrainSummary.Round metrics) {
    if (channel == null) {
      return;
    }
    ByteBuffer report = ByteBuffer.allocate(RoundServer.REPORT_BYTES);
    report.putInt(round).putFloat(metrics.train()).putFloat(metrics.validation()).flip();
    try {
      channel.write(report);
    } catch (IOException e) {
      LOG.warn("the driver no longer takes reports of rounds; training goes on", e);
      close();
    }
    if (report.hasRemaining()) {
      close();
    }
  }

  @Override
  public void close() {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        LOG.debug("closing", e);
      }
      channel = null;
    }
  }
}

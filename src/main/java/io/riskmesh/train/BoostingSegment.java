package io.riskmesh.train;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Rounds between two checkpoints. A segment starts from the margins that the earlier segments give
 * to the rows, and from its own seed. It is therefore identical, byte for byte, whether the earlier
 * segments were just boosted or were read back after a failure.
 *
 * @param firstRound zero-based
 * @param history one entry per round
 * @param model UBJ bytes with the trees of these rounds only
 */
@SuppressWarnings("ArrayRecordComponent") // Passed on, never compared.
public record BoostingSegment(int firstRound, List<TrainSummary.Round> history, byte[] model) {
  /** Returns the index of the round that follows this segment. */
  public int nextRound() {
    return firstRound + history.size();
  }

  /**
   * Encodes segments in a custom format, since Kryo, which Spark may be configured to use, cannot
   * read records.
   */
  public static byte[] encode(List<BoostingSegment> segments) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      writeAll(segments, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Decodes segments that {@link #encode} wrote. */
  public static List<BoostingSegment> decode(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      return readAll(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void writeAll(List<BoostingSegment> segments, DataOutputStream out) throws IOException {
    out.writeInt(segments.size());
    for (BoostingSegment segment : segments) {
      out.writeInt(segment.firstRound());
      out.writeInt(segment.history().size());
      for (TrainSummary.Round round : segment.history()) {
        RoundCodec.writeDeciding(round, out);
      }
      out.writeInt(segment.model().length);
      out.write(segment.model());
    }
    // Last and only if there are any: checkpoints of earlier releases end here.
    if (segments.stream().flatMap(s -> s.history().stream()).anyMatch(r -> r.others() != null)) {
      for (BoostingSegment segment : segments) {
        for (TrainSummary.Round round : segment.history()) {
          RoundCodec.writeOthers(round, out);
        }
      }
    }
  }

  static List<BoostingSegment> readAll(DataInputStream in) throws IOException {
    List<BoostingSegment> segments = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      int firstRound = in.readInt();
      List<TrainSummary.Round> history = new ArrayList<>();
      for (int rounds = in.readInt(); rounds > 0; rounds--) {
        history.add(RoundCodec.readDeciding(in));
      }
      byte[] model = new byte[in.readInt()];
      in.readFully(model);
      segments.add(new BoostingSegment(firstRound, history, model));
    }
    return in.available() == 0 ? segments : withOthers(segments, in);
  }

  private static List<BoostingSegment> withOthers(
      List<BoostingSegment> segments, DataInputStream in) throws IOException {
    List<BoostingSegment> whole = new ArrayList<>();
    for (BoostingSegment segment : segments) {
      List<TrainSummary.Round> history = new ArrayList<>();
      for (TrainSummary.Round round : segment.history()) {
        history.add(RoundCodec.readOthers(round, in));
      }
      whole.add(new BoostingSegment(segment.firstRound(), history, segment.model()));
    }
    return whole;
  }
}

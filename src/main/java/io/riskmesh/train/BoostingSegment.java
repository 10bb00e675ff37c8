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
        out.writeFloat(round.train());
        out.writeFloat(round.validation());
      }
      out.writeInt(segment.model().length);
      out.write(segment.model());
    }
  }

  static List<BoostingSegment> readAll(DataInputStream in) throws IOException {
    List<BoostingSegment> segments = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      int firstRound = in.readInt();
      List<TrainSummary.Round> history = new ArrayList<>();
      for (int rounds = in.readInt(); rounds > 0; rounds--) {
        history.add(new TrainSummary.Round(in.readFloat(), in.readFloat()));
      }
      byte[] model = new byte[in.readInt()];
      in.readFully(model);
      segments.add(new BoostingSegment(firstRound, history, model));
    }
    return segments;
  }
}

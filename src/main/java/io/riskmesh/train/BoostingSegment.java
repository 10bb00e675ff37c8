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
 * Rounds that were boosted in one go. A segment starts from the margins that the ones before it
 * give to the rows, and from a seed of its own. So it comes out the same, byte for byte, whether
 * they were boosted just now or are read again after a failure.
 *
 * @param firstRound zero-based
 * @param history one entry per round
 * @param model UBJ bytes with the trees of these rounds alone
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
public record BoostingSegment(int firstRound, List<TrainSummary.Round> history, byte[] model) {
  /** The round that follows. */
  public int nextRound() {
    return firstRound + history.size();
  }

  /** Bytes of our own: Kryo, which Spark may be set to, cannot read a record. */
  public static byte[] encode(List<BoostingSegment> segments) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      writeAll(segments, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** What {@link #encode} wrote. */
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

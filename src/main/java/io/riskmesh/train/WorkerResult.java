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
 * What the workers bring back, as bytes of our own: they pass through whichever serializer Spark is
 * set to, and Kryo cannot read a record.
 *
 * @param censuses one per worker
 * @param history empty when the workers refused to train
 * @param model UBJ; empty when the workers refused to train
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
record WorkerResult(List<Census> censuses, List<TrainSummary.Round> history, byte[] model) {

  byte[] encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(censuses.size());
      for (Census census : censuses) {
        out.writeUTF(census.toString());
      }
      out.writeInt(history.size());
      for (TrainSummary.Round round : history) {
        out.writeFloat(round.train());
        out.writeFloat(round.validation());
      }
      out.writeInt(model.length);
      out.write(model);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static WorkerResult decode(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      List<Census> censuses = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        censuses.add(Census.parse(in.readUTF()));
      }
      List<TrainSummary.Round> history = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        history.add(new TrainSummary.Round(in.readFloat(), in.readFloat()));
      }
      return new WorkerResult(censuses, history, in.readNBytes(in.readInt()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

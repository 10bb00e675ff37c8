package io.riskmesh.train;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Encodes the metrics of a round; a value that was not computed is NaN. */
final class RoundCodec {
  private RoundCodec() {}

  static void write(TrainSummary.Round round, DataOutputStream out) throws IOException {
    writeDeciding(round, out);
    writeOthers(round, out);
  }

  static TrainSummary.Round read(DataInputStream in) throws IOException {
    return readOthers(readDeciding(in), in);
  }

  static void writeDeciding(TrainSummary.Round round, DataOutputStream out) throws IOException {
    out.writeFloat(round.trainOrNaN());
    out.writeFloat(round.validation());
  }

  static TrainSummary.Round readDeciding(DataInputStream in) throws IOException {
    return new TrainSummary.Round(train(in), in.readFloat(), null);
  }

  static void writeOthers(TrainSummary.Round round, DataOutputStream out) throws IOException {
    List<TrainSummary.OtherMetric> others = round.otherMetrics();
    out.writeInt(others.size());
    for (TrainSummary.OtherMetric other : others) {
      out.writeUTF(other.metric());
      out.writeFloat(other.train() == null ? Float.NaN : other.train());
      out.writeFloat(other.validation());
    }
  }

  /** Returns the round with the other metrics that follow. */
  static TrainSummary.Round readOthers(TrainSummary.Round round, DataInputStream in)
      throws IOException {
    List<TrainSummary.OtherMetric> others = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      others.add(new TrainSummary.OtherMetric(in.readUTF(), train(in), in.readFloat()));
    }
    return others.isEmpty()
        ? round
        : new TrainSummary.Round(round.train(), round.validation(), others);
  }

  private static Float train(DataInputStream in) throws IOException {
    float value = in.readFloat();
    return Float.isNaN(value) ? null : value;
  }
}

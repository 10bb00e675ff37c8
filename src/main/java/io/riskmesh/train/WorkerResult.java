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
 * Result of the workers, encoded in a custom format that works with any serializer of Spark, since
 * Kryo cannot read records.
 *
 * @param censuses statistics of the rows, one per worker
 * @param segments segments of this attempt; empty if the workers rejected the data
 */
record WorkerResult(List<ShardStatistics> censuses, List<BoostingSegment> segments) {

  byte[] encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(censuses.size());
      for (ShardStatistics census : censuses) {
        out.writeUTF(census.toString());
      }
      BoostingSegment.writeAll(segments, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static WorkerResult decode(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      List<ShardStatistics> censuses = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        censuses.add(ShardStatistics.parse(in.readUTF()));
      }
      return new WorkerResult(censuses, BoostingSegment.readAll(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

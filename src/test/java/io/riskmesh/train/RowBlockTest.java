package io.riskmesh.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import ml.dmlc.xgboost4j.java.DMatrix;
import org.junit.jupiter.api.Test;

/** A block's matrix has the rows in the documented order, however they were added. */
class RowBlockTest {
  private static final int WIDTH = 3;

  /** A row; the weight is unique where rows differ, so it identifies the row in the matrix. */
  private record BlockRow(long hash, float label, float weight, List<Float> features)
      implements ShardRow {
    static final Comparator<BlockRow> ORDER =
        Comparator.comparingLong(BlockRow::hash)
            .thenComparing(BlockRow::label)
            .thenComparing(BlockRow::weight)
            .thenComparing(row -> row.features().get(0));

    @Override
    public boolean isValidation() {
      return false;
    }

    @Override
    public void copyFeatures(float[] values, int at) {
      for (int i = 0; i < WIDTH; i++) {
        values[at + i] = features.get(i);
      }
    }
  }

  private static List<BlockRow> rows(Random random, int count) {
    List<BlockRow> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long hash =
          switch (random.nextInt(4)) {
            // Ties in the whole hash, and in its upper half alone.
            case 0 -> random.nextInt(5) - 2;
            case 1 -> (random.nextInt(5) - 2L << 32) + random.nextInt();
            default -> random.nextLong();
          };
      float feature = random.nextInt(3) == 0 ? Float.NaN : random.nextFloat();
      rows.add(
          new BlockRow(
              hash,
              random.nextInt(2),
              1 + random.nextInt(1000) / 8f,
              List.of(feature, random.nextFloat(), Float.NaN)));
    }
    return rows;
  }

  private static DMatrix matrix(List<BlockRow> rows, int expected) throws Exception {
    RowBlock block = new RowBlock(InputTypes.of(List.of("a", "b", "c"), Set.of()), expected);
    ShardStatistics statistics = new ShardStatistics();
    for (BlockRow row : rows) {
      block.add(row, row.weight(), statistics);
    }
    return block.matrix();
  }

  @Test
  void rowsAreInTheOrderOfTheirHashesThenValues() throws Exception {
    for (int count : new int[] {1, 2, 50, 3_000}) {
      List<BlockRow> rows = rows(new Random(count), count);
      List<BlockRow> sorted = rows.stream().sorted(BlockRow.ORDER).toList();
      DMatrix matrix = matrix(rows, count / 3);
      float[] labels = matrix.getLabel();
      float[] weights = matrix.getWeight();
      assertThat(matrix.rowNum()).isEqualTo(count);
      for (int i = 0; i < count; i++) {
        assertThat(labels[i]).isEqualTo(sorted.get(i).label());
        assertThat(weights[i]).isEqualTo(sorted.get(i).weight());
      }
      matrix.dispose();
    }
  }
}

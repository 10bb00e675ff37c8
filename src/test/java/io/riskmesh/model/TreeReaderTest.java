package io.riskmesh.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.junit.jupiter.api.Test;

class TreeReaderTest {

  @Test
  void refusesOtherModels() throws XGBoostError {
    refused(booster(Map.of("booster", "dart"), 1), "booster dart");
    refused(booster(Map.of("booster", "gblinear"), 1), "booster gblinear");
    refused(booster(Map.of("objective", "multi:softprob", "num_class", 2), 1), "num_class is 2");
    refused(new byte[0], "byte 0: it ends too early");
    refused("{\"learner\": {}}".getBytes(StandardCharsets.UTF_8), "byte 2: '\"'");
  }

  @Test
  void readsSplitsByCategory() throws XGBoostError {
    TreeEnsemble read = TreeReader.read(byCategory());
    assertThat(read.tree(0).categories().includes(0)).isTrue();
    assertThat(read.tree(1).categories().isEmpty()).isFalse();
  }

  private static byte[] byCategory() throws XGBoostError {
    DMatrix matrix = matrix();
    matrix.setFeatureTypes(new String[] {"c", "c"});
    return train(matrix, Map.of("max_cat_to_onehot", 1, "max_depth", 2), 2);
  }

  @Test
  void readsABoosterWithoutTrees() throws XGBoostError {
    assertThat(TreeReader.read(booster(Map.of("base_score", 0.25), 0)).baseScore())
        .isEqualTo("[2.5E-1]");
    assertThat(TreeReader.read(booster(Map.of("base_score", 0.25), 0)).size()).isZero();
    assertThat(TreeReader.read(booster(Map.of(), 3), 99).size()).isZero();
  }

  /** Whatever the bytes, reading ends soon, with trees or with the one exception. */
  @Test
  void survivesDamage() throws XGBoostError {
    survivesDamage(booster(Map.of("max_depth", 2), 2));
    survivesDamage(byCategory());
  }

  private static void survivesDamage(byte[] sound) {
    Random random = new Random(3);
    float[] values = {0.5f, Float.NaN};
    for (int at = 0; at < sound.length; at++) {
      assertThatThrownByOrNothing(Arrays.copyOf(sound, at), values);
      for (int change = 0; change < 6; change++) {
        byte[] damaged = sound.clone();
        damaged[at] = (byte) (change == 0 ? 0x7F : change == 1 ? 0xFF : random.nextInt());
        assertThatThrownByOrNothing(damaged, values);
      }
    }
  }

  private static void assertThatThrownByOrNothing(byte[] bytes, float[] values) {
    TreeEnsemble read;
    try {
      read = TreeReader.read(bytes);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageStartingWith("not a booster that can be read: ");
      return;
    }
    if (read.width() == 2) {
      read.add(values, 1, new float[1], 1);
      read.addColumns(values, new float[1], 1);
    }
  }

  @Test
  void refusesTreesThatNobodyWrites() {
    int[] leaf = {-1};
    refusedTree("differ in length", new int[0], new int[0]);
    refusedTree("differ in length", leaf, new int[] {-1, -1});
    refusedTree("children 0 and 1", new int[] {0, -1, -1}, new int[] {1, -1, -1});
    refusedTree("children 2 and 1", new int[] {2, -1, -1}, new int[] {1, -1, -1});
    refusedTree("children 2 and 3", new int[] {2, -1, -1}, new int[] {3, -1, -1});
    refusedTree("children -1 and 2", new int[] {-1, -1, -1}, new int[] {2, -1, -1});
  }

  private static void refusedTree(String why, int[] left, int[] right) {
    int nodes = left.length;
    assertThatThrownBy(
            () ->
                new BoosterTree(
                    left,
                    right,
                    new int[nodes],
                    new float[nodes],
                    new int[nodes],
                    new float[nodes]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @Test
  void aWidthCostsNothing() {
    int[] left = {1, -1, -1};
    BoosterTree tree =
        new BoosterTree(
            left,
            new int[] {2, -1, -1},
            new int[] {1 << 30, 0, 0},
            new float[3],
            new int[3],
            new float[3]);
    assertThat(new TreeEnsemble(Integer.MAX_VALUE, "", List.of(tree)).width())
        .isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void readsEveryWayToWriteNumbers() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    put(all, "[", "i", new byte[] {-3}, "U", new byte[] {-3});
    put(all, "I", bytes(2).putShort((short) -300), "u", bytes(2).putShort((short) -300));
    put(all, "l", bytes(4).putInt(-70_000), "m", bytes(4).putInt(70_000));
    put(all, "L", bytes(8).putLong(5), "M", bytes(8).putLong(6), "]");

    assertThat(new UbjReader(all.toByteArray()).integers())
        .containsExactly(-3, 253, -300, 65_236, -70_000, 70_000, 5, 6);
    assertThat(
            reader("[", "$", "I", "#", "i", new byte[] {2}, bytes(4).putInt(0x0001_FFFF))
                .integers())
        .containsExactly(1, -1);
    assertThat(reader("[", "#", "U", new byte[] {1}, "d", bytes(4).putFloat(-0.1f)).floats())
        .containsExactly(-0.1f);
    assertThat(
            reader("[", "$", "D", "#", "L", bytes(8).putLong(1), bytes(8).putDouble(0.5)).floats())
        .containsExactly(0.5f);
  }

  @Test
  void believesNoSize() {
    List<UbjReader> liars =
        List.of(
            reader("[", "$", "l", "#", "l", bytes(4).putInt(Integer.MAX_VALUE)),
            reader("[", "$", "l", "#", "l", bytes(4).putInt(-1)),
            reader("[", "#", "L", bytes(8).putLong(1L << 40)),
            reader("[", "$", "T", "#", "l", bytes(4).putInt(2), new byte[2]),
            reader("[", "$", "l", "]"));
    for (UbjReader liar : liars) {
      assertThatThrownBy(liar::integers).isInstanceOf(IllegalArgumentException.class);
    }
    byte[] deep = new byte[100_000];
    Arrays.fill(deep, (byte) '[');
    assertThatThrownBy(() -> new UbjReader(deep).skip()).hasMessageContaining("inside each other");
  }

  private static UbjReader reader(Object... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    put(all, parts);
    return new UbjReader(all.toByteArray());
  }

  private static ByteBuffer bytes(int size) {
    return ByteBuffer.allocate(size);
  }

  private static void put(ByteArrayOutputStream all, Object... parts) {
    for (Object part : parts) {
      if (part instanceof String text) {
        all.writeBytes(text.getBytes(StandardCharsets.UTF_8));
      } else if (part instanceof ByteBuffer number) {
        all.writeBytes(number.array());
      } else {
        all.writeBytes((byte[]) part);
      }
    }
  }

  private static void refused(byte[] bytes, String why) {
    assertThatThrownBy(() -> TreeReader.read(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  private static byte[] booster(Map<String, Object> params, int rounds) throws XGBoostError {
    return train(matrix(), params, rounds);
  }

  private static byte[] train(DMatrix matrix, Map<String, Object> params, int rounds)
      throws XGBoostError {
    Map<String, Object> all = new HashMap<>(Map.of("objective", "binary:logistic", "nthread", 1));
    all.putAll(params);
    Booster booster = XGBoost.train(matrix, all, rounds, new HashMap<>(), null, null);
    return booster.toByteArray("ubj");
  }

  private static DMatrix matrix() throws XGBoostError {
    int rows = 200;
    float[] values = new float[2 * rows];
    float[] labels = new float[rows];
    for (int row = 0; row < rows; row++) {
      values[2 * row] = row % 13;
      values[2 * row + 1] = row % 7;
      labels[row] = row % 13 * (row % 7) % 2;
    }
    DMatrix matrix = new DMatrix(values, rows, 2, Float.NaN);
    matrix.setLabel(labels);
    return matrix;
  }
}

package io.riskmesh.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.features.CategoryCounts.Category;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CategoryCountsTest {
  private static CategoryCounts counted(int from, int to) {
    CategoryCounts counts = new CategoryCounts();
    IntStream.range(from, to).forEach(i -> counts.add("v" + i, "v" + i, 0, 1));
    return counts;
  }

  @Test
  void valuesThatMatchCountAsOneUnderTheSmallestText() {
    CategoryCounts counts = new CategoryCounts();
    counts.add("4", "4.00", 0, 5);
    CategoryCounts others = new CategoryCounts();
    others.add("4", "4.0", 0, 6);
    others.add("5", "5", 0, 3);
    counts.addAll(others);
    assertThat(counts.mostFrequent())
        .contains(List.of(new Category("4.0", 11), new Category("5", 3)));
  }

  @Test
  void tiesAreInTheOrderOfUtf8() {
    CategoryCounts counts = new CategoryCounts();
    counts.add("𝒳", "𝒳", 0, 2);
    counts.add("～", "～", 0, 2);
    counts.add("a", "a", 0, 1);
    assertThat(counts.mostFrequent().orElseThrow())
        .extracting(Category::text)
        .containsExactly("～", "𝒳", "a");
  }

  @Test
  void tooManyValuesTogetherAreNotKept() {
    CategoryCounts counts = counted(0, 6_000);
    counts.addAll(counted(3_000, 9_000));
    assertThat(counts.mostFrequent()).isPresent();
    counts.addAll(counted(9_000, 10_002));
    assertThat(counts.mostFrequent()).isEmpty();
    counts.addAll(counted(0, 1));
    assertThat(counts.mostFrequent()).isEmpty();
  }

  @Test
  void aTaskWithTooManyValuesDecidesForAll() {
    CategoryCounts counts = counted(0, 10);
    counts.addAll(CategoryCounts.tooMany(0));
    assertThat(counts.mostFrequent()).isEmpty();
  }
}

package io.riskmesh.synthetic;

import static java.util.Arrays.stream;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RealCreditsTest {
  private static final Path FOLDER = Path.of("test-data/credit_card");
  private static final Map<String, int[]> COLUMNS = DonorCredits.read().columns();

  @Test
  void hasSouthGermanCreditsShares() {
    assertThat(COLUMNS).hasSize(21).allSatisfy((name, values) -> assertThat(values).hasSize(1_000));
    assertThat(counts("credit_risk")).isEqualTo(Map.of(0, 300L, 1, 700L));
    assertThat(counts("people_liable")).isEqualTo(Map.of(1, 155L, 2, 845L));
    assertThat(counts("foreign_worker")).isEqualTo(Map.of(1, 37L, 2, 963L));
    assertThat(counts("status")).isEqualTo(Map.of(1, 274L, 2, 269L, 3, 63L, 4, 394L));
    assertThat(counts("credit_history"))
        .isEqualTo(Map.of(0, 40L, 1, 49L, 2, 530L, 3, 88L, 4, 293L));
    assertThat(counts("purpose").keySet()).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 8, 9, 10);
  }

  /** In the package from which most would take the table, this column is sorted. */
  @Test
  void borrowersHaveTheirOwnSexAndStatus() {
    int[] column = COLUMNS.get("personal_status_sex");
    assertThat(column).startsWith(3, 2, 3, 3, 3, 3, 3, 3, 1, 4);
  }

  @Test
  void theCodeTableExplainsEveryCode() throws IOException {
    Map<String, Set<String>> codes =
        Files.readAllLines(FOLDER.resolve("code-table.csv")).stream()
            .skip(1)
            .map(line -> line.split(",", 4))
            .collect(groupingBy(f -> f[0], mapping(f -> f[2], toSet())));
    assertThat(codes.keySet()).isEqualTo(COLUMNS.keySet());
    COLUMNS.forEach(
        (name, values) -> {
          if (!codes.get(name).equals(Set.of(""))) {
            assertThat(codes.get(name))
                .as(name)
                .containsAll(stream(values).mapToObj(String::valueOf).toList());
          }
        });
  }

  private static Map<Integer, Long> counts(String column) {
    return stream(COLUMNS.get(column)).boxed().collect(groupingBy(v -> v, counting()));
  }
}

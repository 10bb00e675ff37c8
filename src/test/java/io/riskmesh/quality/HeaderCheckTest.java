package io.riskmesh.quality;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.config.JobConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderCheckTest {
  @TempDir Path folder;

  private JobConfig job(String file) throws IOException {
    Path yaml =
        Files.writeString(
            folder.resolve("job.yaml"),
            """
            name: job
            source: {path: "%s"}
            label: {column: bad, positive: 1}
            privacy: {mask: [income]}
            features:
              - {name: income, kind: numeric}
            """
                .formatted(folder.resolve(file)));
    return EffectiveConfig.load(Optional.of(yaml.toString()), Optional.empty(), List.of()).job();
  }

  private static StructType columns(String... names) {
    StructType columns = new StructType();
    for (String name : names) {
      columns = columns.add(name, DataTypes.StringType);
    }
    return columns;
  }

  @ParameterizedTest
  @CsvSource({
    "x.csv, the header has 2. Set source.options.sep",
    "x.json, the records have 2. Have each credit written as one record",
  })
  void aFileWithNoneOfTheColumnsIsNamedInOneLineWithoutItsHeader(String file, String cause)
      throws IOException {
    JobConfig job = job(file);
    assertThatThrownBy(() -> SchemaCheck.check(columns("incone", "Ann Lee"), true, job))
        .hasMessageStartingWith("none of the job's 2 columns is in source.path ")
        .hasMessageContainingAll(file, cause)
        .message()
        .doesNotContain("\n", "incone", "Ann Lee");
  }

  @Test
  void oneKnownColumnIsEnoughToNameTheOthers() throws IOException {
    JobConfig job = job("x.csv");
    assertThatThrownBy(() -> SchemaCheck.check(columns(" BAD"), true, job))
        .hasMessageContaining("column income is not in the source");
    JobConfig parquet = job("x.parquet");
    assertThatCode(() -> HeaderCheck.require(columns("x"), parquet.source(), List.of("bad")))
        .doesNotThrowAnyException();
  }
}

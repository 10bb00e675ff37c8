package io.riskmesh.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.catalog.SourcePin.PinnedColumn;
import io.riskmesh.config.JobConfig;
import io.riskmesh.split.Jobs;
import java.util.List;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class SchemaChangeTest {
  private static final JobConfig JOB = Jobs.of("amount").job();
  private static final List<PinnedColumn> THEN =
      List.of(new PinnedColumn("amount", "STRING"), new PinnedColumn("label", "STRING"));

  @Test
  void newColumnsOfATableAreNamed() {
    assertThat(notes("amount string, label string, rate string"))
        .containsExactly("Columns added, none of which the job uses: rate (STRING).");
  }

  @Test
  void textsOfAFirstLineThatIsNoHeaderAreNotNamed() {
    assertThat(notes("`CANARY` string, `21953.31` string"))
        .containsExactly(
            "Columns added, none of which the job uses: 2, whose names may be values.");
  }

  private static List<String> notes(String now) {
    return SchemaChange.compare(THEN, StructType.fromDDL(now), true, JOB).notes();
  }
}

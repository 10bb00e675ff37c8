package io.riskmesh.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.SparkTest;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.config.JobConfig;
import io.riskmesh.store.RunException;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(SparkTest.class)
class PredicateTextTest {
  private static final StructType SCHEMA =
      StructType.fromDDL("year int, day date, region string, amount bigint, `odd name` string");

  private static List<Expression> parsed(String filter) {
    JobConfig job =
        EffectiveConfig.load(
                Optional.empty(), Optional.empty(), List.of("source.filter=\"" + filter + "\""))
            .job();
    return Predicates.of(SparkTest.session(), SourceSelection.of(job), SCHEMA);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "year = 2025 | year = 2025 | \"year\" = 2025",
        "year >= 2020 AND year < 2025 | year >= 2020 AND year < 2025 | \"year\" >= 2020 AND \"year\" < 2025",
        "year = 1 OR region = 'x' | (year = 1 OR region = 'x') | (\"year\" = 1 OR \"region\" = 'x')",
        "region = \"o'clock\" | region = 'o''clock' | \"region\" = 'o''clock'",
        "day > DATE'2025-01-31' | day > '2025-01-31' | \"day\" > DATE '2025-01-31'",
        "region IN ('a', 'b') | region IN ('a', 'b') | \"region\" IN ('a', 'b')",
        "amount IN (1, 2) | amount IN (1, 2) | \"amount\" IN (1, 2)",
        "region IS NULL | region IS NULL | \"region\" IS NULL",
        "NOT region = 'a' | (NOT region = 'a') | (NOT \"region\" = 'a')",
        "year BETWEEN 1 AND 2 | year >= 1 AND year <= 2 | \"year\" >= 1 AND \"year\" <= 2",
        "amount = 2 + 3 | amount = 5 | \"amount\" = 5",
        "upper(region) = 'X' AND year = 1 | year = 1 | \"year\" = 1",
        "upper(region) = 'X' OR year = 1 | - | -",
        "region = 5 | - | -",
        "year <=> 5 | - | -",
      })
  void saysWhatBothMeanTheSameBy(String filter, String glue, String athena) {
    List<Expression> predicates = parsed(filter.replace("\"", "\\\""));
    assertThat(PredicateText.glue(predicates).orElse("-")).isEqualTo(glue);
    assertThat(PredicateText.athena(predicates).orElse("-")).isEqualTo(athena);
  }

  @Test
  void leavesOutOfGlueWhatItCannotName() {
    List<Expression> predicates = parsed("`odd name` = 'a' AND year = 1");
    assertThat(PredicateText.glue(predicates)).hasValue("year = 1");
    assertThat(PredicateText.athena(predicates)).hasValue("\"odd name\" = 'a' AND \"year\" = 1");
  }

  @Test
  void refusesWhatIsNoPredicate(SparkSession spark) {
    assertThatThrownBy(() -> parsed("nowhere = 1"))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("is not a valid filter for this source");
  }
}

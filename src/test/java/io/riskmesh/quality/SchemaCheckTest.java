package io.riskmesh.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.config.JobConfig;
import io.riskmesh.rows.StagedColumns;
import io.riskmesh.split.Jobs;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class SchemaCheckTest {
  private static final JobConfig JOB =
      Jobs.of("amount", "a.b c").categorical("purpose").eventTime("t").weight("w").job();

  @Test
  void acceptsTypesThatFit() {
    accepts(
        "amount int, `a.b c` decimal(9,2), purpose boolean, t date, w float, label bigint", false);
    accepts(
        "amount boolean, `a.b c` date, purpose date, t timestamp_ntz, w int, label string", false);
    accepts(
        "amount string, `a.b c` string, purpose string, t string, w string, label string", true);
  }

  @Test
  void acceptsTextOfFolderNamesAsNumbersAndTimes() {
    StructType source = new StructType();
    for (String name : List.of("amount", "a.b c", "purpose", "t", "w", "label")) {
      source = source.add(StagedColumns.textField(name));
    }
    StructType folders = source;
    assertThatCode(() -> SchemaCheck.check(folders, false, JOB)).doesNotThrowAnyException();
  }

  @Test
  void namesEveryMissingColumnWithTheNearest() {
    assertThat(problems("amuont int, `a.b c` int, PURPOSE int, t date, w int, x int", false))
        .containsExactly(
            "column amount is not in the source (did you mean amuont?): correct the name in the job",
            "column purpose is not in the source (it has PURPOSE, which differs in case): correct the name in the job",
            "column label is not in the source: correct the name in the job");
  }

  @Test
  void namesNoColumnOfASourceThatHasNoneOfTheJob() {
    assertThat(problems("amuont string, bad string, x string", true))
        .hasSize(6)
        .allMatch(line -> line.endsWith("is not in the source: correct the name in the job"));
  }

  @Test
  void namesEveryTypeThatDoesNotFit() {
    assertThat(
            problems(
                "amount string, `a.b c` array<int>, purpose binary, t string, w boolean, label struct<a: int>",
                false))
        .hasSize(6)
        .anyMatch(line -> line.startsWith("column amount is STRING, but a numeric feature"))
        .anyMatch(
            line -> line.startsWith("column a.b c is ARRAY<INT>, which is not a single value"))
        .anyMatch(
            line ->
                line.startsWith(
                    "column purpose is BINARY, bytes that are not declared as text: cast"))
        .anyMatch(line -> line.startsWith("column t is STRING, but source.eventTime"))
        .anyMatch(line -> line.startsWith("column w is BOOLEAN, but source.weight"))
        .anyMatch(line -> line.startsWith("column label is STRUCT<a: INT>, which"));
    assertThat(
            problems(
                "amount string, `a.b c` array<string>, purpose string, t string, w string, label string",
                true))
        .hasSize(1);
  }

  @Test
  void namesMaskedColumnsThatAreMissing() {
    JobConfig job = Jobs.of("amount").mask("Amount", "amount", "iban").job();
    StructType source = StructType.fromDDL("amount int, label int, iban binary");
    assertThatThrownBy(() -> SchemaCheck.check(source, false, job))
        .isInstanceOfSatisfying(
            RunException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.SOURCE_MISSING))
        .hasMessage(
            "privacy.mask: column Amount is not in the source (it has amount, which differs in case): correct the name in the job");
  }

  @Test
  void aMaskedColumnThatWasThereWhenTheRunWasTrainedIsNotMisspelt() {
    JobConfig job = Jobs.of("amount").mask("amuont", "label").job();
    StructType source = StructType.fromDDL("amount int");
    assertThatThrownBy(() -> SchemaCheck.requireMasks(source, Set.of("amount", "label"), job))
        .hasMessage(
            "privacy.mask: column amuont is not in the source (did you mean amount?): correct the name in the job");
    assertThatCode(() -> SchemaCheck.requireMasks(source, Set.of("amuont", "label"), job))
        .doesNotThrowAnyException();
  }

  private static void accepts(String schema, boolean text) {
    assertThatCode(() -> SchemaCheck.check(StructType.fromDDL(schema), text, JOB))
        .doesNotThrowAnyException();
  }

  private static String[] problems(String schema, boolean text) {
    RunException[] thrown = new RunException[1];
    assertThatThrownBy(() -> SchemaCheck.check(StructType.fromDDL(schema), text, JOB))
        .isInstanceOfSatisfying(RunException.class, e -> thrown[0] = e);
    assertThat(thrown[0].outcome()).isEqualTo(Outcome.SOURCE_MISSING);
    return thrown[0].getMessage().split("\n");
  }
}

package io.riskmesh.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riskmesh.cli.OutcomeFile;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The committed schemas are those of the records. After a change of a record: {@code ./mvnw test
 * -Dtest=ContractSchemaTest -Driskmesh.schemas.write=true}, and read the difference.
 */
class ContractSchemaTest {
  @ParameterizedTest
  @EnumSource(ContractFile.class)
  void theCommittedSchemaIsTheRecords(ContractFile file) throws IOException {
    ObjectNode expected = file.expected();
    if (Boolean.getBoolean("riskmesh.schemas.write")) {
      Files.createDirectories(file.path().getParent());
      Files.write(file.path(), JsonText.bytes(expected));
    }
    assertThat(JsonText.read(Files.readAllBytes(file.path()), JsonNode.class)).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(Outcome.class)
  void everyOutcomeIsValid(Outcome outcome) {
    byte[] json = JsonText.bytes(OutcomeFile.of(outcome, "a message", "night-1"));
    assertThat(ContractFile.OUTCOME.problems(json)).isEmpty();
    assertThat(ContractFile.OUTCOME.problems("{\"code\": \"0\"}".getBytes(StandardCharsets.UTF_8)))
        .isNotEmpty();
  }
}

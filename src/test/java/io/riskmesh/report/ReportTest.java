package io.riskmesh.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReportTest {
  @Test
  void leavesSamplesToLookAt() throws Exception {
    Path folder = Files.createDirectories(Path.of("target", "report"));
    Files.write(folder.resolve("accepted.html"), Report.render(Samples.accepted()));
    Files.write(folder.resolve("refused.html"), Report.render(Samples.refused()));
    assertThat(new String(Report.render(Samples.accepted()), StandardCharsets.UTF_8))
        .contains("Accepted");
  }
}

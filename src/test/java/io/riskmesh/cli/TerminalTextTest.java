package io.riskmesh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.drift.DriftReport;
import io.riskmesh.it.Cli;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Names and values from the data must not be able to control the terminal. */
class TerminalTextTest {
  private static final String HOSTILE = "a\u001b[2Jb\rc\u009b1md\u202ee\u0000f\u2028g";
  private static final String HARMLESS = "a\ufffd[2Jb\ufffdc\ufffd1md\ufffde\ufffdf\ufffdg";

  private final StringWriter shown = new StringWriter();
  private final PrintWriter out = TerminalText.over(new PrintWriter(shown));

  @Test
  void whatSteersATerminalDoesNotGetThrough() {
    out.print(HOSTILE);
    out.write(HOSTILE.toCharArray());
    out.print('\u001b');
    out.printf("%s%n", HOSTILE);
    assertThat(shown).hasToString(HARMLESS + HARMLESS + "\ufffd" + HARMLESS + "\n");
  }

  @Test
  void whatPeopleWriteDoes() {
    String text =
        "Köln\t東京\n\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 \ud83d\udc69\u200d\ud83d\udcbb";
    out.print(text);
    assertThat(shown).hasToString(text);
  }

  @Test
  void theProgramItselfSteers() {
    out.print("a\r");
    TerminalText.steer(out, "\r\u001b[2K");
    out.print("b");
    assertThat(shown).hasToString("a\ufffd\r\u001b[2Kb");
  }

  @Test
  void everyCommandWritesThroughIt() {
    Cli.Ended ended = Cli.execute(List.of("runs", "show", HOSTILE, "--env", "conf/env/local.yaml"));

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains(HARMLESS);
  }

  @Test
  void aColumnsNameStaysOnItsLine() {
    DriftReport.DriftColumn column =
        new DriftReport.DriftColumn(
            "x\nreason   forged\u001b[1m",
            "text",
            null,
            new DriftReport.MissingShares(0, 0, 0, 0, 0, false),
            null);
    new DriftSummary(out)
        .print(
            new DriftReport(
                "d",
                "j",
                "t",
                "latest",
                "r",
                false,
                List.of(),
                List.of(),
                null,
                null,
                List.of(column),
                null,
                null,
                null),
            "page");
    assertThat(shown.toString())
        .contains("x\ufffdreason   forged\ufffd[1m")
        .doesNotContain("\nreason");
  }
}

package io.riskmesh.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.report.HeadlessBrowser;
import io.riskmesh.runs.SignOffRecord.SignOffDecision;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.Store;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Opens the pages in a headless Chromium, if there is one. */
class SiteBrowserTest {
  @TempDir static Path folder;
  private static HeadlessBrowser browser;

  @BeforeAll
  static void write() {
    browser = HeadlessBrowser.find(folder.resolve("credit-risk/site"));
    Store store = Store.openAt(folder.toString(), Map.of());
    SampleHistory history = new SampleHistory(store, "credit-risk").nights(40, 12);
    history.promotion(
        Instant.parse("2026-02-05T09:00:00Z"), "night-0036", "night-0034", "defaults rise");
    history.signOff(
        Instant.parse("2026-02-06T10:00:00Z"),
        "night-0034",
        "validator",
        SignOffDecision.APPROVED,
        "as presented");
    history.outcome(Outcome.DATA_QUALITY, "2 rules are broken", "night-0041");
    JobSite.write(store, "credit-risk", store, "credit-risk/site");
  }

  @ParameterizedTest
  @CsvSource({"1280, 0", "375, 1"})
  void theFirstPageFitsAnyScreen(int width, int scheme) throws Exception {
    JsonNode found = browser.look("index.html", width, scheme);

    List<String> sections = new ArrayList<>();
    found.get("sections").forEach(section -> sections.add(section.asText()));
    assertThat(sections)
        .containsExactly("state", "metrics", "shifts", "vintages", "runs", "decisions", "ended");
    assertThat(found.get("wide").asInt()).as("wider than the window").isZero();
    assertThat(found.get("charts").asInt()).isEqualTo(3);
    assertThat(found.get("unnamed").asInt()).as("charts without a text").isZero();
    assertThat(found.get("loaded").asInt()).as("what it loads").isZero();
    boolean isDark = !found.get("paper").asText().equals("rgb(255, 255, 255)");
    assertThat(isDark).isEqualTo(scheme == 0);
  }

  @Test
  void theWidestTablesFitAPhone() throws Exception {
    assertThat(browser.look("runs.html", 375, 1).get("wide").asInt()).isZero();
    assertThat(browser.look("drift.html", 375, 1).get("wide").asInt()).isZero();
  }
}

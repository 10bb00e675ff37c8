package io.riskmesh.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Writes the report of a run. */
public final class Report {
  private Report() {}

  /**
   * The report as one UTF-8 HTML file that is well-formed XML too, needs no script and loads
   * nothing. It is a function of the input alone: no clock, no locale, no fonts.
   */
  public static byte[] render(ReportInput input) {
    StringWriter out = new StringWriter();
    new Templates()
        .compile(new StringReader(resource("report.mustache")), "report")
        .execute(out, Page.of(input, resource("report.css")));
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String resource(String name) {
    try (InputStream in = Report.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

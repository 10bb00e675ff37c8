package io.riskmesh.monitor;

import io.riskmesh.report.HtmlFile;
import io.riskmesh.store.Json;

/** A comparison as files: the same facts for people and for programs. */
public final class DriftFile {
  private DriftFile() {}

  /** One self-contained UTF-8 HTML file, well-formed XML too, without any script. */
  public static byte[] html(Drift drift) {
    String style = HtmlFile.style() + HtmlFile.resource(DriftFile.class, "drift.css");
    return HtmlFile.render(DriftFile.class, "drift.mustache", DriftPage.of(drift, style));
  }

  /** The record as JSON. */
  public static byte[] json(Drift drift) {
    return Json.bytes(drift);
  }
}

package io.riskmesh.drift;

import io.riskmesh.html.HtmlFile;
import io.riskmesh.store.JsonText;

/** Writes a comparison as files: the same facts for people and for programs. */
public final class DriftFile {
  private DriftFile() {}

  /**
   * Renders one self-contained UTF-8 HTML file, which is also well-formed XML and has no script.
   */
  public static byte[] html(DriftReport drift) {
    String style = HtmlFile.style() + HtmlFile.resource(DriftFile.class, "drift.css");
    return HtmlFile.render(DriftFile.class, "drift.mustache", DriftPage.of(drift, style));
  }

  /** Returns the report as JSON. */
  public static byte[] json(DriftReport drift) {
    return JsonText.bytes(drift);
  }
}

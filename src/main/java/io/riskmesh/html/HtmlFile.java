package io.riskmesh.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Renders a self-contained HTML file from a Mustache template and the shared style sheet. */
public final class HtmlFile {
  private HtmlFile() {}

  /**
   * Renders the file in UTF-8. Values are escaped where the template inserts them as text.
   *
   * @param owner class in whose package the template is a resource
   * @param page a record with everything that the template names
   */
  public static byte[] render(Class<?> owner, String template, Object page) {
    StringWriter out = new StringWriter();
    new PageTemplates()
        .compile(new StringReader(resource(owner, template)), template)
        .execute(out, page);
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the style sheet shared by all pages. */
  public static String style() {
    return resource(HtmlFile.class, "page.css");
  }

  /** Returns the text of a resource in the class's package. */
  public static String resource(Class<?> owner, String name) {
    try (InputStream in = owner.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

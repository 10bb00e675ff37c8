package io.riskmesh.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** One self-contained HTML file, made of a Mustache template and the reports' style sheet. */
public final class HtmlFile {
  private HtmlFile() {}

  /**
   * The UTF-8 file. What the page holds is escaped where the template asks for it as text.
   *
   * @param owner class beside whose package the template lies as a resource
   * @param page a record with everything that the template names
   */
  public static byte[] render(Class<?> owner, String template, Object page) {
    StringWriter out = new StringWriter();
    new PageTemplates()
        .compile(new StringReader(resource(owner, template)), template)
        .execute(out, page);
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** What all pages look like. */
  public static String style() {
    return resource(HtmlFile.class, "page.css");
  }

  /** Text of a resource that lies beside a class. */
  public static String resource(Class<?> owner, String name) {
    try (InputStream in = owner.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.riskmesh.report;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** A rendered page, parsed as strict XML. */
public record Html(String source, Document document) {

  static Html of(ReportInput input) {
    return of(RunReport.render(input));
  }

  public static Html of(byte[] bytes) {
    try {
      Document document =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new ByteArrayInputStream(bytes));
      return new Html(new String(bytes, StandardCharsets.UTF_8), document);
    } catch (Exception e) {
      throw new AssertionError("not well-formed: " + e.getMessage(), e);
    }
  }

  /** Returns the text of the body, including the titles of pictures. */
  public String text() {
    return elements("body").get(0).getTextContent();
  }

  public List<Element> elements(String name) {
    NodeList found = document.getElementsByTagName(name);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
  }

  /** Returns an attribute's values on all elements that have it. */
  public List<String> attributes(String name) {
    return elements("*").stream().map(e -> e.getAttribute(name)).filter(v -> !v.isEmpty()).toList();
  }
}

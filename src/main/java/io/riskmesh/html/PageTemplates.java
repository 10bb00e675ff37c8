package io.riskmesh.html;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.MustacheException;
import com.github.mustachejava.reflect.Guard;
import com.github.mustachejava.reflect.MissingWrapper;
import com.github.mustachejava.reflect.ReflectionObjectHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;

/**
 * A Mustache factory for which a name that the page does not have is an error, not an empty text.
 */
public final class PageTemplates extends DefaultMustacheFactory {
  /**
   * Creates the factory; a template then fails on an unknown name with a {@code MustacheException}.
   */
  public PageTemplates() {
    setObjectHandler(new Strict());
  }

  @Override
  public void encode(String value, Writer writer) {
    try {
      writer.write(MarkupText.escape(value));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Strict extends ReflectionObjectHandler {
    @Override
    protected MissingWrapper createMissingWrapper(String name, List<Guard> guards) {
      throw new MustacheException("the template names " + name + ", which the page does not have");
    }
  }
}

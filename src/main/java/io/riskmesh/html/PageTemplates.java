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

/** Mustache as we want it: a name that nothing answers to is an error, not an empty place. */
public final class PageTemplates extends DefaultMustacheFactory {
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
      throw new MustacheException("a page's template names " + name + ", which nothing has");
    }
  }
}

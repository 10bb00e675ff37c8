package io.riskmesh;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Every public type, method and constructor says what it is. */
class JavadocTest {
  private static final Path SOURCES = Path.of("src/main/java");

  @Test
  void publicMembersHaveJavadoc() throws IOException {
    List<String> bare = new ArrayList<>();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> sources = Files.walk(SOURCES)) {
      List<Path> java = sources.filter(file -> file.toString().endsWith(".java")).toList();
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  ignored -> {},
                  List.of("-proc:none"),
                  null,
                  files.getJavaFileObjectsFromPaths(java));
      DocTrees docs = DocTrees.instance(task);
      int units = 0;
      for (CompilationUnitTree unit : task.parse()) {
        units++;
        new BareMembers(docs, bare).scan(unit, null);
      }
      assertThat(units).isEqualTo(java.size());
    }
    assertThat(bare).isEmpty();
  }

  /** Collects public members without Javadoc; members of a type that is not public do not count. */
  private static final class BareMembers extends TreePathScanner<Void, Void> {
    private final DocTrees docs;
    private final List<String> bare;

    BareMembers(DocTrees docs, List<String> bare) {
      this.docs = docs;
      this.bare = bare;
    }

    @Override
    public Void visitClass(ClassTree type, Void none) {
      if (!isOpen(type.getModifiers())) {
        return null;
      }
      require(type.getSimpleName().toString());
      return super.visitClass(type, none);
    }

    @Override
    public Void visitMethod(MethodTree method, Void none) {
      boolean isOverride =
          method.getModifiers().getAnnotations().stream()
              .anyMatch(annotation -> annotation.getAnnotationType().toString().equals("Override"));
      ClassTree owner = (ClassTree) getCurrentPath().getParentPath().getLeaf();
      boolean isCompact = owner.getKind() == Tree.Kind.RECORD && method.getReturnType() == null;
      if (!isOverride && !isCompact && isOpen(method.getModifiers())) {
        require(owner.getSimpleName() + "." + method.getName());
      }
      // What a method declares within itself is nobody else's.
      return null;
    }

    /** Members of an interface are public unless they are private. */
    private boolean isOpen(ModifiersTree modifiers) {
      boolean isInInterface =
          getCurrentPath().getParentPath().getLeaf() instanceof ClassTree owner
              && owner.getKind() == Tree.Kind.INTERFACE;
      return modifiers.getFlags().contains(Modifier.PUBLIC)
          || (isInInterface && !modifiers.getFlags().contains(Modifier.PRIVATE));
    }

    private void require(String name) {
      if (docs.getDocComment(getCurrentPath()) == null) {
        bare.add(name);
      }
    }
  }
}

package io.riskmesh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The interpreter that the build has set up, with native XGBoost and scikit-learn in it. */
public final class Python {
  private Python() {}

  /**
   * Runs a script of {@code src/test/python} and returns what it printed. Without the build's
   * interpreter the test is skipped; with a broken one it fails.
   */
  public static String run(String script, String... args) {
    return runWith(System.getProperty("riskmesh.python"), script, args);
  }

  /** Runs {@code check_wheel.py} where nothing is installed but the build of the wheel. */
  public static String wheel(String... args) {
    return runWith("target/python-wheel/bin/python", "check_wheel.py", args);
  }

  /** The same in another environment: an interpreter that {@code scripts/python-env} has made. */
  public static String runWith(String python, String script, String... args) {
    Assumptions.assumeTrue(python != null, "riskmesh.python is not set");
    List<String> command = new ArrayList<>(List.of(python, "src/test/python/" + script));
    command.addAll(List.of(args));
    try {
      Path errors = Files.createTempFile("python", ".err");
      Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      if (code != 0) {
        throw new AssertionError(
            script + " ended with " + code + ":\n" + out + Files.readString(errors));
      }
      return out;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(script + " was interrupted", e);
    }
  }
}

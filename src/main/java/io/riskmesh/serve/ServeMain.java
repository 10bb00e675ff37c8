package io.riskmesh.serve;

import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Entry point of the small jar: {@code java -jar riskmesh-scoring.jar serve}. */
public final class ServeMain {
  private static final int USAGE = 2;

  private ServeMain() {}

  /** Serves until the process is asked to end; exit code 2 if it cannot start. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.US);
    List<String> arguments = Arrays.asList(args);
    if (arguments.isEmpty() || !arguments.get(0).equals("serve")) {
      System.err.print(usage());
      System.exit(USAGE);
    }
    try {
      Map<ServeSetting, String> settings = ServeOptions.settings(System.getenv());
      settings.putAll(ServeOptions.settings(arguments.subList(1, arguments.size())));
      ServeProcess.run(ServeOptions.of(settings));
    } catch (IllegalArgumentException | UncheckedIOException e) {
      System.err.println("riskmesh: " + e.getMessage());
      System.exit(USAGE);
    }
  }

  private static String usage() {
    StringBuilder usage = new StringBuilder("usage: java -jar riskmesh-scoring.jar serve\n");
    for (ServeSetting setting : ServeSetting.values()) {
      usage.append(
          "  %-20s %s Default: %s.\n"
              .formatted(setting.argument(), setting.meaning() + ".", setting.initial()));
    }
    return usage.append("Each has an environment variable: RISKMESH_PORT for --port.\n").toString();
  }
}

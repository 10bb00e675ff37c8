package io.riskmesh.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The memory of this process, as the operating system accounts for it. */
final class ProcessMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String PEAK = "VmHWM:";

  private ProcessMemory() {}

  /** Reads the most bytes that the process has held so far; null where Linux does not tell. */
  static Long readPeak() {
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith(PEAK))
          .map(line -> line.replaceAll("[^0-9]", ""))
          .map(kibibytes -> Long.parseLong(kibibytes) * 1024)
          .findFirst()
          .orElse(null);
    } catch (IOException | NumberFormatException e) {
      return null;
    }
  }
}

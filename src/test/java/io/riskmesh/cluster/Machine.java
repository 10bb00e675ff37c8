package io.riskmesh.cluster;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * The clock and the disk that some processes see, and nobody else: their C library's calls go
 * through {@code src/test/c/machine.c}, which the machine's C compiler makes on the spot.
 */
final class Machine {
  private final Path library;
  private final Path state;

  private Machine(Path library, Path state) throws IOException {
    this.library = library;
    this.state = Files.write(state, new byte[2 * Long.BYTES]);
  }

  /** A machine on which all is well. */
  static Machine in(Path folder, Path project) throws Exception {
    Path library = folder.resolve("machine.so");
    Path source = project.resolve("src/test/c/machine.c");
    Process compiler =
        new ProcessBuilder(
                "cc",
                "-shared",
                "-fPIC",
                "-O2",
                "-o",
                library.toString(),
                source.toString(),
                "-ldl")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("cc.log").toFile())
            .start();
    if (compiler.waitFor() != 0) {
      throw new AssertionError("no C compiler: " + Files.readString(folder.resolve("cc.log")));
    }
    return new Machine(library, folder.resolve("machine.state"));
  }

  /** Another one. */
  Machine beside(String name) throws IOException {
    return new Machine(library, library.resolveSibling(name + ".state"));
  }

  /** What puts a process onto it. */
  Map<String, String> variables() {
    return Map.of("LD_PRELOAD", library.toString(), "MACHINE_STATE", state.toString());
  }

  /** Changes it under the processes that run there. */
  void set(long secondsAhead, boolean isFull) throws IOException {
    ByteBuffer numbers = ByteBuffer.allocate(2 * Long.BYTES).order(ByteOrder.nativeOrder());
    numbers.putLong(secondsAhead).putLong(isFull ? 1 : 0).flip();
    // In place: the processes have mapped this very file.
    try (FileChannel file = FileChannel.open(state, StandardOpenOption.WRITE)) {
      file.write(numbers, 0);
    }
  }

  /** Mends it. */
  void heal() throws IOException {
    set(0, false);
  }
}

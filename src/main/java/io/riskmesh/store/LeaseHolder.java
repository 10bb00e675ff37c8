package io.riskmesh.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;

/**
 * Who holds a lease. Host names are no identity, since containers and cloned machines share them:
 * only where boot and namespace agree does a process id mean the same process.
 *
 * @param attempt UUID of the attempt
 * @param host for a person to read
 * @param started ISO-8601 start of the process, by which the release before told processes apart
 * @param boot Linux's id of the machine's boot; null elsewhere, and in a record of the release
 *     before
 * @param namespace within which {@code pid} counts; null as above
 * @param startTicks start of the process in clock ticks since the boot, which no clock moves
 */
record LeaseHolder(
    String attempt,
    String host,
    long pid,
    String started,
    String boot,
    String namespace,
    long startTicks) {
  private static final long NOT_THERE = -1;
  private static final int STATE = 0;
  private static final int START = 19;

  static LeaseHolder me() {
    ProcessHandle process = ProcessHandle.current();
    return new LeaseHolder(
        UUID.randomUUID().toString(),
        localHost(),
        process.pid(),
        process.info().startInstant().map(Instant::toString).orElse(""),
        bootId(),
        processNamespace(),
        startTicks(process.pid()));
  }

  /** What a lease file holds; of one that is not whole yet nothing is known. */
  static LeaseHolder read(byte[] json) {
    try {
      return JsonText.read(json, LeaseHolder.class);
    } catch (IllegalArgumentException e) {
      return new LeaseHolder("", "an unknown host", 0, "", null, null, 0);
    }
  }

  /** Whether the other's processes are seen from here, and are not seen only when they are gone. */
  boolean sees(LeaseHolder other) {
    return boot != null
        && namespace != null
        && boot.equals(other.boot)
        && namespace.equals(other.namespace);
  }

  /** Whether the process runs; says something of this machine's processes alone. */
  boolean isRunning() {
    long ticks = startTicks(pid);
    return ticks != NOT_THERE && ticks == startTicks;
  }

  private static String localHost() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  private static String bootId() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    } catch (IOException e) {
      return null;
    }
  }

  private static String processNamespace() {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
    } catch (IOException | UnsupportedOperationException e) {
      return null;
    }
  }

  /** A process that has ended and that its parent has not asked for yet is not there. */
  private static long startTicks(long pid) {
    try {
      String stat =
          Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
      // The program's name stands in brackets before, and may hold anything.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return fields[STATE].equals("Z") ? NOT_THERE : Long.parseLong(fields[START]);
    } catch (IOException e) {
      return NOT_THERE;
    }
  }
}

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
 * The holder of a lease. A host name is not an identity, since containers and cloned machines share
 * names: a process id identifies the same process only if boot and namespace are equal.
 *
 * @param attempt UUID of the attempt
 * @param host host name, for information only
 * @param started ISO-8601 start of the process, which the previous release used to distinguish
 *     processes
 * @param boot Linux boot id of the machine; null on other systems, and in a record of the previous
 *     release
 * @param namespace process namespace in which {@code pid} is valid; null like {@code boot}
 * @param startTicks start of the process in clock ticks since the boot, unaffected by clock changes
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

  /** Identifies this process, from its entries in {@code /proc}. */
  static LeaseHolder identify() {
    ProcessHandle process = ProcessHandle.current();
    return new LeaseHolder(
        UUID.randomUUID().toString(),
        localHost(),
        process.pid(),
        process.info().startInstant().map(Instant::toString).orElse(""),
        readBootId(),
        readNamespace(),
        readStartTicks(process.pid()));
  }

  /** Reads a lease file; the holder is unknown if the file is not complete yet. */
  static LeaseHolder read(byte[] json) {
    try {
      return JsonText.read(json, LeaseHolder.class);
    } catch (IllegalArgumentException e) {
      return new LeaseHolder("", "an unknown host", 0, "", null, null, 0);
    }
  }

  /**
   * Returns whether the other's processes are visible from here, so that one that is not visible
   * has ended.
   */
  boolean sees(LeaseHolder other) {
    return boot != null
        && namespace != null
        && boot.equals(other.boot)
        && namespace.equals(other.namespace);
  }

  /** Returns whether the process runs; only meaningful for processes of this machine. */
  boolean isRunning() {
    long ticks = readStartTicks(pid);
    return ticks != NOT_THERE && ticks == startTicks;
  }

  private static String localHost() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  private static String readBootId() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    } catch (IOException e) {
      return null;
    }
  }

  private static String readNamespace() {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
    } catch (IOException | UnsupportedOperationException e) {
      return null;
    }
  }

  /**
   * Returns the start of a process in clock ticks. A process that has ended counts as absent even
   * if its parent has not reaped it yet.
   */
  private static long readStartTicks(long pid) {
    try {
      String stat =
          Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
      // The program's name precedes these fields in brackets and may contain any character.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return fields[STATE].equals("Z") ? NOT_THERE : Long.parseLong(fields[START]);
    } catch (IOException e) {
      return NOT_THERE;
    }
  }
}

package io.riskmesh.serve;

import java.util.Map;

/**
 * The system properties by which the JDK's HTTP server takes its limits. It reads them once, when
 * the first server of the JVM is made.
 */
final class HttpProperties {
  private static final String PREFIX = "sun.net.httpserver.";
  private static final String TICK_MILLIS = "1000";

  private HttpProperties() {}

  /** Sets those that are not set yet. */
  static void set(ServeLimits limits) {
    String connections = String.valueOf(limits.connections());
    Map.of(
            "jdk.httpserver.maxConnections",
            connections,
            PREFIX + "maxIdleConnections",
            connections,
            PREFIX + "maxReqHeaderSize",
            String.valueOf(limits.headBytes()),
            PREFIX + "maxReqTime",
            String.valueOf(limits.read().toSeconds()),
            PREFIX + "maxRspTime",
            String.valueOf(limits.write().toSeconds()),
            PREFIX + "idleInterval",
            String.valueOf(limits.idle().toSeconds()),
            PREFIX + "clockTick",
            TICK_MILLIS,
            PREFIX + "drainAmount",
            String.valueOf(limits.bodyBytes()),
            PREFIX + "nodelay",
            "true")
        .forEach(
            (name, value) -> {
              if (System.getProperty(name) == null) {
                System.setProperty(name, value);
              }
            });
  }
}

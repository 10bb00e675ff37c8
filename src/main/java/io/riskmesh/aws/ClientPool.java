package io.riskmesh.aws;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.utils.IoUtils;
import software.amazon.awssdk.utils.Logger;

/**
 * What {@link AwsClients} has opened: clients by key, and the connections that they share. May be
 * used again after it was closed. Not safe for use by several threads; its owner locks.
 */
final class ClientPool implements AutoCloseable {
  private static final Logger LOG = Logger.loggerFor(AwsClients.class);
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(60);

  private final Map<Object, AutoCloseable> clients = new HashMap<>();
  private SdkHttpClient http;

  /** Returns the only client of a type, which is made on first use. */
  <T extends AutoCloseable> T client(Class<T> type, Supplier<T> maker) {
    return client(type, type, maker);
  }

  /** Returns the client with this key, which is made on first use. */
  <T extends AutoCloseable> T client(Class<T> type, Object key, Supplier<T> maker) {
    AutoCloseable known = clients.get(key);
    if (known == null) {
      known = maker.get();
      clients.put(key, known);
    }
    return type.cast(known);
  }

  /** Returns the connections that the clients share, which are made on first use. */
  SdkHttpClient http() {
    if (http == null) {
      http = ApacheHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(ANSWER).build();
    }
    return http;
  }

  @Override
  public void close() {
    List<AutoCloseable> open = new ArrayList<>(clients.values());
    clients.clear();
    open.forEach(client -> IoUtils.closeQuietlyV2(client, LOG));
    if (http != null) {
      http.close();
      http = null;
    }
  }
}

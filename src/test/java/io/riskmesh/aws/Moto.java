package io.riskmesh.aws;

import io.riskmesh.config.AwsConfig;
import io.riskmesh.config.AwsConfig.S3Config;
import io.riskmesh.store.Store;
import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An AWS API server on this machine: {@code moto_server} of the build's Python, one process per
 * JVM, emptied before each test class. It follows no resource links and checks no grants.
 * Credentials for callers are set as {@code aws.accessKeyId} and {@code aws.secretAccessKey}.
 */
public final class Moto implements BeforeAllCallback, BeforeEachCallback {
  /** Key with which callers sign; tests check that the secret does not leak. */
  public static final String ACCESS_KEY = "AKIAPLANTEDKEY000001";

  public static final String SECRET_KEY = "planted+secret/key+of+the+account0000001";

  private static Process server;
  private static int port;

  /** Returns the base URL of the server, and starts it if necessary. */
  public static synchronized String endpoint() {
    if (server == null) {
      start();
    }
    return "http://127.0.0.1:" + port;
  }

  /** Returns the settings to reach the server, or a proxy in front of it. */
  public static AwsConfig config(String endpoint, int attempts) {
    return config(endpoint, attempts, "eu-west-1");
  }

  public static AwsConfig config(String endpoint, int attempts, String region) {
    return new AwsConfig(
        Optional.of(region),
        Optional.of(endpoint),
        Optional.empty(),
        new S3Config(Optional.empty(), true, Optional.empty()),
        attempts);
  }

  /** Opens a store on the server itself. */
  public static Store store(String uri) {
    return new S3Store(uri, config(endpoint(), 3));
  }

  private static void start() {
    System.setProperty("aws.accessKeyId", ACCESS_KEY);
    System.setProperty("aws.secretAccessKey", SECRET_KEY);
    // AWS SDK 1, on which S3A is built, uses another name for it.
    System.setProperty("aws.secretKey", SECRET_KEY);
    System.setProperty("aws.region", "eu-west-1");
    try {
      port = freePort();
      String python = System.getProperty("riskmesh.python", "target/python/bin/python");
      Path program = Path.of(python).resolveSibling("moto_server");
      server =
          new ProcessBuilder(program.toString(), "-H", "127.0.0.1", "-p", Integer.toString(port))
              .redirectErrorStream(true)
              .redirectOutput(new File("target/moto.log"))
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(server::destroyForcibly));
      await();
    } catch (IOException e) {
      throw new AssertionError("moto_server cannot be started", e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void await() {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (System.nanoTime() < end) {
      try {
        if (call("GET", "/moto-api/data.json") == 200) {
          return;
        }
      } catch (IOException e) {
        if (!server.isAlive()) {
          throw new AssertionError("moto_server ended; see target/moto.log", e);
        }
      }
      pause();
    }
    throw new AssertionError("moto_server does not answer; see target/moto.log");
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static int call(String method, String path) throws IOException {
    HttpURLConnection call =
        (HttpURLConnection) URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
    call.setRequestMethod(method);
    call.setConnectTimeout(2_000);
    try {
      return call.getResponseCode();
    } finally {
      call.disconnect();
    }
  }

  /** Deletes every bucket, table and model. */
  public static void reset() {
    endpoint();
    try {
      if (call("POST", "/moto-api/reset") != 200) {
        throw new AssertionError("moto_server cannot be reset");
      }
    } catch (IOException e) {
      throw new AssertionError("moto_server does not answer", e);
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    reset();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    endpoint();
  }
}

package io.riskmesh.cluster;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * YARN on this machine: a resource manager and one node manager, Hadoop's own, as processes of
 * their own. They are in {@code hadoop-client-minicluster}, which {@code -Pfull} puts into {@code
 * target/yarn}; the rest of their class path is the Spark distribution's.
 */
final class YarnCluster implements AutoCloseable {
  private static final String SERVER = "org.apache.hadoop.yarn.server.";
  private static final String JARS =
      Path.of(System.getProperty("riskmesh.build", "target"), "yarn").toAbsolutePath() + "/*";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Deque<Process> processes = new ArrayDeque<>();
  private final Path folder;
  private final SparkDistribution spark;
  private final String web;

  private YarnCluster(SparkDistribution spark, Path folder) throws Exception {
    this.folder = folder;
    this.web = address();
    Path conf = Files.createDirectories(folder.resolve("conf"));
    Files.writeString(conf.resolve("core-site.xml"), xml(Map.of("hadoop.tmp.dir", in("tmp"))));
    Files.writeString(conf.resolve("yarn-site.xml"), xml(settings()));
    this.spark = spark.with(Map.of("HADOOP_CONF_DIR", conf.toString()));
    // The daemons first: Spark's distribution has a class of YARN's for another servlet API.
    String classPath = String.join(File.pathSeparator, conf.toString(), JARS, spark.jars());
    try {
      processes.push(daemon(classPath, "resourcemanager.ResourceManager"));
      processes.push(daemon(classPath, "nodemanager.NodeManager"));
      awaitNode();
    } catch (Exception | Error e) {
      close();
      throw e;
    }
  }

  /** Starts it on free ports; returns once the node has registered. */
  static YarnCluster start(SparkDistribution spark, Path folder) throws Exception {
    return new YarnCluster(spark, folder);
  }

  /** The distribution, whose programs find this cluster as {@code --master yarn}. */
  SparkDistribution spark() {
    return spark;
  }

  /** What the containers of an application have printed: the driver's log among it. */
  String logs(String application) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("logs").resolve(application))) {
      StringBuilder all = new StringBuilder();
      for (Path file : files.filter(path -> path.endsWith("stderr")).sorted().toList()) {
        all.append(Files.readString(file));
      }
      return all.toString();
    }
  }

  @Override
  public void close() {
    // The node before its manager: it takes its containers along.
    while (!processes.isEmpty()) {
      Processes.stop(processes.pop());
    }
  }

  private Process daemon(String classPath, String name) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    // What is opened, Guice needs on Java 17, for YARN's own web pages.
    ProcessBuilder builder =
        new ProcessBuilder(
            java.toString(),
            "-Xmx300m",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "-cp",
            classPath,
            SERVER + name);
    builder.environment().keySet().removeIf(key -> key.matches("(SPARK|RISKMESH|AWS)_.*"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder.redirectErrorStream(true).redirectOutput(log(name).toFile()).start();
  }

  private Path log(String daemon) {
    return folder.resolve(daemon + ".log");
  }

  private Map<String, String> settings() throws IOException {
    Map<String, String> all = new LinkedHashMap<>();
    String manager = "yarn.resourcemanager.";
    all.put(manager + "address", address());
    all.put(manager + "scheduler.address", address());
    all.put(manager + "resource-tracker.address", address());
    all.put(manager + "admin.address", address());
    all.put(manager + "webapp.address", web);
    // Without the capacity scheduler's limit on what drivers may take.
    all.put(manager + "scheduler.class", SERVER + "resourcemanager.scheduler.fifo.FifoScheduler");
    all.put(manager + "nodemanagers.heartbeat-interval-ms", "200");
    all.put("yarn.scheduler.minimum-allocation-mb", "256");
    String node = "yarn.nodemanager.";
    all.put(node + "hostname", "127.0.0.1");
    all.put(node + "address", "127.0.0.1:0");
    all.put(node + "localizer.address", "127.0.0.1:0");
    all.put(node + "webapp.address", "127.0.0.1:0");
    all.put(node + "local-dirs", in("local"));
    all.put(node + "log-dirs", in("logs"));
    all.put(node + "resource.memory-mb", "8192");
    all.put(node + "resource.cpu-vcores", "8");
    all.put(node + "vmem-check-enabled", "false");
    all.put(node + "delete.debug-delay-sec", "3600");
    all.put(node + "disk-health-checker.max-disk-utilization-per-disk-percentage", "99.9");
    return all;
  }

  private String in(String child) {
    return folder.resolve(child).toString();
  }

  private static String xml(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(
            setting ->
                "<property><name>%s</name><value>%s</value></property>\n"
                    .formatted(setting.getKey(), setting.getValue()))
        .collect(Collectors.joining("", "<configuration>\n", "</configuration>\n"));
  }

  private static String address() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return "127.0.0.1:" + socket.getLocalPort();
    }
  }

  private void awaitNode() throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end) && processes.stream().allMatch(Process::isAlive)) {
      if (metrics().contains("\"activeNodes\":1")) {
        return;
      }
      Thread.sleep(200);
    }
    throw new AssertionError(
        "YARN has no node:\n"
            + Files.readString(log("resourcemanager.ResourceManager"))
            + Files.readString(log("nodemanager.NodeManager")));
  }

  private String metrics() throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + web + "/ws/v1/cluster/metrics"))
            .timeout(Duration.ofSeconds(20))
            .build();
    try {
      return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      return "";
    }
  }
}

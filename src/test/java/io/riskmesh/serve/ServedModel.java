package io.riskmesh.serve;

import io.riskmesh.model.Scorer;
import io.riskmesh.records.RecordFormat;
import io.riskmesh.records.RecordLimits;
import io.riskmesh.records.RecordReading;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A server in this JVM, with the model of a run on the real credits. */
final class ServedModel implements AutoCloseable {
  static final Path ARCHIVE =
      Path.of("src/test/resources/format2/credit-risk/runs/before/model/model.tar.gz");
  static final Scorer SCORER = Scorer.load(ARCHIVE);

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final ScoringServer server;

  /** Starts a server with settings such as {@code CONCURRENCY=1}. */
  ServedModel(String... settings) throws IOException {
    Map<ServeSetting, String> given = new EnumMap<>(ServeSetting.class);
    given.put(ServeSetting.HOST, "127.0.0.1");
    given.put(ServeSetting.PORT, "0");
    for (String setting : settings) {
      String[] parts = setting.split("=", 2);
      given.put(ServeSetting.valueOf(parts[0]), parts[1]);
    }
    server = new ScoringServer(SCORER, ServeOptions.of(given), log);
    server.start();
  }

  RawClient connect() throws IOException {
    return new RawClient(server.port());
  }

  ScoringServer server() {
    return server;
  }

  String log() {
    return log.toString(StandardCharsets.UTF_8);
  }

  /** Returns the thousand real credits as CSV, without the label. */
  static List<String> credits() {
    try {
      return Files.readAllLines(Path.of("test-data/credit_card/credit_card.csv")).stream()
          .map(line -> line.substring(0, line.lastIndexOf(',')))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the first credits as records. */
  static List<Map<String, Object>> records(int count) throws IOException {
    byte[] csv = csv(0, count);
    List<Map<String, Object>> records = new ArrayList<>();
    try (RecordReading in =
        RecordFormat.CSV.open(new ByteArrayInputStream(csv), RecordLimits.FILE)) {
      for (var next = in.next(); next != null; next = in.next()) {
        records.add(next.fields());
      }
    }
    return records;
  }

  /** Returns a request with the header and some credits. */
  static byte[] csv(int from, int count) {
    List<String> lines = new ArrayList<>(List.of(credits().get(0)));
    lines.addAll(credits().subList(1 + from, 1 + from + count));
    return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.close();
  }
}

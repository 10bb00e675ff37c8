package io.riskmesh.serve;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Broken requests: none makes the server fail, and it serves the next one. */
class ServeFuzzTest {
  private static final int BODIES = 10_000;
  private static final int HEADS = 2_000;
  private static final List<String> TYPES =
      List.of("application/json", "application/jsonlines", "text/csv");

  private final Random random = new Random(1);

  @Test
  void noBodyMakesItFail() throws IOException {
    List<byte[]> seeds = seeds();
    TreeMap<Integer, Integer> statuses = new TreeMap<>();
    try (ServedModel served = new ServedModel("MAX_RECORDS=100");
        RawClient client = served.connect()) {
      for (int i = 0; i < BODIES; i++) {
        byte[] body = broken(seeds.get(random.nextInt(seeds.size())));
        int status = client.invoke(TYPES.get(random.nextInt(TYPES.size())), body).status();
        statuses.merge(status, 1, Integer::sum);
      }
      assertThat(client.invoke("text/csv", ServedModel.csv(0, 1)).status()).isEqualTo(200);
    }
    assertThat(statuses.keySet()).contains(200, 400).isSubsetOf(200, 400, 413);
  }

  @Test
  void noHeadMakesItFail() throws IOException {
    byte[] head =
        ("POST /invocations?reasons=2 HTTP/1.1\r\nHost: a\r\nAccept: text/csv;q=0.5, */*\r\n"
                + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "2\r\n{}\r\n0\r\n\r\n")
            .getBytes(ISO_8859_1);
    TreeMap<Integer, Integer> statuses = new TreeMap<>();
    try (ServedModel served = new ServedModel()) {
      for (int i = 0; i < HEADS; i++) {
        try (RawClient client = served.connect()) {
          client.send(new String(broken(head), ISO_8859_1));
          client.endOutput();
          statuses.merge(client.answer().status(), 1, Integer::sum);
        } catch (EOFException e) {
          // The request ended too early for an answer.
        }
      }
      try (RawClient client = served.connect()) {
        assertThat(client.get("/ping").status()).isEqualTo(200);
      }
      assertThat(served.log()).doesNotContain("\"failure\"");
    }
    assertThat(statuses.keySet()).contains(200, 400).doesNotContain(500, 503);
  }

  private static List<byte[]> seeds() {
    String record =
        "{\"amount\": 1169, \"purpose\": \"3\", \"age\": null, \"x\": [1, {\"y\": true}]}";
    return List.of(
        ServedModel.csv(0, 3),
        record.getBytes(UTF_8),
        ("[" + record + "," + record + "]").getBytes(UTF_8),
        (record + "\n" + record + "\r\n\n" + record).getBytes(UTF_8),
        ("{\"instances\": [" + record + "]}").getBytes(UTF_8),
        "a,\"b \"\"quoted\"\"\",é\n1,\"two\nlines\",3\n".getBytes(UTF_8),
        ("[".repeat(3000)).getBytes(UTF_8),
        "{\"amount\": 1e999999999, \"age\": -0.0000000000000000000000000001}".getBytes(UTF_8));
  }

  /** Returns a copy with a few bytes changed, dropped, doubled or cut off. */
  private byte[] broken(byte[] whole) {
    StringBuilder text = new StringBuilder(new String(whole, ISO_8859_1));
    for (int times = random.nextInt(4); times > 0 && text.length() > 0; times--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(6)) {
        case 0 -> text.setCharAt(at, (char) random.nextInt(256));
        case 1 -> text.deleteCharAt(at);
        case 2 -> text.setLength(at);
        case 3 -> text.insert(at, text.substring(at, Math.min(text.length(), at + 30)));
        case 4 -> text.insert(at, "{[\"\\,:\r\n\0".charAt(random.nextInt(9)));
        default -> text.insert(at, "\ud83d\udcb0 \ufeff 99999999999999999999 NaN ");
      }
    }
    return text.toString().getBytes(random.nextBoolean() ? ISO_8859_1 : UTF_8);
  }
}

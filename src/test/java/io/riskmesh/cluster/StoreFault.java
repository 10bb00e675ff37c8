package io.riskmesh.cluster;

import io.riskmesh.aws.FaultProxy.Answer;
import io.riskmesh.aws.FaultProxy.Behind;
import io.riskmesh.aws.FaultProxy.Call;
import io.riskmesh.aws.FaultProxy.Rule;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a run's store answers from one call on, and for so many calls; and what S3 does beside that
 * the server behind does not: it refuses who lives in another time.
 */
final class StoreFault implements Rule {
  private static final DateTimeFormatter SIGNED =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssX").withZone(ZoneOffset.UTC);

  /** What S3 grants. */
  private static final Duration SKEW = Duration.ofMinutes(15);

  private static final int MAX_CALLS = 600;

  /** Has the proxy end the connection without a word. */
  private static final class LineDead extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private final PlannedFault plan;
  private final int from;
  private final int until;
  private final AtomicInteger calls = new AtomicInteger();
  private volatile Runnable atCall = () -> {};
  private volatile boolean otherMachine;
  private volatile boolean healed;

  private StoreFault(PlannedFault plan, int from, int until) {
    this.plan = plan;
    this.from = from;
    this.until = until;
  }

  /**
   * What a plan has of the store, if anything.
   *
   * @param all calls of a run to which nothing happens
   */
  static StoreFault of(PlannedFault plan, int all) {
    int from = 1 + (int) (plan.moment() * all);
    return new StoreFault(plan, from, from + plan.upTo(MAX_CALLS));
  }

  /** Nothing: it counts. */
  static StoreFault none() {
    StoreFault none = new StoreFault(null, 0, 0);
    none.heal();
    return none;
  }

  /** Does something right before the first of the calls is answered. */
  void atCall(Runnable action) {
    atCall = action;
  }

  /** Has those who ask for a lease see a holder on a machine that is not theirs. */
  void pretendOtherMachine() {
    otherMachine = true;
  }

  /** Lets every call through from now on. */
  void heal() {
    healed = true;
  }

  /** How many calls there were. */
  int calls() {
    return calls.get();
  }

  @Override
  public Answer answer(Call call, Behind behind) {
    int number = calls.incrementAndGet();
    if (healed) {
      return null;
    }
    if (number == from) {
      atCall.run();
    }
    if (isSkewed(call)) {
      return Answer.s3(403, "RequestTimeTooSkewed");
    }
    if (otherMachine
        && call.method().equals("GET")
        && call.path().matches(".*/lease/\\d+\\.json")) {
      return ofOtherMachine(behind.answer());
    }
    return number >= from && number < until ? faulty(call, behind) : null;
  }

  private Answer faulty(Call call, Behind behind) {
    return switch (plan.fault()) {
      case UNAVAILABLE -> Answer.s3(503, "SlowDown");
      case DENIED -> Answer.s3(403, "AccessDenied");
      case CUT -> cut(call, behind);
      default -> null;
    };
  }

  /** A body that arrives in half, an answer that is lost, or a body that never went on its way. */
  private Answer cut(Call call, Behind behind) {
    if (call.body().length > 0 && plan.side() % 2 == 0) {
      throw new LineDead();
    }
    Answer done = behind.answer();
    if (done.body().length == 0) {
      throw new LineDead();
    }
    return done.cutAfter(done.body().length / 2);
  }

  private static boolean isSkewed(Call call) {
    String signed = call.header("x-amz-date");
    if (signed.isEmpty()) {
      return false;
    }
    Instant sent = SIGNED.parse(signed, Instant::from);
    return Duration.between(sent, Instant.now()).abs().compareTo(SKEW) > 0;
  }

  private static Answer ofOtherMachine(Answer there) {
    String json = new String(there.body(), StandardCharsets.UTF_8);
    byte[] other =
        json.replaceFirst("(\"boot\"\\s*:\\s*\")[^\"]*", "$1another-boot")
            .getBytes(StandardCharsets.UTF_8);
    Map<String, String> headers = new LinkedHashMap<>(there.headers());
    headers.keySet().removeIf(name -> name.startsWith("x-amz-checksum"));
    return new Answer(there.status(), headers, other, Integer.MAX_VALUE);
  }
}

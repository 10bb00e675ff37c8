package io.riskmesh.session;

import io.riskmesh.aws.AwsClients;
import io.riskmesh.aws.RequestLog;
import io.riskmesh.catalog.AccessTrail;
import io.riskmesh.store.RunException;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records one period of access to the source for the access trail. It uses wall-clock time, which
 * other systems' logs use too.
 */
public final class AccessRecorder {
  private static final Logger LOG = LoggerFactory.getLogger(AccessRecorder.class);

  private final AwsClients aws;
  private final boolean usesAws;
  private final Instant from = Instant.now();
  private final int before;

  /** Begins the period. */
  public AccessRecorder(AwsClients aws, boolean usesAws) {
    this.aws = aws;
    this.usesAws = usesAws;
    this.before = aws.requests().all().size();
  }

  /**
   * Ends the period: returns the caller (null without AWS or if unknown), the ISO-8601 times of
   * begin and end, and the AWS requests made in between.
   */
  public AccessTrail.AccessSpan end() {
    List<RequestLog.LoggedRequest> all = aws.requests().all();
    return new AccessTrail.AccessSpan(
        findCaller(), from.toString(), Instant.now().toString(), all.subList(before, all.size()));
  }

  /** Returns the caller's ARN, or null if it cannot be determined: a run does not fail for that. */
  private String findCaller() {
    try {
      return usesAws ? aws.findCaller().arn() : null;
    } catch (RunException e) {
      LOG.warn("the access trail has no caller: {}", e.getMessage());
      return null;
    }
  }
}

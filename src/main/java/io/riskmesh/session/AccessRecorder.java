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
 * The account of a stretch of work on the source, for the access trail: the clock's time, which is
 * what the logs of others have.
 */
public final class AccessRecorder {
  private static final Logger LOG = LoggerFactory.getLogger(AccessRecorder.class);

  private final AwsClients aws;
  private final boolean usesAws;
  private final Instant from = Instant.now();
  private final int before;

  public AccessRecorder(AwsClients aws, boolean usesAws) {
    this.aws = aws;
    this.usesAws = usesAws;
    this.before = aws.requests().all().size();
  }

  public AccessTrail.AccessSpan end() {
    List<RequestLog.LoggedRequest> all = aws.requests().all();
    return new AccessTrail.AccessSpan(
        caller(), from.toString(), Instant.now().toString(), all.subList(before, all.size()));
  }

  /** A run does not fail because nobody tells it who it is. */
  private String caller() {
    try {
      return usesAws ? aws.caller().arn() : null;
    } catch (RunException e) {
      LOG.warn("the access trail has no caller: {}", e.getMessage());
      return null;
    }
  }
}

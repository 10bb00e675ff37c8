package io.riskmesh.pipeline;

import io.riskmesh.aws.Aws;
import io.riskmesh.aws.RequestLog.Request;
import io.riskmesh.catalog.Access;
import io.riskmesh.store.RunException;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The account of a stretch of work on the source, for the access trail: the clock's time, which is
 * what the logs of others have.
 */
final class Watch {
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

  private final Aws aws;
  private final boolean usesAws;
  private final Instant from = Instant.now();
  private final int before;

  Watch(Aws aws, boolean usesAws) {
    this.aws = aws;
    this.usesAws = usesAws;
    this.before = aws.requests().all().size();
  }

  Access.Span end() {
    List<Request> all = aws.requests().all();
    return new Access.Span(
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

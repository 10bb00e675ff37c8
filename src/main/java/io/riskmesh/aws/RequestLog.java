package io.riskmesh.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Records calls to AWS with the ids under which CloudTrail logs them. S3 is left out: its calls are
 * numerous, and CloudTrail does not log them by default.
 */
public final class RequestLog implements ExecutionInterceptor {
  private static final String[] HEADERS = {"x-amzn-RequestId", "x-amz-request-id"};
  private static final int MAX_REQUESTS = 1_000;

  /**
   * One call.
   *
   * @param call service and operation: {@code Glue.GetTable}
   * @param id the request id
   */
  public record LoggedRequest(String call, String id) {}

  private final List<LoggedRequest> requests = new ArrayList<>();

  @Override
  public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
    String service = attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME);
    if ("S3".equals(service)) {
      return;
    }
    String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    id(context).ifPresent(id -> add(new LoggedRequest(service + "." + operation, id)));
  }

  private static Optional<String> id(Context.AfterTransmission context) {
    return Stream.of(HEADERS)
        .flatMap(header -> context.httpResponse().firstMatchingHeader(header).stream())
        .findFirst();
  }

  private synchronized void add(LoggedRequest request) {
    if (requests.size() < MAX_REQUESTS) {
      requests.add(request);
    }
  }

  /** Returns the first thousand calls, in order. */
  public synchronized List<LoggedRequest> all() {
    return List.copyOf(requests);
  }
}

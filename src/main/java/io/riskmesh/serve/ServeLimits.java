package io.riskmesh.serve;

import java.time.Duration;

/**
 * What a client may ask of the server.
 *
 * @param bodyBytes largest body
 * @param answerBytes largest answer
 * @param headBytes largest request line and header fields
 * @param concurrency most requests in work
 * @param connections most open connections
 * @param read longest time in which a client sends a request
 * @param write longest time in which an answer is made, and its client takes it
 * @param idle longest time between two requests of a connection
 * @param drain longest time in which accepted requests are finished at the end
 */
public record ServeLimits(
    int bodyBytes,
    int answerBytes,
    int headBytes,
    int concurrency,
    int connections,
    Duration read,
    Duration write,
    Duration idle,
    Duration drain) {}

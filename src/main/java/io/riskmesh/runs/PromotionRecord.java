package io.riskmesh.runs;

/**
 * A move of {@code latest.json} by hand, as {@code promotions/<time>-<to>.json} keeps it.
 *
 * @param at ISO-8601 time
 * @param from run that was in production; null when there was none
 * @param to run that is in production now
 * @param by who moved it: the caller's ARN on AWS, the user of the operating system elsewhere
 * @param reason why, in that person's words
 */
public record PromotionRecord(String at, String from, String to, String by, String reason) {}

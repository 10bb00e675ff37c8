package io.riskmesh.runs;

/**
 * Log entry of a manual move of {@code latest.json}, stored as {@code promotions/<time>-<to>.json}.
 *
 * @param at ISO-8601 time
 * @param from latest run before the move; null if there was none
 * @param to latest run after the move
 * @param by who moved it: the caller's ARN on AWS, the user of the operating system elsewhere
 * @param reason the reason, as that person gave it
 */
public record PromotionRecord(String at, String from, String to, String by, String reason) {}

package io.riskmesh.config;

import java.util.List;

/** What the rows must fulfil before anything is trained on them. */
public record QualityConfig(long minRows, List<QualityRule> rules) {}

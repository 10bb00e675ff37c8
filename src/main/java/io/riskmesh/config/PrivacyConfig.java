package io.riskmesh.config;

import java.util.Set;

/** Columns whose values no report, error or log may show. */
public record PrivacyConfig(Set<String> mask) {}

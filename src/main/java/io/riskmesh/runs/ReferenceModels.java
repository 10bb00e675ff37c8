package io.riskmesh.runs;

/**
 * The two models that a run is judged against. They are fixed when the run begins.
 *
 * @param against what the job calls its champion: {@code latest} or {@code approved}
 * @param champion the model that the new one would replace
 * @param anchor the run that a person promoted or approved last, until then the job's first
 *     accepted one; every loss since then counts, however small each step was
 */
public record ReferenceModels(String against, ReferenceModel champion, ReferenceModel anchor) {}

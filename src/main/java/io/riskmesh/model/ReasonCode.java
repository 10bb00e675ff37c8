package io.riskmesh.model;

/**
 * How a letter names a reason.
 *
 * @param code code of the lender's catalogue
 * @param text sentence for the applicant
 */
public record ReasonCode(String code, String text) {}

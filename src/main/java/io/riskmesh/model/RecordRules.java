package io.riskmesh.model;

/**
 * How records are read whose fields are not exactly those that the features read.
 *
 * @param absentIsMissing whether an absent field gets the features' treatment of a missing value,
 *     and a remark; otherwise the record is not scored
 * @param ignoresUnknown whether a field that no feature reads is ignored; otherwise the record is
 *     not scored
 * @param reasons most reasons of a record; 0 for none
 */
public record RecordRules(boolean absentIsMissing, boolean ignoresUnknown, int reasons) {
  /** Every field must be there, and no other; without reasons. */
  public static final RecordRules STRICT = new RecordRules(false, false, 0);

  /** Returns these rules with another number of reasons. */
  public RecordRules withReasons(int most) {
    return new RecordRules(absentIsMissing, ignoresUnknown, most);
  }
}

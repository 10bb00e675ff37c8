package io.riskmesh.catalog;

import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;

/**
 * Explains why a table of another account cannot be read. Each message names the missing grant or
 * setting and the side that has to provide it. {@code conf/aws} has a template for each of them.
 */
final class GlueErrors {
  private GlueErrors() {}

  static RunException noDatabase(GlueLinks.TablePlace place, String region, Exception cause) {
    return refused(
        "database %s is not in the Glue catalog of %s in %s. Consumer's side: create the resource link, or correct source.table, catalog.id or aws.region."
            .formatted(
                place.database(),
                place.catalogId() == null ? "this account" : "account " + place.catalogId(),
                region),
        cause);
  }

  static RunException noTable(GlueLinks.TablePlace place, Exception cause) {
    return refused(
        "table %s is not in the Glue catalog, or its producer does not share it with this account. Correct source.table, or have the producer grant DESCRIBE and SELECT."
            .formatted(place),
        cause);
  }

  static RunException noDescribe(String what, Exception cause) {
    return refused(
        "no DESCRIBE on %s. Consumer's side: grant the job's role DESCRIBE on it in Lake Formation, and glue:GetDatabase, glue:GetTable and glue:GetPartitions in IAM."
            .formatted(what),
        cause);
  }

  static RunException bareLink(String link, GlueLinks.TablePlace target, Exception cause) {
    return refused(
        "the resource link exists (%s), but its target %s is not visible to this role. Producer's side: share it and grant SELECT and DESCRIBE on it to the consumer's account; then the consumer's administrator grants both to the job's role. A grant on the link does not extend to its target."
            .formatted(link, target),
        cause);
  }

  static RunException noSelect(ResolvedTable table, Exception cause) {
    return refused(
        "no SELECT on %s: this role can describe it but not read its data. Producer's side: grant SELECT to the consumer's account; consumer's side: grant SELECT on the target to the job's role, and lakeformation:GetDataAccess in IAM."
            .formatted(table.shown()),
        cause);
  }

  static RunException filtered(ResolvedTable table, Exception cause) {
    return refused(
        "%s has row or cell filters, which only a query engine may apply. Consumer's side: set catalog.type: athena."
            .formatted(table.shown()),
        cause);
  }

  static RunException noCredentialPath(ResolvedTable table, Exception cause) {
    return refused(
        "%s is governed by Lake Formation, but this job does not request credentials from it. Consumer's side: set catalog.access: lakeformation, or catalog.type: athena, or on EMR its own resolver (spark.hadoop.fs.s3.credentialsResolverClass)."
            .formatted(table.shown()),
        cause);
  }

  static RunException noFiles(ResolvedTable table, Exception cause) {
    return refused(
        "this role may not read the files of %s under %s. Grant s3:GetObject and s3:ListBucket there (bucket policy on the producer's side too), or register the location with Lake Formation and set catalog.access: lakeformation."
            .formatted(table.shown(), table.location()),
        cause);
  }

  private static RunException refused(String message, Exception cause) {
    return new RunException(Outcome.SOURCE_MISSING, message, cause);
  }
}

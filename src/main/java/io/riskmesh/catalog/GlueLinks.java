package io.riskmesh.catalog;

import io.riskmesh.aws.Aws;
import io.riskmesh.aws.AwsErrors;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.glue.model.Database;
import software.amazon.awssdk.services.glue.model.DatabaseIdentifier;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableIdentifier;

/**
 * Follows resource links, of the database and of the table, to the table itself. Each hop is asked
 * for by its own account, database and name, so that what is missing can be told from what is not
 * granted, and on which side.
 *
 * @see <a href="https://docs.aws.amazon.com/lake-formation/latest/dg/resource-links-about.html">How
 *     resource links work</a>
 */
final class GlueLinks {
  private final Aws aws;
  private final Optional<String> catalogId;
  private final List<String> links = new ArrayList<>();
  private final Set<Place> seen = new HashSet<>();

  /** Where a table stands; without an account it is the caller's. */
  record Place(String catalogId, String database, String table) {
    @Override
    public String toString() {
      return (catalogId == null ? "" : catalogId + ":") + database + "." + table;
    }
  }

  /** The table, where it stands, and the links on the way. */
  record Found(Table table, Place place, List<String> links) {}

  GlueLinks(Aws aws, Optional<String> catalogId) {
    this.aws = aws;
    this.catalogId = catalogId;
  }

  Found follow(TableName name) {
    return database(new Place(catalogId.orElse(null), name.database(), name.table()));
  }

  private Found database(Place place) {
    requireNew(place);
    Optional<Database> database = getDatabase(place);
    DatabaseIdentifier target = database.map(Database::targetDatabase).orElse(null);
    if (target == null) {
      return table(place);
    }
    String link = "database " + account(place) + place.database();
    requireRegion(link, target.region());
    links.add("%s -> %s:%s".formatted(link, target.catalogId(), target.databaseName()));
    return database(new Place(target.catalogId(), target.databaseName(), place.table()));
  }

  /** Behind a link it may be hidden although its table is granted: the table then tells. */
  private Optional<Database> getDatabase(Place place) {
    try {
      return Optional.of(
          aws.glue()
              .getDatabase(r -> r.catalogId(place.catalogId()).name(place.database()))
              .database());
    } catch (SdkException e) {
      if (!links.isEmpty() && (AwsErrors.isAbsent(e) || AwsErrors.isDenied(e))) {
        return Optional.empty();
      }
      if (AwsErrors.isAbsent(e)) {
        throw GlueRefusals.noDatabase(place, aws.region(), e);
      }
      throw AwsErrors.isDenied(e)
          ? GlueRefusals.noDescribe("database or resource link " + place.database(), e)
          : AwsErrors.of(e, "Glue GetDatabase of " + place.database());
    }
  }

  private Found table(Place place) {
    Table table = getTable(place);
    TableIdentifier target = table.targetTable();
    if (target == null) {
      return requireStorage(table, place);
    }
    String link = "table " + place;
    requireRegion(link, target.region());
    Place there = new Place(target.catalogId(), target.databaseName(), target.name());
    links.add("%s -> %s".formatted(link, there));
    // Glue describes the target of a link by itself when the caller may see it, and otherwise,
    // without a
    // word, the link alone.
    return table.storageDescriptor() == null
        ? database(there)
        : new Found(table, there, List.copyOf(links));
  }

  private Table getTable(Place place) {
    try {
      return aws.glue()
          .getTable(
              r ->
                  r.catalogId(place.catalogId()).databaseName(place.database()).name(place.table()))
          .table();
    } catch (SdkException e) {
      boolean denied = AwsErrors.isDenied(e);
      if (!denied && !AwsErrors.isAbsent(e)) {
        throw AwsErrors.of(e, "Glue GetTable of " + place);
      }
      if (!links.isEmpty()) {
        throw GlueRefusals.bareLink(links.get(links.size() - 1), place, e);
      }
      throw denied
          ? GlueRefusals.noDescribe("table or resource link " + place, e)
          : GlueRefusals.noTable(place, e);
    }
  }

  private Found requireStorage(Table table, Place place) {
    if (table.storageDescriptor() == null || table.storageDescriptor().location() == null) {
      throw new RunException(
          Outcome.SOURCE_MISSING,
          "%s has no files: it is a view or has no location. Name a table in source.table."
              .formatted(place));
    }
    String owner = table.catalogId() == null ? place.catalogId() : table.catalogId();
    return new Found(table, new Place(owner, place.database(), place.table()), List.copyOf(links));
  }

  private void requireNew(Place place) {
    if (!seen.add(place)) {
      throw new RunException(
          Outcome.SOURCE_MISSING,
          "the resource links of %s lead in a circle: %s. Point one of them at a table."
              .formatted(place, String.join(", ", links)));
    }
  }

  private void requireRegion(String link, String region) {
    if (region != null && !region.equals(aws.region())) {
      throw new RunException(
          Outcome.SOURCE_MISSING,
          "the resource link of %s points into region %s, and this job runs in %s. Run it there (aws.region), or share the table within the region."
              .formatted(link, region, aws.region()));
    }
  }

  private static String account(Place place) {
    return place.catalogId() == null ? "" : place.catalogId() + ":";
  }
}

package io.riskmesh.catalog;

import io.riskmesh.aws.AwsClients;
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
 * Follows resource links, of the database and of the table, to the table itself. Each hop is looked
 * up by its own account, database and name. This distinguishes what is missing from what is not
 * granted, and on which side.
 *
 * @see <a href="https://docs.aws.amazon.com/lake-formation/latest/dg/resource-links-about.html">How
 *     resource links work</a>
 */
final class GlueLinks {
  private final AwsClients aws;
  private final Optional<String> catalogId;
  private final List<String> links = new ArrayList<>();
  private final Set<TablePlace> seen = new HashSet<>();

  /** The place of a table in Glue; without an account id it is in the caller's account. */
  record TablePlace(String catalogId, String database, String table) {
    @Override
    public String toString() {
      return (catalogId == null ? "" : catalogId + ":") + database + "." + table;
    }
  }

  /** The table, its place, and the links that led to it. */
  record FoundTable(Table table, TablePlace place, List<String> links) {}

  GlueLinks(AwsClients aws, Optional<String> catalogId) {
    this.aws = aws;
    this.catalogId = catalogId;
  }

  FoundTable follow(TableName name) {
    return findDatabase(new TablePlace(catalogId.orElse(null), name.database(), name.table()));
  }

  private FoundTable findDatabase(TablePlace place) {
    requireNew(place);
    Optional<Database> database = getDatabase(place);
    DatabaseIdentifier target = database.map(Database::targetDatabase).orElse(null);
    if (target == null) {
      return findTable(place);
    }
    String link = "database " + account(place) + place.database();
    requireRegion(link, target.region());
    links.add("%s -> %s:%s".formatted(link, target.catalogId(), target.databaseName()));
    return findDatabase(new TablePlace(target.catalogId(), target.databaseName(), place.table()));
  }

  /**
   * Looks up the database. Behind a link it may be hidden although its table is granted, so a
   * missing one is not an error there.
   */
  private Optional<Database> getDatabase(TablePlace place) {
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
        throw GlueErrors.noDatabase(place, aws.region(), e);
      }
      throw AwsErrors.isDenied(e)
          ? GlueErrors.noDescribe("database or resource link " + place.database(), e)
          : AwsErrors.of(e, "Glue GetDatabase of " + place.database());
    }
  }

  private FoundTable findTable(TablePlace place) {
    Table table = getTable(place);
    TableIdentifier target = table.targetTable();
    if (target == null) {
      return requireStorage(table, place);
    }
    String link = "table " + place;
    requireRegion(link, target.region());
    TablePlace there = new TablePlace(target.catalogId(), target.databaseName(), target.name());
    links.add("%s -> %s".formatted(link, there));
    // If the caller may see the target of a link, Glue returns the target's description; otherwise
    // it silently returns only the link.
    return table.storageDescriptor() == null
        ? findDatabase(there)
        : new FoundTable(table, there, List.copyOf(links));
  }

  private Table getTable(TablePlace place) {
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
        throw GlueErrors.bareLink(links.get(links.size() - 1), place, e);
      }
      throw denied
          ? GlueErrors.noDescribe("table or resource link " + place, e)
          : GlueErrors.noTable(place, e);
    }
  }

  private FoundTable requireStorage(Table table, TablePlace place) {
    if (table.storageDescriptor() == null || table.storageDescriptor().location() == null) {
      throw new RunException(
          Outcome.SOURCE_MISSING,
          "%s has no files: it is a view or has no location. Name a table in source.table."
              .formatted(place));
    }
    String owner = table.catalogId() == null ? place.catalogId() : table.catalogId();
    return new FoundTable(
        table, new TablePlace(owner, place.database(), place.table()), List.copyOf(links));
  }

  private void requireNew(TablePlace place) {
    if (!seen.add(place)) {
      throw new RunException(
          Outcome.SOURCE_MISSING,
          "the resource links of %s form a cycle: %s. Point one of them at a table."
              .formatted(place, String.join(", ", links)));
    }
  }

  private void requireRegion(String link, String region) {
    if (region != null && !region.equals(aws.region())) {
      throw new RunException(
          Outcome.SOURCE_MISSING,
          "the resource link of %s points to region %s, but this job runs in %s. Run it there (aws.region), or share the table within this region."
              .formatted(link, region, aws.region()));
    }
  }

  private static String account(TablePlace place) {
    return place.catalogId() == null ? "" : place.catalogId() + ":";
  }
}

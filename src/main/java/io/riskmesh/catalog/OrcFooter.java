package io.riskmesh.catalog;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.orc.ColumnStatistics;
import org.apache.orc.IntegerColumnStatistics;
import org.apache.orc.OrcFile;
import org.apache.orc.Reader;
import org.apache.orc.TypeDescription;
import org.apache.spark.sql.execution.datasources.orc.OrcUtils;
import org.apache.spark.sql.types.DataType;

/** Reads the columns of an ORC file and what its statistics prove. */
final class OrcFooter {
  private OrcFooter() {}

  /** Opens the file and reads its footer. */
  static FileShape readShape(Configuration hadoop, FileStatus file) throws IOException {
    OrcFile.ReaderOptions options =
        OrcFile.readerOptions(hadoop).filesystem(file.getPath().getFileSystem(hadoop));
    try (Reader reader = OrcFile.createReader(file.getPath(), options)) {
      TypeDescription schema = reader.getSchema();
      ColumnStatistics[] statistics = reader.getStatistics();
      List<HeldColumn> columns = new ArrayList<>();
      for (int i = 0; i < schema.getFieldNames().size(); i++) {
        TypeDescription child = schema.getChildren().get(i);
        columns.add(held(schema.getFieldNames().get(i), child, statistics[child.getId()]));
      }
      return new FileShape(List.copyOf(columns), reader.getNumberOfRows() > 0, Set.of());
    }
  }

  private static HeldColumn held(String name, TypeDescription orc, ColumnStatistics values)
      throws IOException {
    DataType type = type(name, orc);
    boolean isEmpty = values.getNumberOfValues() == 0;
    HeldColumn.NumberSpan span =
        values instanceof IntegerColumnStatistics whole && whole.getNumberOfValues() > 0
            ? new HeldColumn.NumberSpan(whole.getMinimum(), whole.getMaximum())
            : null;
    return new HeldColumn(name, type, type, isEmpty, span);
  }

  private static DataType type(String name, TypeDescription orc) throws IOException {
    try {
      TypeDescription one = TypeDescription.createStruct().addField(name, orc.clone());
      return OrcUtils.toCatalystSchema(one).apply(0).dataType();
    } catch (Exception e) {
      // A checked exception of Scala, undeclared. Spark's reader converts every column, used or
      // not.
      throw new FileRefusal(
          "has column %s of ORC type %s, and Spark's ORC reader cannot open such a file. Have it written without the column, or as Parquet"
              .formatted(name, orc));
    }
  }
}

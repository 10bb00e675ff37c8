#!/usr/bin/env bash
# S3A of Hadoop 3.4.1 (AWS SDK 2) works with the SDK's separate modules instead of its bundle of 686 MB: keys open a file system.
# Only its provider for an assumed role does not: STSClientFactory puts scheme and host of the STS endpoint together by URIBuilder below
# software.amazon.awssdk.thirdparty, a package that the bundle alone has. The error names the class, not the jar to add.
# Prints what a file system says with keys and with an assumed role; fails unless keys open it and the role lacks that class.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
module() {
  echo "<dependency><groupId>$1</groupId><artifactId>$2</artifactId><version>$3</version>${4:-}</dependency>"
}
bundle="<exclusions><exclusion><groupId>software.amazon.awssdk</groupId><artifactId>bundle</artifactId></exclusion></exclusions>"
cat >"$work/pom.xml" <<XML
<project><modelVersion>4.0.0</modelVersion><groupId>a</groupId><artifactId>a</artifactId><version>1</version><dependencies>
$(module org.apache.hadoop hadoop-aws 3.4.1 "$bundle")
$(module org.apache.hadoop hadoop-client-api 3.4.1)
$(module org.apache.hadoop hadoop-client-runtime 3.4.1)
$(module org.apache.commons commons-lang3 3.17.0)
$(for name in s3 sts s3-transfer-manager apache-client netty-nio-client; do module software.amazon.awssdk "$name" 2.35.5; done)
</dependencies></project>
XML
"$here/mvnw" -B -q -f "$work/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory="$work/jars"
cat >"$work/Open.java" <<'JAVA'
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

public class Open {
  public static void main(String[] args) {
    String keys = open("SimpleAWSCredentialsProvider");
    String role = open("auth.AssumedRoleCredentialProvider");
    System.out.println("hadoop-aws 3.4.1 with modules of SDK 2.35.5, keys: " + keys);
    System.out.println("hadoop-aws 3.4.1 with modules of SDK 2.35.5, assumed role: " + role);
    boolean isKnown =
        keys.equals("opened")
            && role.equals("NoClassDefFoundError software/amazon/awssdk/thirdparty/org/apache/http/client/utils/URIBuilder");
    System.exit(isKnown ? 0 : 1);
  }

  private static String open(String provider) {
    Configuration settings = new Configuration();
    settings.set("fs.s3a.aws.credentials.provider", "org.apache.hadoop.fs.s3a." + provider);
    settings.set("fs.s3a.access.key", "a");
    settings.set("fs.s3a.secret.key", "b");
    settings.set("fs.s3a.endpoint", "http://127.0.0.1:9");
    settings.set("fs.s3a.endpoint.region", "eu-west-1");
    settings.set("fs.s3a.assumed.role.arn", "arn:aws:iam::123456789012:role/reader");
    settings.set("fs.s3a.assumed.role.sts.endpoint", "127.0.0.1");
    settings.set("fs.s3a.assumed.role.sts.endpoint.region", "eu-west-1");
    try (FileSystem files = FileSystem.newInstance(URI.create("s3a://bucket/"), settings)) {
      return "opened";
    } catch (Throwable e) {
      Throwable root = e;
      while (root.getCause() != null && !(root instanceof NoClassDefFoundError)) {
        root = root.getCause();
      }
      return root.getClass().getSimpleName() + " " + root.getMessage();
    }
  }
}
JAVA
java -cp "$work/jars/*" "$work/Open.java" 2>/dev/null

#!/usr/bin/env bash
# S3 refuses a request whose time is more than 15 minutes off with 403 RequestTimeTooSkewed. S3A of Hadoop 3.3.4 (AWS SDK 1.12)
# reports it as AccessDeniedException. Opening a file begins with HEAD, whose answer has no body: the code is lost, and the error is
# the one of a missing grant. A GET of the same refusal keeps the code in its message.
# Prints exception and code for HEAD (getFileStatus) and for a listing (GET); fails when HEAD shows the code, or the listing does not.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check pyspark==3.5.6
cd "$work"
central=https://repo.maven.apache.org/maven2
curl --fail --silent --remote-name "$central/org/apache/hadoop/hadoop-aws/3.3.4/hadoop-aws-3.3.4.jar"
curl --fail --silent --remote-name "$central/com/amazonaws/aws-java-sdk-bundle/1.12.262/aws-java-sdk-bundle-1.12.262.jar"
"$work/venv/bin/python" - 2>/dev/null <<'PY'
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from pyspark.sql import SparkSession

BODY = b"<?xml version='1.0'?><Error><Code>RequestTimeTooSkewed</Code><Message>too far off</Message></Error>"


class Refuse(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self):
        self.send_response(403)
        self.send_header("Content-Type", "application/xml")
        self.send_header("Content-Length", str(len(BODY)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(BODY)

    do_GET = do_HEAD = answer

    def log_message(self, *args):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Refuse)
threading.Thread(target=server.serve_forever, daemon=True).start()
settings = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.extraClassPath": "hadoop-aws-3.3.4.jar:aws-java-sdk-bundle-1.12.262.jar",
    "spark.hadoop.fs.s3a.endpoint": f"http://127.0.0.1:{server.server_port}",
    "spark.hadoop.fs.s3a.path.style.access": "true",
    "spark.hadoop.fs.s3a.access.key": "a",
    "spark.hadoop.fs.s3a.secret.key": "b",
    "spark.hadoop.fs.s3a.attempts.maximum": "1",
    "spark.hadoop.fs.s3a.retry.limit": "1",
}
builder = SparkSession.builder.master("local[1]")
for key, value in settings.items():
    builder = builder.config(key, value)
spark = builder.getOrCreate()
spark.sparkContext.setLogLevel("OFF")
jvm = spark._jvm
files = jvm.org.apache.hadoop.fs.Path("s3a://bucket/a").getFileSystem(spark._jsc.hadoopConfiguration())


def refused(call):
    try:
        call()
    except Exception as e:
        error = e.java_exception
        return error.getClass().getSimpleName(), "RequestTimeTooSkewed" in error.toString()
    return "nothing", False


head = refused(lambda: files.open(jvm.org.apache.hadoop.fs.Path("s3a://bucket/a")))
listing = refused(lambda: files.listFiles(jvm.org.apache.hadoop.fs.Path("s3a://bucket/"), True).hasNext())
print(f"S3A of Hadoop {jvm.org.apache.hadoop.util.VersionInfo.getVersion()}: HEAD {head}, listing {listing}")
assert head == ("AccessDeniedException", False) and listing == ("AccessDeniedException", True)
PY

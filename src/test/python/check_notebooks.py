"""What the notebooks' modules read from AWS's API (a server that stands for it) is what they read on a laptop.

check_notebooks.py NOTEBOOKS JOB LOCAL-ENV RUN ENDPOINT
The server runs no query: it answers with what was put in its queue. What is proved is the query, the types and the way
through S3.
"""

import json
import os
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from urllib.request import Request, urlopen

import boto3
import pandas as pd

notebooks, job_file, local_env, run_id, endpoint = sys.argv[1:]
sys.path.insert(0, notebooks)

import run_tables
import shared_table
from riskmesh import runs
from settings import Environment, Job

os.environ.update(AWS_ACCESS_KEY_ID="reader", AWS_SECRET_ACCESS_KEY="of the test")
REGION, BUCKET = "eu-west-1", "notebooks"
job, local = Job.load(job_file), Environment.load(local_env)


def aws_env(folder):
    file = Path(folder) / "aws.yaml"
    file.write_text(
        "catalog: {type: athena}\n"
        f"aws: {{region: {REGION}, endpoint: '{endpoint}'}}\n"
        f"artifacts: {{uri: s3a://{BUCKET}/risk}}  # not ${{env:UNSET}}\n"
    )
    return Environment.load(file)


def upload(s3, root):
    s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
    for file in Path(root).rglob("*"):
        if file.is_file():
            s3.put_object(Bucket=BUCKET, Key=f"risk/{file.relative_to(root).as_posix()}", Body=file.read_bytes())


def share(glue, columns):
    database, name = job.table.split(".")
    glue.create_database(DatabaseInput={"Name": database})
    described = [{"Name": column, "Type": "int"} for column in columns]
    glue.create_table(DatabaseName=database, TableInput={"Name": name, "StorageDescriptor": {"Columns": described}})


def queue(frame):
    """The answer to the next query: the first row is the header, as Athena's own."""
    text = [list(frame.columns)] + frame.astype(str).values.tolist()
    result = {
        "rows": [{"Data": [{"VarCharValue": value} for value in row]} for row in text],
        "column_info": [{"Name": column, "Type": "integer"} for column in frame.columns],
    }
    body = json.dumps({"region": REGION, "results": [result]}).encode()
    urlopen(Request(f"{endpoint}/moto-api/static/athena/query-results", body, {"Content-Type": "application/json"}))


def last_query(athena):
    ids = athena.list_query_executions()["QueryExecutionIds"]
    found = [athena.get_query_execution(QueryExecutionId=i)["QueryExecution"] for i in ids]
    return max(found, key=lambda q: q["Status"]["SubmissionDateTime"])["Query"]


with tempfile.TemporaryDirectory() as folder:
    env = aws_env(folder)
    client = lambda service: boto3.client(service, region_name=REGION, endpoint_url=endpoint)
    upload(client("s3"), local.artifacts)

    # The same frame in both worlds, but for a column that the job masks.
    masked = replace(job, masked=frozenset(["age"]))
    there = shared_table.read(masked, local)
    assert "age" not in there.columns
    share(client("glue"), shared_table.read(job, local).columns)
    queue(there)
    pd.testing.assert_frame_equal(shared_table.read(masked, env), there)
    columns = ", ".join(f'"{column}"' for column in there.columns)
    assert last_query(client("athena")) == f'SELECT {columns} FROM "rl_credit-card"."credit_card"', last_query(client("athena"))
    left = client("s3").list_objects_v2(Bucket=BUCKET, Prefix=f"risk/{job.name}/work/").get("Contents", [])
    assert not left, left

    # The same run in both, verified; a byte that is not the manifest's is refused.
    one, other = (runs.run(run_tables.artifacts(e), job.name, run_id) for e in (local, env))
    assert one.manifest == other.manifest
    assert run_tables.files(one).equals(run_tables.files(other))
    assert run_tables.predictions(one, "test").equals(run_tables.predictions(other, "test"))
    assert [r.id for r in runs.published(one.artifacts, job.name)] == [r.id for r in runs.published(other.artifacts, job.name)]
    key = f"risk/{job.name}/runs/{run_id}/evaluation/curves.json"
    client("s3").put_object(Bucket=BUCKET, Key=key, Body=one.read("evaluation/curves.json").replace(b"0.8", b"0.9", 1))
    try:
        run_tables.metrics(other)
        raise SystemExit("a forged file was believed")
    except ValueError as e:
        assert "sha256 differs" in str(e), e
    try:
        runs.run(other.artifacts, job.name, "nobody")
        raise SystemExit("a run that is not there was found")
    except LookupError as e:
        assert "no published run nobody" in str(e), e

print("ok")

"""Applies the lifecycle rules by scripts/apply-lifecycle to buckets on a server that stands for S3.

usage: lifecycle.py ENDPOINT

Prints the name of each check that held, one a line; the first that does not ends it.
"""

import contextlib
import importlib.machinery
import importlib.util
import io
import os
import pathlib
import sys

os.environ |= {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1"}

import boto3

ENDPOINT = sys.argv[1]
S3 = boto3.client("s3", endpoint_url=ENDPOINT)
SCRIPT = pathlib.Path(__file__).resolve().parents[3] / "scripts" / "apply-lifecycle"
LOADER = importlib.machinery.SourceFileLoader("lifecycle_script", str(SCRIPT))
APPLY = importlib.util.module_from_spec(importlib.util.spec_from_loader("lifecycle_script", LOADER))
LOADER.exec_module(APPLY)

OTHERS = [
    {"ID": "logs", "Status": "Enabled", "Filter": {"Prefix": "logs/"}, "Expiration": {"Days": 30}},
    {
        "ID": "leftovers",
        "Status": "Enabled",
        "Filter": {"Prefix": ""},
        "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 3},
    },
]


def bucket(name, rules=()):
    S3.create_bucket(Bucket=name)
    if rules:
        S3.put_bucket_lifecycle_configuration(Bucket=name, LifecycleConfiguration={"Rules": list(rules)})
    return name


def apply(*args):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = APPLY.main([*args, "--endpoint-url", ENDPOINT])
    return code, out.getvalue(), err.getvalue()


def rules(name):
    return {rule["ID"]: rule for rule in S3.get_bucket_lifecycle_configuration(Bucket=name)["Rules"]}


def applied(*args):
    code, out, err = apply(*args)
    assert code == 0, (args, code, out, err)
    return out


def a_bucket_without_rules():
    name = bucket("empty")
    assert '+    "ID": "credit-risk-work",' in applied(name, "riskmesh", "credit-risk", "--dry-run")
    assert apply(name, "riskmesh", "credit-risk")[0] == 0
    found = rules(name)
    assert list(found) == ["credit-risk-work", "credit-risk-data", "credit-risk-uploads"]
    assert found["credit-risk-work"]["Filter"] == {"Prefix": "riskmesh/credit-risk/work/"}
    assert found["credit-risk-work"]["Expiration"]["Days"] == 7
    assert found["credit-risk-data"]["Expiration"]["Days"] == 90
    # What a killed run has begun to upload is in no list, and costs all the same; nothing else of the job expires.
    assert found["credit-risk-uploads"]["Filter"] == {"Prefix": "riskmesh/credit-risk/"}
    assert found["credit-risk-uploads"]["AbortIncompleteMultipartUpload"] == {"DaysAfterInitiation": 3}
    assert "Expiration" not in found["credit-risk-uploads"]


def a_dry_run_writes_nothing():
    name = bucket("dry", OTHERS)
    applied(name, "riskmesh", "credit-risk", "--dry-run")
    assert list(rules(name)) == ["logs", "leftovers"]


def other_rules_stay_as_they_are():
    name = bucket("shared", OTHERS)
    before = rules(name)
    applied(name, "riskmesh", "credit-risk", "mortgage")
    found = rules(name)
    assert {id: found[id] for id in before} == before
    assert list(found) == [
        "logs",
        "leftovers",
        "credit-risk-work",
        "credit-risk-data",
        "credit-risk-uploads",
        "mortgage-work",
        "mortgage-data",
        "mortgage-uploads",
    ]


def the_second_time_there_is_nothing_to_do():
    assert "already has these rules" in applied("shared", "riskmesh", "credit-risk", "mortgage")
    out = applied("shared", "riskmesh", "credit-risk", "--data-days", "30")
    assert '-      "Days": 90' in out and '+      "Days": 30' in out, out
    assert rules("shared")["credit-risk-data"]["Expiration"]["Days"] == 30 and len(rules("shared")) == 8


def what_contradicts_is_refused_before_anything_is_written():
    work = {"Status": "Enabled", "Filter": {"Prefix": "riskmesh/credit-risk/work/"}, "Expiration": {"Days": 365}}
    name = bucket("taken", [work | {"ID": "mine"}])
    code, out, err = apply(name, "riskmesh", "credit-risk")
    assert code == 2 and "rule mine of the bucket is also for riskmesh/credit-risk/work/" in err, err
    name = bucket("named", [OTHERS[0] | {"ID": "credit-risk-data"}])
    code, out, err = apply(name, "riskmesh", "credit-risk")
    assert code == 2 and "is for logs/, not for riskmesh/credit-risk/data/" in err, err
    assert list(rules("taken")) == ["mine"] and list(rules("named")) == ["credit-risk-data"]


def rules_with_the_old_key_get_rules_with_it():
    name = bucket("old", [{"ID": "logs", "Status": "Enabled", "Prefix": "logs/", "Expiration": {"Days": 30}}])
    applied(name, "riskmesh", "credit-risk")
    found = rules(name)
    assert all("Filter" not in rule for rule in found.values()), found
    assert found["credit-risk-work"]["Prefix"] == "riskmesh/credit-risk/work/"


def a_rule_that_takes_runs_away_is_told():
    name = bucket("all", [{"ID": "all", "Status": "Enabled", "Filter": {"Prefix": ""}, "Expiration": {"Days": 30}}])
    code, out, err = apply(name, "riskmesh", "credit-risk")
    assert code == 0 and "rule all of the bucket makes published runs expire" in err, err


def a_bucket_that_is_not_there_is_told():
    code, out, err = apply("nothing", "riskmesh", "credit-risk")
    assert code == 1 and "NoSuchBucket" in err and len(err.splitlines()) == 1, err


def the_readmes_commands_work():
    bucket("risk-artifacts", OTHERS)
    readme = (SCRIPT.parents[1] / "conf" / "aws" / "README.md").read_text(encoding="utf-8")
    commands = [line.split()[1:] for line in readme.splitlines() if line.startswith("scripts/apply-lifecycle ")]
    assert len(commands) == 2
    for command in commands:
        applied(*command)


CHECKS = [
    a_bucket_without_rules,
    a_dry_run_writes_nothing,
    other_rules_stay_as_they_are,
    the_second_time_there_is_nothing_to_do,
    what_contradicts_is_refused_before_anything_is_written,
    rules_with_the_old_key_get_rules_with_it,
    a_rule_that_takes_runs_away_is_told,
    a_bucket_that_is_not_there_is_told,
    the_readmes_commands_work,
]

if __name__ == "__main__":
    for check in CHECKS:
        check()
        print(check.__name__.replace("_", " "))

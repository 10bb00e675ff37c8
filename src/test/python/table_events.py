"""Follows a change of the producer's table through both accounts' templates, and prints what arrived as JSON.

usage: table_events.py FOLDER

{"forwarded": [table], "noticed": {case: bool}, "targets": [arn], "pipelineTargets": [arn]}: what producer-table-events
puts on the consumer's bus, by moto; which events the consumer's rule matches; where it sends them, without and with a
pipeline. moto writes the consumer's account into what is forwarded, AWS keeps the producer's: so the consumer's
rule is asked with events as AWS documents them. moto knows neither bus nor queue policies.
"""

import json
import logging
import os
import pathlib
import sys
import warnings

os.environ |= {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "eu-central-1"}
warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)

import boto3
from moto import mock_aws
from moto.events.models import EventPattern

PRODUCER, CONSUMER = "111122223333", "444455556666"
KIND = "Glue Data Catalog Table State Change"


def session(account):
    """An account of its own: moto gives every role its account's."""
    role = boto3.client("sts").assume_role(RoleArn=f"arn:aws:iam::{account}:role/test", RoleSessionName="test")
    keys = role["Credentials"]
    return boto3.session.Session(keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"])


def stack(account, template, name="stack", **parameters):
    formation = session(account).client("cloudformation")
    formation.create_stack(
        StackName=name,
        TemplateBody=template.read_text(),
        Capabilities=["CAPABILITY_NAMED_IAM"],
        Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()],
    )
    made = formation.describe_stacks(StackName=name)["Stacks"][0]
    assert made["StackStatus"] == "CREATE_COMPLETE", made
    return {out["OutputKey"]: out["OutputValue"] for out in made["Outputs"]} if "Outputs" in made else {}


def event(account=PRODUCER, kind=KIND, database="lending", table="credit_card"):
    detail = {
        "databaseName": database,
        "tableName": table,
        "typeOfChange": "CreatePartition",
        "changedPartitions": ["[d=1]"],
    }
    return {"source": "aws.glue", "detail-type": kind, "account": account, "detail": detail}


def everything_on(bus):
    """A queue of the test's own that takes all that arrives on the consumer's bus."""
    consumer = session(CONSUMER)
    queue = consumer.client("sqs").create_queue(QueueName="probe")["QueueUrl"]
    arn = f"arn:aws:sqs:eu-central-1:{CONSUMER}:probe"
    events = consumer.client("events")
    events.put_rule(Name="probe", EventBusName=bus, EventPattern='{"source": ["aws.glue"]}')
    events.put_targets(Rule="probe", EventBusName=bus, Targets=[{"Id": "probe", "Arn": arn}])
    return queue


def change(**what):
    one = event(**what)
    entry = {"Source": one["source"], "DetailType": one["detail-type"], "Detail": json.dumps(one["detail"])}
    session(PRODUCER).client("events").put_events(Entries=[entry])


def received(queue):
    messages = (
        session(CONSUMER).client("sqs").receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages", [])
    )
    return [json.loads(message["Body"])["detail"]["tableName"] for message in messages]


def rule(name, bus):
    """Pattern and targets of a rule of the consumer's."""
    events = session(CONSUMER).client("events")
    found = events.describe_rule(Name=name, EventBusName=bus)
    targets = events.list_targets_by_rule(Rule=name, EventBusName=bus)["Targets"]
    return EventPattern.load(found["EventPattern"]), [target["Arn"] for target in targets]


def main(folder):
    table = {"ProducerAccount": PRODUCER, "ProducerDatabase": "lending"}
    made = stack(CONSUMER, folder / "consumer-table-events.yaml", **table)
    stack(PRODUCER, folder / "producer-table-events.yaml", Database="lending", ConsumerBusArn=made["BusArn"])
    queue = everything_on("riskmesh-table-changes")
    for what in ({}, {"table": "salaries"}, {"database": "other"}, {"kind": "Glue Crawler State Change"}):
        change(**what)
    pattern, targets = rule("riskmesh-table-changes", "riskmesh-table-changes")
    second = stack(CONSUMER, folder / "consumer-table-events.yaml", "second", Name="two", PipelineName="night", **table)
    assert second["QueueUrl"].endswith("/two"), second
    cases = {
        "the table": event(),
        "another table": event(table="salaries"),
        "another database": event(database="other"),
        "another account": event(account=CONSUMER),
        "another event": event(kind="Glue Crawler State Change"),
    }
    return {
        "forwarded": received(queue),
        "noticed": {name: pattern.matches_event(one) for name, one in cases.items()},
        "targets": targets,
        "pipelineTargets": rule("two-pipeline", "two")[1],
    }


if __name__ == "__main__":
    with mock_aws():
        print(json.dumps(main(pathlib.Path(sys.argv[1]))))

"""Checks CloudFormation templates without AWS and prints what it found as JSON.

usage: aws_templates.py parse FOLDER
       aws_templates.py lint FOLDER
       aws_templates.py deploy FOLDER STACKS_JSON

parse gives {file: template}, with intrinsic functions spelled out. lint gives what cfn-lint finds:
["file:line rule message"]. deploy reads [{"template", "parameters": {}}] and makes
each stack on moto, an account of its own each, and so evaluates conditions and functions. It
gives, per stack, {"outputs": {}, "buckets": [], "profiles": [], "policies": {name: document},
"trust": document}, the last three of the stack's role. moto's CloudFormation knows no Lake
Formation, no Glue and no bucket policies, and leaves those out.
"""

import ast
import json
import logging
import os
import pathlib
import sys
import warnings

REGIONS = ["eu-central-1", "us-east-1"]


def parse(folder):
    from cfnlint.decode import decode

    return {path.name: decode(str(path))[0] for path in sorted(folder.glob("*.yaml"))}


def lint(folder):
    from cfnlint.api import lint_file
    from cfnlint.config import ManualArgs

    everything = ManualArgs(regions=REGIONS, include_checks=["I"])
    return [
        f"{path.name}:{found.linenumber} {found.rule.id} {found.message[:200]}"
        for path in sorted(folder.glob("*.yaml"))
        for found in lint_file(path, everything)
    ]


def deploy(folder, stacks):
    # No call may leave this machine, whatever credentials it has.
    os.environ.update(
        AWS_ACCESS_KEY_ID="test", AWS_SECRET_ACCESS_KEY="test", AWS_DEFAULT_REGION=REGIONS[0]
    )
    warnings.filterwarnings("ignore")
    logging.disable(logging.WARNING)
    import boto3
    from moto import mock_aws

    made = []
    for stack in stacks:
        with mock_aws():
            formation, iam = boto3.client("cloudformation"), boto3.client("iam")
            formation.create_stack(
                StackName="stack",
                TemplateBody=(folder / stack["template"]).read_text(),
                Capabilities=["CAPABILITY_NAMED_IAM"],
                Parameters=[
                    {"ParameterKey": key, "ParameterValue": value}
                    for key, value in stack["parameters"].items()
                ],
            )
            status = formation.describe_stacks(StackName="stack")["Stacks"][0]
            assert status["StackStatus"] == "CREATE_COMPLETE", status
            one = {
                "outputs": {
                    out["OutputKey"]: out["OutputValue"] for out in status.get("Outputs", [])
                },
                "buckets": [bucket["Name"] for bucket in boto3.client("s3").list_buckets()["Buckets"]],
                "profiles": [
                    profile["InstanceProfileName"]
                    for profile in iam.list_instance_profiles()["InstanceProfiles"]
                ],
                "policies": {},
            }
            for role in iam.list_roles()["Roles"]:
                one["trust"] = document(role["AssumeRolePolicyDocument"])
                for name in iam.list_role_policies(RoleName=role["RoleName"])["PolicyNames"]:
                    policy = iam.get_role_policy(RoleName=role["RoleName"], PolicyName=name)
                    one["policies"][name] = document(policy["PolicyDocument"])
            made.append(one)
    return made


def document(stored):
    # moto gives what stands inline in a role as the Python that it holds, the rest as JSON.
    return without_nulls(ast.literal_eval(stored) if isinstance(stored, str) else stored)


def without_nulls(value):
    """moto leaves a null in a list where AWS::NoValue stood; CloudFormation leaves nothing."""
    if isinstance(value, dict):
        return {key: without_nulls(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [without_nulls(inner) for inner in value if inner is not None]
    return value


def main(command, folder, *arguments):
    folder = pathlib.Path(folder)
    if command == "parse":
        result = parse(folder)
    elif command == "lint":
        result = lint(folder)
    else:
        result = deploy(folder, json.loads(pathlib.Path(arguments[0]).read_text()))
    print(json.dumps(result, default=str))


if __name__ == "__main__":
    main(*sys.argv[1:])

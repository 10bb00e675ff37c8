"""Parameters for every target of jobs/: as few as it takes, and all that there are."""

import json
import pathlib
import sys

HOME = pathlib.Path(__file__).resolve().parents[3]
JOBS = HOME / "jobs"
sys.dont_write_bytecode = True
sys.path.insert(0, str(HOME / "python"))

from riskmesh import jobs, platforms  # noqa: E402, F401

ROLE = "arn:aws:iam::123456789012:role/"
KEY = "arn:aws:kms:eu-central-1:123456789012:key/1"
# What a batch transform scores: no account has it.
SCORED = {
    "modelPackageArn": "arn:aws:sagemaker:eu-central-1:123456789012:model-package/credit-risk/7",
    "input": "s3://risk-artifacts/applications/2026-11-23/",
    "output": "s3://risk-artifacts/answers/2026-11-23/",
}
GPU_IMAGE = {"gpuImage": "123456789012.dkr.ecr.eu-central-1.amazonaws.com/spark-gpu:1"}
ALL = {
    "region": "eu-central-1",
    "command": "evaluate",
    "id": "night.1",
    "attempt": 2,
    "asOf": "2026-11-23T02:00:00Z",
    "jobName": "credit-risk",
    "set": ["training.rounds=50", "training.seed=7"],
    "arguments": ["--dry-run"],
    "workers": "3",
    "executors": 3,
    "executorCores": 2,
    "executorMemory": "6g",
    "memoryOverhead": "2048m",
    "driverCores": 3,
    "driverMemory": "3g",
    "timeoutMinutes": 90,
    "env": "s3://risk-artifacts/code/env.yaml",
    "releaseLabel": "emr-7.13.0",
    # EMR
    "serviceRole": "emr",
    "instanceProfile": "job",
    "logUri": "s3://logs/emr/",
    "primaryType": "m7g.xlarge",
    "coreType": "m7g.2xlarge",
    "coreNodes": 7,
    "securityConfiguration": "tls",
    "stepRoleArn": ROLE + "step",
    # EMR Serverless
    "applicationName": "night",
    "architecture": "ARM64",
    "idleMinutes": 1,
    "maximumCpu": "32 vCPU",
    "maximumMemory": "128 GB",
    "subnetIds": "subnet-0a,subnet-0b",
    "securityGroupIds": ["sg-0a"],
    "sparkJars": "s3://risk-artifacts/code/iceberg.jar",
    "logKeyArn": KEY,
    # EMR on EKS
    "applicationUi": "DISABLED",
    "logGroup": "/risk/nights",
    # Glue
    "jar": "s3://risk-artifacts/code/riskmesh.jar",
    "glueVersion": "6.0",
    "extraJars": ["s3://risk-artifacts/code/driver.jar"],
    "workerType": "G.2X",
    "temporaryFolder": "s3://risk-artifacts/riskmesh/glue/",
    "connections": ["private"],
    # SageMaker
    "imageUri": "123456789012.dkr.ecr.eu-central-1.amazonaws.com/spark:1",
    "instanceType": "ml.m5.4xlarge",
    "instances": 3,
    "volumeGb": 100,
    "volumeKeyArn": KEY,
    "encryptTraffic": False,
    "configurationPrefix": "conf",
    "pipelineName": "nightly",
    "records": "floats",
    "outputKeyArn": KEY,
    "inputFilter": "$[1:]",
    "joinSource": "Input",
    "outputFilter": "$[-1]",
    "transformType": "ml.c5.2xlarge",
    "transformInstances": 2,
    "maxConcurrentTransforms": 8,
    "gpuType": "ml.g6.4xlarge",
    "gpuJar": "/opt/gpu.jar",
    "gpuDiscovery": "/opt/gpus.sh",
    "gpuDriverMemory": "16g",
    "sparkSubmit": "/usr/bin/spark-submit",
}


def least(target):
    """What a target needs, of the example of an account."""
    account = json.loads((JOBS / "account.json").read_text(encoding="utf-8"))
    account["roleArn"] = ROLE + "riskmesh-job"
    run = {} if target == "sagemaker/pipeline" else {"runId": "2026-11-23"}
    return jobs.fitting(target, account | SCORED | GPU_IMAGE) | run


def everything(target):
    """Every parameter that there is, each other than its default."""
    chosen = least(target) | jobs.fitting(target, ALL)
    if target.startswith("emr-eks"):
        chosen["releaseLabel"] = "emr-7.13.0-20260101"
    missing = set(jobs.known(target)) - set(chosen) - {"runId"}
    assert not missing, f"{target}: no example of {sorted(missing)}"
    return chosen

"""Reads verified runs of riskmesh, evaluates their features, scores records, and submits jobs.

riskmesh.runs       a job's published runs, in a folder or on S3; every file is verified by its sha256
riskmesh.features   evaluates features.json as the cluster does
riskmesh.scoring    scores records with a run's model; needs xgboost
riskmesh.jobs       renders the requests for EMR, EMR Serverless, EMR on EKS, Glue and SageMaker
riskmesh.platforms  submits them with boto3 clients
riskmesh.submit     both, as a command line: python -m riskmesh submit --help

Needs only the standard library, but for S3 and submitting (boto3) and scoring (xgboost).
"""

__version__ = "0.1.0"

"""Nightly runs of riskmesh for Airflow 3: their settings, how outcomes decide, and where they run."""

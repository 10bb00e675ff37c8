"""Nights of riskmesh for Airflow 3: what a night is, how its outcome decides, and where it runs."""

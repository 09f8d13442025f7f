"""Stories as pages, alone or inside the Airflow UI."""

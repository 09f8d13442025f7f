#!/bin/sh
# Run once by the postgres image, on an empty volume: one database and one login each for Airflow and the warehouse.
set -eu
psql --quiet --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" --dbname=postgres \
  --set=airflow_password="$AIRFLOW_DATABASE_PASSWORD" --set=newsfold_password="$NEWSFOLD_DATABASE_PASSWORD" <<'SQL'
CREATE ROLE airflow LOGIN PASSWORD :'airflow_password';
CREATE DATABASE airflow OWNER airflow;
CREATE ROLE newsfold LOGIN PASSWORD :'newsfold_password';
CREATE DATABASE newsfold OWNER newsfold TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8';
REVOKE CONNECT ON DATABASE airflow, newsfold FROM PUBLIC;
SQL

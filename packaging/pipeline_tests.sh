#!/bin/sh
# Runs the tests of what starts the district's round, with the real DVC and the real Airflow, in an environment of its
# own with their extras (`datos`, `orquesta`), which is removed again.
set -e

cd "$(dirname "$0")/.."
UV_PROJECT_ENVIRONMENT="$(mktemp -d)/pipeline"
PREDICTOR_MEDICO_DISTRICT=1
PREDICTOR_MEDICO_PIPELINE=1
export UV_PROJECT_ENVIRONMENT PREDICTOR_MEDICO_DISTRICT PREDICTOR_MEDICO_PIPELINE
trap 'rm -rf "$(dirname "$UV_PROJECT_ENVIRONMENT")"' EXIT
uv sync --locked --quiet --group dev --group district --extra distrito --extra datos --extra orquesta
uv run --no-sync pytest -n 2 --dist loadfile tests/district/pipeline "$@"

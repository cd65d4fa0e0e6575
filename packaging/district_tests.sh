#!/bin/sh
# Runs the tests of the district's program with the extra `distrito`, in an environment of its own, which is removed
# again, and measures the branch coverage of core/district. With `spark` behind it: only the tests with Spark, which need
# Java 17.
set -e

cd "$(dirname "$0")/.."
UV_PROJECT_ENVIRONMENT="$(mktemp -d)/district"
COVERAGE_FILE="$UV_PROJECT_ENVIRONMENT/coverage"
PREDICTOR_MEDICO_DISTRICT=1
export UV_PROJECT_ENVIRONMENT COVERAGE_FILE PREDICTOR_MEDICO_DISTRICT
trap 'rm -rf "$(dirname "$UV_PROJECT_ENVIRONMENT")"' EXIT
if [ "$1" = spark ]; then
    uv sync --locked --quiet --group dev --extra distrito --extra spark
    PREDICTOR_MEDICO_SPARK_TESTS=1 uv run --no-sync pytest tests/district/spark
    exit
fi
uv sync --locked --quiet --group dev --group district --extra distrito
uv run --no-sync mypy
uv run --no-sync coverage run --rcfile tests/district/coverage.toml -m pytest -n auto tests/district
uv run --no-sync coverage combine --quiet --rcfile tests/district/coverage.toml
uv run --no-sync coverage report --rcfile tests/district/coverage.toml

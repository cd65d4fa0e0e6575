#!/bin/sh
# Measures the branch coverage of core by its own tests, and fails below 100 %. Wants Linux, and root, or some tests that
# count are skipped.
set -e

cd "$(dirname "$0")/.."
COVERAGE_FILE="$(mktemp -d)/coverage"
export COVERAGE_FILE
trap 'rm -rf "$(dirname "$COVERAGE_FILE")"' EXIT
uv run coverage run -m pytest tests/unit --quiet
uv run coverage combine --quiet
uv run coverage report --fail-under=100

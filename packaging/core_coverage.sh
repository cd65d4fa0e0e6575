#!/bin/sh
# Measures the branch coverage of core by its own tests, each file alone, and fails below 100 %. Wants Linux, and root, or
# some tests that count are skipped.
set -e

cd "$(dirname "$0")/.."
COVERAGE_FILE="$(mktemp -d)/coverage"
export COVERAGE_FILE
trap 'rm -rf "$(dirname "$COVERAGE_FILE")"' EXIT
uv run --group dev coverage run packaging/each_test_file.py tests/unit
uv run --group dev coverage combine --quiet
uv run --group dev coverage report --fail-under=100

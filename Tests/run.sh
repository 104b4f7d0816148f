#!/usr/bin/env bash
# Installs what is missing, builds everything in release with warnings as errors, and runs all
# tests. Arguments go to `swift test`, such as --filter LLCTheoremsTests. What failed is said again
# just before the runner's summary, which is last.
set -uo pipefail
cd "$(dirname "$0")/.."
bash .ci/install-missing || exit 1
log=$(mktemp)
trap 'rm -f "$log"' EXIT
swift test -c release "$@" 2>&1 | tee "$log"
status=$?
if [ "$status" -ne 0 ]; then
  echo
  echo "What failed:"
  # The first lines of each issue; the runner prints its explanation below it, behind an arrow.
  grep -aE -A 12 '(✘|✗) .*recorded an issue|error: ' "$log" | head -n 200
  grep -aE '(✘|✗) (Suite|Test) .* failed after' "$log"
  tail -n 1 "$log"
fi
exit "$status"

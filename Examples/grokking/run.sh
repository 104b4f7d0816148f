#!/usr/bin/env bash
# Installs what is missing, builds slt, trains six networks that grok, measures their coefficients along the way, and
# reports. About three minutes on two cores after the build; killed, it goes on where it was. Arguments: [FOLDER], for
# the store and the report instead of here; [SPEC], such as one of full-scale/.
set -euo pipefail
cd "$(dirname "$0")/../.."
folder=${1:-Examples/grokking}
spec=${2:-Examples/grokking/spec.yaml}
bash .ci/install-missing
swift build -c release --product slt >&2
slt=$(swift build -c release --show-bin-path)/slt
mkdir -p "$folder"
name=$(basename "$spec" .yaml)
"$slt" sweep "$spec" --store "$folder/$name.sqlite"
"$slt" report "$folder/$name.sqlite" --output "$folder/report" --format markdown >"$folder/summary.md"

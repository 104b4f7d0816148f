#!/usr/bin/env bash
# Ranks of the models in this folder at their points and at generic weights, and a certificate of each, checked
# by slt and in Python. Seconds after the build. Arguments: [FOLDER], to write certificates into. SLT in the
# environment names a program that is built; without it slt is built.
set -euo pipefail
cd "$(dirname "$0")/../.."
slt=${SLT:-}
if [ -z "$slt" ]; then
  bash .ci/install-missing >&2
  swift build -c release --product slt >&2
  slt=$(swift build -c release --show-bin-path)/slt
fi
folder=${1:-$(mktemp -d)}
mkdir -p "$folder"
for model in Examples/own-model/*.slt; do
  certificate=$folder/$(basename "$model" .slt).json
  "$slt" rank --map "$model" --certificate "$certificate" --force --format csv
  "$slt" rank --map "$model" --at generic --format csv
  "$slt" rank --verify "$certificate" --format csv
  python3 Tests/Certificates/check_map_certificate.py "$certificate"
done

#!/usr/bin/env bash
# Installs what is missing, builds slt, and computes the phase diagram of the quadratic network: generic
# ranks over a grid of dimensions beside the formulas, as ranks.csv, and a picture of them,
# phase-diagram.svg. About a minute after the build. Fails if a rank contradicts the theory. Arguments:
# [FOLDER], where to write instead of here.
set -euo pipefail
cd "$(dirname "$0")/../.."
folder=${1:-Examples/phase-diagram}
bash .ci/install-missing
swift build -c release --product slt >&2
slt=$(swift build -c release --show-bin-path)/slt
command=(phase-diagram quadratic --max-input 8 --max-output 12 --max-modulus 17 --format csv)
scratch=$(mktemp)
trap 'rm "$scratch"' EXIT
status=0
{
  echo "# slt ${command[*]}"
  echo "# $(date -u +%Y-%m-%d), $("$slt" --version), $(nproc) cores, $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1)"
  "$slt" "${command[@]}" || status=$?
} >"$scratch"
cp "$scratch" "$folder/ranks.csv"
awk -f Examples/phase-diagram/picture.awk "$folder/ranks.csv" >"$folder/phase-diagram.svg"
awk -F, '/^[a-z]+,[0-9]*,[0-9]/ { total++; agreement[$14]++ }
  END { for (a in agreement) printf "%d of %d: %s\n", agreement[a], total, a }' "$folder/ranks.csv" >&2
exit "$status"

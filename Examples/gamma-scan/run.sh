#!/usr/bin/env bash
# Installs what is missing, builds slt, measures the coefficient of one trained network at thirteen strengths of
# localisation, and draws them over the prediction: gamma-scan.csv and gamma-scan.svg. About two minutes after the
# build. Needs gnuplot for the picture (apt-get install gnuplot-nox). Arguments: [FOLDER], where to write instead of
# here.
set -euo pipefail
cd "$(dirname "$0")/../.."
folder=${1:-Examples/gamma-scan}
bash .ci/install-missing
swift build -c release --product slt >&2
slt=$(swift build -c release --show-bin-path)/slt
command=(compare Examples/gamma-scan/spec.yaml --format csv)
scratch=$(mktemp)
trap 'rm "$scratch"' EXIT
{
  echo "# slt ${command[*]}"
  echo "# $(date -u +%Y-%m-%d), $("$slt" --version), $(nproc) cores, $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1)"
  "$slt" "${command[@]}"
} >"$scratch"
cp "$scratch" "$folder/gamma-scan.csv"
if ! command -v gnuplot >/dev/null; then
  echo "no picture: gnuplot is not installed (apt-get install gnuplot-nox)" >&2
  exit 0
fi
gnuplot -e "data='$folder/gamma-scan.csv'; picture='$folder/gamma-scan.svg'" Examples/gamma-scan/figure.gp

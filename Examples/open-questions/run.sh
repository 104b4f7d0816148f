#!/usr/bin/env bash
# Installs what is missing, builds slt, and computes the tables of README.md, each by a part of its own:
#
#   fourier   ranks and lambda at the Fourier solution of width 2p - 1      fourier.csv       seconds
#   measured  the coefficient there and beside a dead unit, sampled         measured.csv      two minutes
#   dead      the price of a dead unit, bounds with certificates            dead-unit.csv     a minute or two
#   strata    reduced rank regression, all strata up to size 4              strata.csv        half an hour
#   width     exact solutions of least width, written and checked           width-*.json      seconds
#   search    solutions of other widths from random starts                  width-search.csv  five minutes
#
# Arguments: [--folder FOLDER] [PART ...], to write elsewhere and to run some parts alone. SLT and PYTHON in the environment
# name a program that is built and a Python with numpy and scipy; without them slt is built, and the packages are
# installed in an environment of their own. Fails if a check does.
set -euo pipefail
cd "$(dirname "$0")/../.."
here=$PWD/Examples/open-questions
folder=$here
if [ "${1:-}" = --folder ]; then
  mkdir -p "$2"
  folder=$(cd "$2" && pwd)
  shift 2
fi
parts=("$@")
if [ $# -eq 0 ]; then parts=(fourier measured dead strata width search); fi
slt=${SLT:-}
if [ -z "$slt" ]; then
  bash .ci/install-missing >&2
  swift build -c release --product slt >&2
  slt=$(swift build -c release --show-bin-path)/slt
fi
scratch=$(mktemp -d)
trap 'rm -r "$scratch"' EXIT
python=${PYTHON:-}
if [ -z "$python" ]; then
  python3 -m venv "$scratch/python"
  "$scratch/python/bin/pip" install --quiet numpy scipy >&2
  python=$scratch/python/bin/python
fi
export OPENBLAS_NUM_THREADS=1 PYTHONDONTWRITEBYTECODE=1

# The row of the measurement, out of the tables that slt verify prints.
measure() {
  "$python" "$here/fourier-weights.py" "$1" "$2" >"$scratch/weights.json"
  "$slt" verify "$scratch/weights.json" --task modular-addition --modulus "$1" --measure --format csv >"$scratch/out" 2>/dev/null
  awk -v start="$1,$2" '/^the given weights,/ { print start "," substr($0, 19) }' "$scratch/out"
}

for part in "${parts[@]}"; do
  case $part in
    fourier) "$python" "$here/fourier.py" "$slt" >"$scratch/table" && cp "$scratch/table" "$folder/fourier.csv" ;;
    measured)
      echo "modulus,dead_units,$("$slt" verify "$here/width-modulo-3.json" --task modular-addition --modulus 3 --measure \
        --format csv 2>/dev/null | awk '/^case,/ { print substr($0, 6); exit }')" >"$scratch/table"
      for case in "3 0" "3 1" "5 0" "5 1"; do measure ${case% *} ${case#* } >>"$scratch/table"; done
      cp "$scratch/table" "$folder/measured.csv" ;;
    dead) "$python" "$here/dead-unit.py" >"$scratch/table" && cp "$scratch/table" "$folder/dead-unit.csv" ;;
    strata) "$python" "$here/strata.py" "$slt" 4 30 2400 >"$scratch/table" && cp "$scratch/table" "$folder/strata.csv" ;;
    width) "$python" "$here/widths.py" write "$folder" ;;
    search) "$python" "$here/width-search.py" 200 70 >"$scratch/table" && cp "$scratch/table" "$folder/width-search.csv" ;;
    *)
      echo "unknown part $part" >&2
      exit 64 ;;
  esac
  echo "$part done" >&2
done

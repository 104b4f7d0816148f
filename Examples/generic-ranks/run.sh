#!/usr/bin/env bash
# Installs what is missing, builds slt, and computes the generic rank of the modular addition network
# for every prime p up to 97, widths 16 to 2048 and those around the change of regime, at the three
# levels, one process each. Writes ranks.csv, here or to the file named. Arguments: [--max-modulus P]
# [--time-limit T] [FILE]; the default takes a quarter of an hour on two cores.
set -euo pipefail
cd "$(dirname "$0")/../.."
limit=1min
largest=97
file=Examples/generic-ranks/ranks.csv
while [ $# -gt 0 ]; do
  case $1 in
    --max-modulus) largest=$2; shift 2 ;;
    --time-limit) limit=$2; shift 2 ;;
    *) file=$1; shift ;;
  esac
done
bash .ci/install-missing
swift build -c release --product slt >&2
slt=$(swift build -c release --show-bin-path)/slt
timer=()
if [ -x /usr/bin/time ]; then timer=(/usr/bin/time -f '%M' -o); fi
scratch=$(mktemp -d)
trap 'rm -r "$scratch"' EXIT

# The widths of one modulus: powers of two, and both sides of the width at which the coordinates fill
# up, K D_d / (d + K - 1) at level coordinates, p^3 / (3p - 2) and p (p^2 - 1) / (3p - 2) on the data.
widths() {
  local p=$1 m
  for m in $((p * p * (2 * p + 1) / (3 * p - 1))) $((p * p * p / (3 * p - 2))) \
    $((p * (p * p - 1) / (3 * p - 2))); do
    echo $((m - 1)) $m $((m + 1)) $((m + 2)) | tr ' ' '\n'
  done | awk '$1 >= 16 && $1 <= 2048'
  echo 16 32 64 128 256 512 1024 2048 | tr ' ' '\n'
}

# One row from the JSON object, which has one key a line.
row() {
  awk -F ' : ' -v start="$1" -v rss="$2" '
    /^  "/ { key = $1; gsub(/[ "]/, "", key); value = $0; sub(/^[^:]* : /, "", value)
      gsub(/^"|"?,?$/, "", value); v[key] = value }
    END {
      point = v["method"] ~ /chain/ ? "chain" : v["method"] ~ /groups/ ? "groups" : "random"
      printf "%s,%s,%s,%s,%.3g,%s,%s\n", start, v["genericRank"], v["atMost"], v["basis"], v["seconds"], rss, point
    }' "$scratch/out"
}

{
  echo "# bash Examples/generic-ranks/run.sh --max-modulus $largest --time-limit $limit"
  echo "# slt rank quadratic --task modular-addition --modulus P --width M --level L --at generic --time-limit $limit --format json"
  echo "# $(date -u +%Y-%m-%d), $("$slt" --version), $(nproc) cores, $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1)"
  echo "# generic rank between rank and at_most; rss_kib: peak memory of the process"
  echo "p,m,level,rank,at_most,basis,seconds,rss_kib,point"
  for p in $(seq 2 "$largest" | factor | awk 'NF == 2 { print $2 }'); do
    for m in $(widths "$p" | sort -nu); do
      for level in coordinates data centred; do
        status=0
        ${timer[@]+"${timer[@]}" "$scratch/rss"} "$slt" rank quadratic --task modular-addition \
          --modulus "$p" --width "$m" --level "$level" --at generic --time-limit "$limit" \
          --format json >"$scratch/out" 2>"$scratch/errors" || status=$?
        if [ $status -eq 0 ]; then
          rss=
          if [ -f "$scratch/rss" ]; then read -r rss <"$scratch/rss"; fi
          row "$p,$m,$level" "$rss"
        elif [ $status -ne 64 ]; then
          tail -1 "$scratch/errors" >&2
          exit "$status"
        else
          echo "$p,$m,$level,,,refused,,,\"$(tail -1 "$scratch/errors")\""
        fi
      done
    done
    echo "p = $p done" >&2
  done
} >"$scratch/ranks.csv"
cp "$scratch/ranks.csv" "$file"
awk -F, '/^[0-9]/ { total++; if ($4 == $5 && $4 != "") met++; else if ($4 != "") open++; else refused++ }
  END { printf "%d ranks: bounds meet at %d, do not at %d, refused %d\n", total, met, open, refused }' "$file" >&2

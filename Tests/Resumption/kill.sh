#!/usr/bin/env bash
# How busy a sweep of 24 small runs keeps the cores, and whether a sweep that is killed ten times at random moments
# ends with the same table and the same points, to the last bit. About two minutes on two cores after the build.
set -euo pipefail
cd "$(dirname "$0")/../.."
swift build -c release --product slt >&2
slt=$(swift build -c release --show-bin-path)/slt
scratch=$(mktemp -d)
trap 'rm -r "$scratch"' EXIT
spec=Tests/Resumption/spec.yaml
TIMEFORMAT="uninterrupted: %R s, %U s of user time on $(nproc) cores"
time "$slt" sweep "$spec" --store "$scratch/whole.sqlite" --quiet >"$scratch/whole.txt"
kills=0
for _ in $(seq 10); do
  "$slt" sweep "$spec" --store "$scratch/killed.sqlite" --quiet >/dev/null &
  sleep "0.$((RANDOM % 90 + 10))"
  sleep $((RANDOM % 2))
  if kill -9 $! 2>/dev/null; then kills=$((kills + 1)); fi
  wait $! 2>/dev/null || true
done
"$slt" sweep "$spec" --store "$scratch/killed.sqlite" --quiet >"$scratch/killed.txt"
cmp "$scratch/whole.txt" "$scratch/killed.txt"
for name in whole killed; do
  python3 - "$scratch/$name.sqlite" >"$scratch/$name.points" <<'PYTHON'
import sqlite3, sys
for row in sqlite3.connect(sys.argv[1]).execute("SELECT * FROM points ORDER BY run, epoch"):
    print(*[value.hex() if isinstance(value, float) else value for value in row])
PYTHON
done
cmp "$scratch/whole.points" "$scratch/killed.points"
echo "killed $kills times: the same table and the same $(wc -l <"$scratch/whole.points") points"

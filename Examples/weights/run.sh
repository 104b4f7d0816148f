#!/usr/bin/env bash
# Trains a small network, saves its weights twice, reads both files back in Python, compares every number to the last
# bit with the store of a sweep that trained the same network and with the digests that slt printed, and verifies the
# file. Seconds after the build. Arguments: [FOLDER], to write into. SLT and PYTHON in the environment name a program
# that is built and a Python with numpy and safetensors; without them slt is built, and the packages are installed in
# an environment in the folder.
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
python=${PYTHON:-}
if [ -z "$python" ]; then
  python3 -m venv "$folder/python"
  "$folder/python/bin/pip" install --quiet numpy safetensors >&2
  python=$folder/python/bin/python
fi
check=$PWD/Examples/weights/check.py
cp Examples/weights/spec.yaml "$folder"
cd "$folder"
rm -f model.safetensors model.npz exported.npz sweep.sqlite
settings=(--modulus 7 --width 24 --training-fraction 1 --learning-rate 0.01 --weight-decay 0.3 --loss plain --epochs 2000
  --seed 3)
"$slt" train "${settings[@]}" --save model.safetensors --format json --quiet >saved.json
"$slt" train "${settings[@]}" --save model.npz --quiet >/dev/null
"$slt" sweep spec.yaml --store sweep.sqlite --keep-weights --quiet >/dev/null
"$slt" store export sweep.sqlite --run 0 --save exported.npz >/dev/null
"$python" "$check"
"$slt" verify model.safetensors --format csv

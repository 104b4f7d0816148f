#!/usr/bin/env bash
# Training steps per second beside torch, in one run: losses of the same steps are compared first. `--install FOLDER`
# first makes a virtual environment there and installs the peer from PyPI (about 5 GB); otherwise SLT_PEER_PYTHON names
# a Python that has it.
set -euo pipefail
cd "$(dirname "$0")/../.."
if [ "${1:-}" = --install ]; then
  folder=${2:?"--install needs a folder for the virtual environment"}
  python3 -m venv "$folder"
  "$folder/bin/pip" install --quiet torch numpy
  export SLT_PEER_PYTHON="$folder/bin/python"
fi
bash .ci/install-missing
swift build -c release --product Benchmarks >&2
exec "$(swift build -c release --show-bin-path)/Benchmarks" "training against torch"

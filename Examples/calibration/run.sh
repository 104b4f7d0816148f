#!/usr/bin/env bash
# Installs what is missing, builds slt, and measures every model whose coefficient is known by one protocol; about
# three minutes after the build. Arguments go to `slt calibrate`, such as --only "modular addition", --seeds 100 or
# --random-linear 200.
set -euo pipefail
cd "$(dirname "$0")/../.."
bash .ci/install-missing
swift build -c release --product slt >&2
exec "$(swift build -c release --show-bin-path)/slt" calibrate "$@"

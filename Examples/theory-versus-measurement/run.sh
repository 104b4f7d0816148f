#!/usr/bin/env bash
# Installs what is missing, builds slt, and prints theory beside measurement; about two minutes,
# most of it the first build. Arguments go to `slt compare`, such as --format markdown.
set -euo pipefail
cd "$(dirname "$0")/../.."
bash .ci/install-missing
swift build -c release --product slt >&2
exec "$(swift build -c release --show-bin-path)/slt" compare Examples/theory-versus-measurement/spec.yaml "$@"

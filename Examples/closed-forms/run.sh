#!/usr/bin/env bash
# Installs what is missing, builds slt, and measures polynomials of `Proofs/ClosedForms.md`; half a minute after the
# build. The closed forms are stated in the spec and the sampler does not see them.
set -euo pipefail
cd "$(dirname "$0")/../.."
bash .ci/install-missing
swift build -c release --product slt >&2
exec "$(swift build -c release --show-bin-path)/slt" compare Examples/closed-forms/spec.yaml "$@"

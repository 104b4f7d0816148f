#!/usr/bin/env bash
# Installs what is missing, builds slt, and proves the rank of the Jacobian at random integer weights
# of the network for addition modulo 97 with 1024 units at level coordinates: 1,834,755 x 297,984,
# 2.2 TB if it were written down. 209,920 products with a Gram matrix, about an hour on two cores;
# the state is kept, and the same command goes on after an interruption. Fails unless the certificate
# is then accepted. Arguments: [FILE], where to write the certificate.
set -euo pipefail
cd "$(dirname "$0")/../.."
certificate=${1:-Examples/large-rank/certificate.json}
bash .ci/install-missing
swift build -c release --product slt >&2
slt=$(swift build -c release --show-bin-path)/slt
"$slt" rank quadratic --task modular-addition --modulus 97 --width 1024 --level coordinates \
  --at random --seed 1 --certificate "$certificate" --force
"$slt" rank --verify "$certificate"
python3 Tests/Certificates/check_certificate.py "$certificate"

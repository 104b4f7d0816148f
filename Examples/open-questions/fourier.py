"""The solution of width 2p - 1 of modular addition: ranks, lambda and an independent look at the family of solutions.

    python3 fourier.py SLT > fourier.csv

Asks `slt rank quadratic --task modular-addition --at fourier-minimal` for every odd p up to 31 and for some larger ones, at the
levels data and centred, checks the ranks (by a table that is proved, and modulo a prime at the roots of unity) against
6p^2 - 10p + 5 - e and 6p^2 - 11p + 5 - e, e = 2 where 3 divides p, found here by interpolation, and moves along the
family of Proofs/FourierRanks.md, section 5, by a finite distance for p = 5, 7, 11: the outputs must not change, and the
family must have 7p - 5 dimensions. Needs numpy. Ends with status 1 if anything differs.
"""
import json
import subprocess
import sys
from fractions import Fraction

import numpy as np


def interpolated(points):
    """Coefficients of the quadratic through three points, constant first."""
    (x0, y0), (x1, y1), (x2, y2) = ((Fraction(x), Fraction(y)) for x, y in points)
    c2 = ((y2 - y0) / (x2 - x0) - (y1 - y0) / (x1 - x0)) / (x2 - x1)
    c1 = (y1 - y0) / (x1 - x0) - c2 * (x1 + x0)
    return y0 - c1 * x0 - c2 * x0 * x0, c1, c2


def member(p, parameters):
    """Weights of the family: seven parameters for each of the p - 1 pairs, scale and shift of the constant unit."""
    F = (p - 1) // 2
    n = np.arange(p)
    U, S, squares = [], [], []
    for pair in range(2 * F):
        k, second = pair // 2 + 1, pair % 2
        t, rho, sigma, phi, psi, c1, c2 = parameters[7 * pair : 7 * pair + 7] + np.array([1, 1, 1, 0, 0, 0, 0])
        phi -= second * np.pi / 2
        x = 2 * np.pi * k * n / p
        U += [t * rho * np.cos(x + phi) + c1, rho * np.sin(x + phi) + c2]
        S += [t * sigma * np.cos(x + psi) - c1, -sigma * np.sin(x + psi) - c2]
        squares.append((t, (U[-2][:, None] + S[-2]) ** 2 / t**2 + (U[-1][:, None] + S[-1]) ** 2))
    scale, shift = parameters[-2:] + np.array([1, 0])
    features = np.array([square.ravel() for _, square in squares] + [np.ones(p * p)]).T
    target = np.zeros((p * p, p))
    a, b = np.divmod(np.arange(p * p), p)
    target[np.arange(p * p), (a + b) % p] = 1
    outputs = np.linalg.lstsq(features, target, rcond=None)[0]
    V = [row for (t, _), v in zip(squares, outputs) for row in (v / t**2, v)] + [outputs[-1] / scale**2]
    U, S = np.array(U + [np.full(p, scale / 2 + shift)]), np.array(S + [np.full(p, scale / 2 - shift)])
    V = np.array(V)
    error = np.abs(((U[:, :, None] + S[:, None, :]) ** 2).reshape(len(U), -1).T @ V - target).max()
    return np.concatenate([U.ravel(), S.ravel(), V.ravel()]), error


def family(p):
    count, rng = 7 * (p - 1) + 2, np.random.default_rng(p)
    error = max(member(p, rng.normal(size=count) * 0.2)[1] for _ in range(10))
    step = 1e-5
    tangent = [(member(p, step * e)[0] - member(p, -step * e)[0]) / (2 * step) for e in np.eye(count)]
    values = np.linalg.svd(np.array(tangent), compute_uv=False)
    return int((values > 1e-4 * values[0]).sum()), error


def main():
    slt, good, known = sys.argv[1], True, {}
    primes = list(range(3, 32, 2)) + [41, 53, 97]
    print("modulus,level,weights,rank,rank_modulo_a_prime,lambda,mult,certified_by,family_dimension,outputs_move_by")
    for p in primes:
        for level in ("data", "centred"):
            run = subprocess.run([slt, "rank", "quadratic", "--task", "modular-addition", "--modulus", str(p), "--at",
                                  "fourier-minimal", "--level", level, "--format", "json"], capture_output=True, text=True)
            if run.returncode:
                sys.exit(run.stderr)
            row = json.loads(run.stdout)["levels"][0]
            known[p, level] = row["rank"]
            dimension, error = ("", "")
            if p in (5, 7, 11) and level == "data":
                dimension, error = family(p)
                good &= dimension == row["columns"] - row["rank"] == 7 * p - 5 and error < 1e-9
                error = f"{error:.0e}"
            good &= row["computedRank"] == row["rank"] and row["exact"]
            print(p, level, row["columns"], row["rank"], row["computedRank"], row["lower"], row["multiplicity"],
                  row["because"].split(" of dimension")[0].replace(",", ";"), dimension, error, sep=",", flush=True)
    for level in ("data", "centred"):
        c = interpolated([(p, known[p, level]) for p in (5, 7, 11)])
        print(f"{level}: rank {c[2]} p^2 + {c[1]} p + {c[0]} from p = 5, 7, 11", file=sys.stderr)
        good &= all(known[p, level] == c[0] + c[1] * p + c[2] * p * p - (2 if p % 3 == 0 else 0) for p in primes)
    sys.exit(not good)


main()

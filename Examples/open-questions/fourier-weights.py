"""The Fourier solution of width 2p - 1 as a file of weights, in doubles, with dead units if asked.

    python3 fourier-weights.py P DEAD > weights.json
"""
import json
import sys
from math import cos, pi, sin

p, dead = map(int, sys.argv[1:])
W, V = [[0.5] * (2 * p)], [[(1 - 2 * sum(cos(2 * pi * k * c / p) + sin(2 * pi * k * c / p) for k in range(1, (p + 1) // 2)))
                            / p for c in range(p)]]
for k in range(1, (p + 1) // 2):
    wave = lambda f, sign=1: [sign * f(2 * pi * k * n / p) for n in range(p)]
    W += [wave(cos) + wave(cos), wave(sin) + wave(sin, -1), wave(sin) + wave(cos), wave(cos) + wave(sin)]
    V += [[x / p for x in wave(f)] for f in (cos, cos, sin, sin)]
W += [[0.0] * (2 * p)] * dead
V += [[0.0] * p] * dead
json.dump({"family": "quadratic", "input": 2 * p, "width": len(W), "output": p, "W": W, "V": [list(c) for c in zip(*V)]},
          sys.stdout)

"""Trains the quadratic network of width 64 on addition mod 7 with AdamW and prints its weights.

    python3 Examples/gamma-scan/train.py > Examples/gamma-scan/weights.json

All 49 pairs, centred squared loss, 20,000 full-batch steps: weight decay 0.3 for the first 14,000, then none, so
that the loss ends at zero. Decay is what spreads the spectrum of the Hessian over four decades: without it, it
spans two. Needs NumPy. run.sh does not call this: the weights are in the folder.
"""

import json

import numpy as np

P, WIDTH, STEPS, DECAY_STEPS, DECAY, RATE, SCALE = 7, 64, 20_000, 14_000, 0.3, 3e-3, 0.5
BETA1, BETA2 = 0.9, 0.999


def main():
    rng = np.random.default_rng(1)
    a, b = np.repeat(np.arange(P), P), np.tile(np.arange(P), P)
    n = P * P
    inputs, targets = np.zeros((n, 2 * P)), np.zeros((n, P))
    inputs[np.arange(n), a] = inputs[np.arange(n), P + b] = 1
    targets[np.arange(n), (a + b) % P] = 1
    weights = [rng.normal(size=(WIDTH, 2 * P)) * SCALE, rng.normal(size=(P, WIDTH)) * SCALE]
    first, second = [0, 0], [0, 0]
    for step in range(1, STEPS + 1):
        hidden = inputs @ weights[0].T
        residual = (hidden**2) @ weights[1].T - targets
        residual -= residual.mean(0)
        upstream = residual / n
        gradients = [(2 * hidden * (upstream @ weights[1])).T @ inputs, upstream.T @ hidden**2]
        rate = RATE * min(1, 3 * (1 - step / STEPS))
        decay = DECAY if step < DECAY_STEPS else 0
        for i, gradient in enumerate(gradients):
            first[i] = BETA1 * first[i] + (1 - BETA1) * gradient
            second[i] = BETA2 * second[i] + (1 - BETA2) * gradient**2
            scaled = np.sqrt(second[i] / (1 - BETA2**step)) + 1e-8
            update = first[i] / (1 - BETA1**step) / scaled + decay * weights[i]
            weights[i] = weights[i] - rate * update
    rows = [[[round(float(x), 6) for x in row] for row in matrix] for matrix in weights]
    head = f'"family": "quadratic", "input": {2 * P}, "width": {WIDTH}, "output": {P}'
    blocks = ",\n".join(
        f'"{name}": [\n' + ",\n".join(json.dumps(row) for row in matrix) + "\n]"
        for name, matrix in zip("WV", rows)
    )
    print("{" + head + ",\n" + blocks + "}")


main()

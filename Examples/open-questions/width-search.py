"""Looks for exact solutions of addition modulo p of a given width from random starts, by Levenberg and Marquardt's method.

    python3 width-search.py STARTS SECONDS > width-search.csv

STARTS and SECONDS limit each case. Needs numpy. A residual that goes to zero only with growing weights would be a
limit of solutions and none itself: the norm of the weights, balanced by the scaling and the translation of each unit,
is printed beside the residual. Evidence, not proof: see README.md.
"""
import sys
import time

import numpy as np

STEPS = 600


def task(p, centred):
    a, b = np.divmod(np.arange(p * p), p)
    Y = np.zeros((p * p, p))
    Y[np.arange(p * p), (a + b) % p] = 1
    return np.eye(p)[a], np.eye(p)[b], Y - Y.mean(0) if centred else Y


def parts(x, p, m):
    return x[: m * p].reshape(m, p), x[m * p : 2 * m * p].reshape(m, p), x[2 * m * p :].reshape(m, p)


def residual(x, p, m, data, centred):
    A, B, Y = data
    U, S, V = parts(x, p, m)
    H = A @ U.T + B @ S.T
    middle = (lambda z: z - z.mean(0)) if centred else (lambda z: z)
    F = middle(H**2)
    J = np.zeros((p * p, p, 3 * m * p))
    for j in range(m):
        slope = 2 * H[:, j : j + 1]
        J[:, :, j * p : (j + 1) * p] = V[j][None, :, None] * middle(slope * A)[:, None, :]
        J[:, :, (m + j) * p : (m + j + 1) * p] = V[j][None, :, None] * middle(slope * B)[:, None, :]
        for c in range(p):
            J[:, c, (2 * m + j) * p + c] = F[:, j]
    return (F @ V - Y).ravel(), J.reshape(p**3, -1)


def balanced(x, p, m):
    U, S, V = (part.copy() for part in parts(x, p, m))
    shift = (U.mean(1) - S.mean(1))[:, None] / 2
    U, S = U - shift, S + shift
    w, v = np.sqrt((U**2 + S**2).sum(1)), np.sqrt((V**2).sum(1))
    t = np.where((w > 0) & (v > 0), np.cbrt(v / np.maximum(w, 1e-300)), 1)[:, None]
    return np.concatenate([(U * t).ravel(), (S * t).ravel(), (V / t**2).ravel()])


def descend(p, m, centred, x):
    data, damping, history = task(p, centred), 1.0, []
    r, J = residual(x, p, m, data, centred)
    for step in range(STEPS):
        if J.shape[0] < J.shape[1]:
            move = -J.T @ np.linalg.solve(J @ J.T + damping * np.eye(J.shape[0]), r)
        else:
            move = -np.linalg.solve(J.T @ J + damping * np.eye(J.shape[1]), J.T @ r)
        new, J_new = residual(x + move, p, m, data, centred)
        if new @ new < r @ r:
            x, r, J, damping = x + move, new, J_new, max(damping / 3, 1e-14)
            if step % 10 == 0:
                x = balanced(x, p, m)
                r, J = residual(x, p, m, data, centred)
        else:
            damping *= 2.5
        history.append(r @ r)
        stalled = step > 250 and 1e-6 < r @ r and r @ r > 0.2 * history[step - 200]
        if r @ r < 1e-28 or damping > 1e8 or stalled:
            break
    return r @ r, np.linalg.norm(balanced(x, p, m))


def main():
    starts, seconds = int(sys.argv[1]), float(sys.argv[2])
    print("modulus,loss,width,starts,solved,least_squared_residual,norm_there,proved")
    for p, centred, m, proved in ((3, True, 3, "solvable"), (3, False, 3, "impossible"), (3, False, 4, "solvable"),
                                  (5, True, 6, "impossible"), (5, True, 7, "solvable"), (5, False, 7, "impossible"),
                                  (5, False, 8, "solvable")):
        rng, begin, found = np.random.default_rng([p, m, centred]), time.monotonic(), []
        while len(found) < starts and time.monotonic() < begin + seconds:
            found.append(descend(p, m, centred, rng.normal(size=3 * m * p) * 0.7))
        best = min(found)
        print(p, "centred" if centred else "plain", m, len(found), sum(f < 1e-25 for f, _ in found), f"{best[0]:.1e}",
              f"{best[1]:.1f}", proved, sep=",", flush=True)


main()

"""The price of a dead unit (both its weights zero) beside an active part: a lower bound from initial monomials, in exact
arithmetic. See Proofs/DeadUnit.md.

    python3 dead-unit.py > dead-unit.csv

The leading part of what the dead unit adds is P(v (x) w^2), P the projection along the tangent space of the active part.
Half the log canonical threshold of that ideal bounds the price from below; it is at least half that of the ideal of the
leading monomials, which is the value of a linear programme. Orders are drawn at random, the programme's solution is
rounded to fractions and verified: the sum of weights y on the monomials, no variable with a load above one. Needs scipy
for the search alone.
"""
import json
import os
import random
import sys
from fractions import Fraction
from itertools import combinations_with_replacement, product

from scipy.optimize import linprog


class Gauss:
    """A rational complex number."""

    __slots__ = ("x", "y")

    def __init__(self, x=0, y=0):
        self.x, self.y = Fraction(x), Fraction(y)

    def __add__(self, o):
        return Gauss(self.x + o.x, self.y + o.y)

    def __sub__(self, o):
        return Gauss(self.x - o.x, self.y - o.y)

    def __mul__(self, o):
        return Gauss(self.x * o.x - self.y * o.y, self.x * o.y + self.y * o.x)

    def __truediv__(self, o):
        n = o.x * o.x + o.y * o.y
        return Gauss((self.x * o.x + self.y * o.y) / n, (self.y * o.x - self.x * o.y) / n)

    def __bool__(self):
        return bool(self.x or self.y)


ONE, I = Gauss(1), Gauss(0, 1)


def reduced(rows):
    """Reduced echelon form of rows, {column: number}; columns in their natural order: [(pivot, row)]."""
    basis = []
    for row in rows:
        row = dict(row)
        for pivot, other in basis:
            if row.get(pivot):
                axpy(row, row[pivot], other)
        if row:
            pivot = min(row)
            scale = row[pivot]
            row = {c: x / scale for c, x in row.items()}
            for _, other in basis:
                if other.get(pivot):
                    axpy(other, other[pivot], row)
            basis.append((pivot, row))
    return basis


def axpy(row, factor, other):
    factor = factor * ONE
    for c, x in other.items():
        value = row.get(c, Gauss()) - factor * x
        if value:
            row[c] = value
        else:
            row.pop(c, None)


def forms(tangent, columns, square):
    """The functionals that vanish on tangent, applied to a square {monomial: {column: number}}: one form each."""
    basis = dict(reduced(tangent))
    found = []
    for free in columns:
        if free in basis:
            continue
        functional = {free: ONE}
        for pivot, row in basis.items():
            if row.get(free):
                functional[pivot] = Gauss() - row[free]
        form = {}
        for monomial, function in square.items():
            value = Gauss()
            for c, x in function.items():
                if c in functional:
                    value = value + functional[c] * x
            if value:
                form[monomial] = value
        found.append(form)
    return found


def leading(space, order):
    """Leading monomials of a space of forms for an order, {monomial: rank}."""
    names = sorted(order, key=order.get)
    rows = [{order[m]: x for m, x in form.items()} for form in space if form]
    return [names[pivot] for pivot, _ in reduced(rows)]


def substituted(spaces, substitution):
    """The forms in other linear coordinates of w: each variable named becomes a combination of variables."""
    changed = []
    for space in spaces:
        changed.append([])
        for form in space:
            new = {}
            for (v, s, t), x in form.items():
                for s2, y in substitution.get(s, {s: ONE}).items():
                    for t2, z in substitution.get(t, {t: ONE}).items():
                        m = (v, *sorted((s2, t2)))
                        new[m] = new.get(m, Gauss()) + x * y * z
            changed[-1].append({m: x for m, x in new.items() if x})
    return changed


def bound(spaces, target, tries, seed, given=None):
    """Largest certified sum of weights on leading monomials, monomials being tuples of variables with repetition."""
    rng = random.Random(seed)
    monomials = sorted({m for space in spaces for form in space for m in form})
    variables = sorted({x for m in monomials for x in m}, key=str)
    best = Fraction(0)
    for _ in range(tries):
        weight = given or {x: rng.randrange(1, 10**6) for x in variables}
        ordered = sorted(monomials, key=lambda m: (sum(weight[x] for x in m), m))
        if len({sum(weight[x] for x in m) for m in monomials}) < len(monomials):
            continue
        order = {m: n for n, m in enumerate(ordered)}
        initial = sorted({m for space in spaces for m in leading(space, order)})
        loads = [[m.count(x) for m in initial] for x in variables]
        result = linprog([-1] * len(initial), A_ub=loads, b_ub=[1] * len(variables))
        y = [max(Fraction(0), Fraction(float(value)).limit_denominator(60)) for value in result.x]
        if all(sum(a * b for a, b in zip(row, y)) <= 1 for row in loads) and sum(y) > best:
            best = sum(y)
        if best >= target:
            break
    return min(best, target)


def fourier(p):
    """The minimal Fourier solution: for each output direction i the tangent space T_i; forms are v_i q, q on T_i's
    annihilator. Functions on pairs in the basis of monomials (n, m) = exp(2 pi i (n a + m b) / p)."""
    F = (p - 1) // 2
    add = lambda *terms: combine(p, terms)
    N = [add((ONE, 0, 0))]
    for k in range(1, F + 1):
        half = Gauss(Fraction(1, 2))
        twice = [(half, 2 * k, 0), (half, -2 * k, 0)], [(half, 0, 2 * k), (half, 0, -2 * k)]
        N += [add((ONE, k, k)), add((ONE, -k, -k)),
              add(*twice[0], *twice[1], (ONE, k, -k), (ONE, -k, k)),
              add(*[(Gauss() - x, n, m) for x, n, m in twice[0]], *twice[1], (Gauss() - I, k, -k), (I, -k, k))]
    linear = [(n, 0) for n in range(p)] + [(0, m) for m in range(1, p)]
    square = {}
    for s, t in combinations_with_replacement(linear, 2):
        square[("w", s), ("w", t)] = {((s[0] + t[0]) % p, (s[1] + t[1]) % p): ONE if s == t else Gauss(2)}
    columns = list(product(range(p), repeat=2))
    spaces, codimension = [], 0
    tangents = [("v0", N + [add((ONE, *s)) for s in linear])]
    for k in range(1, F + 1):
        for name, pair in (("c", [((ONE, k, 0), (ONE, 0, -k)), ((ONE, -k, 0), (ONE, 0, k))]),
                           ("s", [((ONE, k, 0), (I, 0, -k)), ((ONE, -k, 0), (Gauss() - I, 0, k))])):
            tangents.append((f"v{name}{k}", N + [add(*[(x, n + s[0], m + s[1]) for x, n, m in d])
                                                 for d in pair for s in linear]))
    for name, tangent in tangents:
        found = forms(tangent, columns, square)
        codimension += len(found)
        spaces.append([{(("v", name), *m): x for m, x in form.items()} for form in found])
    rank = 6 * p * p - 10 * p + 5 - (2 if p % 3 == 0 else 0)
    assert codimension == p**3 - rank, (codimension, p**3 - rank)
    return rank, p**3, spaces


def combine(p, terms):
    row = {}
    for x, n, m in terms:
        key = n % p, m % p
        value = row.get(key, Gauss()) + x
        if value:
            row[key] = value
        else:
            row.pop(key, None)
    return row


def integers(p, width, seed, centred):
    """Random integer weights. One space of forms in all v_c w_s w_t, s, t one-hot coordinates with w(b = 0) = 0."""
    rng = random.Random(seed)
    U = [[rng.randrange(-3, 4) for _ in range(p)] for _ in range(width)]
    S = [[0] + [rng.randrange(-3, 4) for _ in range(p - 1)] for _ in range(width)]
    V = [[rng.randrange(-3, 4) for _ in range(p)] for _ in range(width)]
    pairs = list(product(range(p), repeat=2))
    linear = [("a", a) for a in range(p)] + [("b", b) for b in range(1, p)]
    value = lambda s, pair: int(pair[0 if s[0] == "a" else 1] == s[1])
    rows = [{(c, pair): ONE for pair in pairs} for c in range(p)] if centred else []
    for u, s, v in zip(U, S, V):
        h = {pair: u[pair[0]] + s[pair[1]] for pair in pairs}
        for c in range(p):
            rows.append({(c, pair): Gauss(h[pair] ** 2) for pair in pairs if h[pair]})
        for t in linear:
            rows.append({(c, pair): Gauss(v[c] * h[pair]) for c in range(p) for pair in pairs
                         if v[c] * h[pair] * value(t, pair)})
    rank = len(reduced(rows))
    square = {}
    for c in range(p):
        for s, t in combinations_with_replacement(linear, 2):
            both = {(c, pair): ONE if s == t else Gauss(2) for pair in pairs if value(s, pair) * value(t, pair)}
            if both:
                square[("v", c), ("w", s), ("w", t)] = both
    columns = [(c, pair) for c in range(p) for pair in pairs]
    return rank - (p if centred else 0), p**3 - (p if centred else 0), [forms(rows, columns, square)]


def found_by_search(spaces):
    """At p = 5: linear coordinates and an order that a search has found, from dead-unit-5.json."""
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "dead-unit-5.json")) as file:
        data = json.load(file)
    variable = lambda name: ("w", (0, 0) if name == "1" else (int(name[1:]), 0) if name[0] == "x" else (0, int(name[1:])))
    substitution = {variable(s): {variable(t): Gauss(*x) for t, x in row.items()}
                    for s, row in data["substitution"].items()}
    weights = {(("v", name) if name[0] == "v" else variable(name)): x for name, x in data["weights"].items()}
    return substituted(spaces, substitution), weights


def line(name, p, level, rank, coordinates, spaces, tries):
    target = min(Fraction(p), Fraction(2 * p - 1, 2))
    if rank == coordinates:
        low = high = Fraction(0)
    else:
        low, high = bound(spaces, target, tries, 1) / 2, target / 2
        if name == "Fourier minimal" and p == 5:
            spaces, weights = found_by_search(spaces)
            low = max(low, bound(spaces, target, 1, 1, weights) / 2)
    print(name, p, level, rank, coordinates, low, high, "exact" if low == high else "bounds", sep=",", flush=True)


PRIMES = (3, 5, 7, 11)


def main():
    tries = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    print("active_part,modulus,level,rank,coordinates,price_at_least,price_at_most,verdict")
    for p in PRIMES:
        rank, coordinates, spaces = fourier(p)
        line("Fourier minimal", p, "data", rank, coordinates, spaces, tries)
        line("Fourier minimal", p, "centred", rank - p, coordinates - p, spaces, tries)
    for p, widths in ((3, (1, 2, 3, 4)), (5, (1, 2, 4))):
        for width in widths:
            for level in ("data", "centred"):
                rank, coordinates, spaces = integers(p, width, width, level == "centred")
                note = "" if rank == min(width * (3 * p - 2), coordinates) else " (not generic)"
                line(f"{width} random units{note}", p, level, rank, coordinates, spaces, tries if p == 3 else 6)


if __name__ == "__main__":
    main()

"""Exact solutions of addition modulo 3 and 5 of the least width, for the plain loss; without the last unit, which is
constant, they solve the centred loss. Arithmetic is exact, in the field of the 40th roots of unity.

    python3 widths.py write FOLDER     width-modulo-3.json and width-modulo-5.json (for slt), and the exact numbers of
                                       the second, width-modulo-5-exact.json
    python3 widths.py check FOLDER     reads them back and checks every output for every pair

width-modulo-5.json holds the nearest doubles. Needs nothing but Python. Ends with status 1 if a check fails.
"""
import json
import math
import sys
from fractions import Fraction
from itertools import product

DEGREE = 16  # of the 40th cyclotomic polynomial, x^16 - x^12 + x^8 - x^4 + 1


class Number:
    """A rational combination of 1, zeta, ..., zeta^15, zeta = exp(2 pi i / 40)."""

    def __init__(self, coefficients):
        c = [Fraction(x) for x in coefficients] + [Fraction(0)] * (DEGREE - len(coefficients))
        for n in range(len(c) - 1, DEGREE - 1, -1):
            x, c[n] = c[n], Fraction(0)
            for shift, sign in ((4, 1), (8, -1), (12, 1), (16, -1)):
                c[n - shift] += sign * x
        self.c = tuple(c[:DEGREE])

    def __add__(self, other):
        other = of(other)
        return Number([x + y for x, y in zip(self.c, other.c)])

    def __mul__(self, other):
        other = of(other)
        c = [Fraction(0)] * (2 * DEGREE - 1)
        for i, x in enumerate(self.c):
            if x:
                for j, y in enumerate(other.c):
                    c[i + j] += x * y
        return Number(c)

    __radd__, __rmul__ = __add__, __mul__

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + -of(other)

    def __rsub__(self, other):
        return of(other) - self

    def __eq__(self, other):
        return self.c == of(other).c

    def value(self):
        z = sum(float(x) * complex(math.cos(math.pi * n / 20), math.sin(math.pi * n / 20)) for n, x in enumerate(self.c))
        return z

    def is_real(self):
        conjugate = sum((x * root(-n) for n, x in enumerate(self.c)), Number([]))
        return conjugate == self


def of(x):
    return x if isinstance(x, Number) else Number([x])


def root(n):
    return Number([0] * (n % 40) + [1])


def cos(n):
    """cos(2 pi n / 40)."""
    return Fraction(1, 2) * (root(n) + root(-n))


def sin(n):
    return cos(n - 10)


def modulo_3():
    """Unit j < 3: w = 6 [a = j] + 6 [b = j] - 5, v(c) = cos(2 pi (c + j) / 3) / 36; the last: w = 1, v = 1/3."""
    W = [[Fraction(6 * (a == j)) - Fraction(5, 2) for a in range(3)] * 2 for j in range(3)]
    V = [[Fraction(1, 36) if (c + j) % 3 == 0 else Fraction(-1, 72) for c in range(3)] for j in range(3)]
    return W + [[Fraction(1, 2)] * 6], V + [[Fraction(1, 3)] * 3]


def modulo_5():
    """See README.md. Angles are multiples of 2 pi / 40: x = 8 k a for the frequency k, a right angle is 10."""
    p, half = 5, Fraction(1, 2)

    def unit(u, s):
        return [u(a) for a in range(p)] + [s(b) for b in range(p)]

    def out(v):
        return [Fraction(2, p) * v(c) for c in range(p)]

    W = [unit(lambda a: cos(8 * a), lambda b: cos(8 * b)), unit(lambda a: sin(8 * a), lambda b: -sin(8 * b)),
         unit(lambda a: sin(16 * a), lambda b: sin(16 * b)), unit(lambda a: cos(16 * a), lambda b: -cos(16 * b))]
    V = [out(lambda c: half * (cos(8 * c) - sin(8 * c))), out(lambda c: half * (cos(8 * c) + sin(8 * c))),
         out(lambda c: half * (sin(16 * c) - cos(16 * c))), out(lambda c: -half * (cos(16 * c) + sin(16 * c)))]
    # Three units for sin z_1 (P_1^2 - h P_2) - sin z_2 (P_2^2 - h P_1), P_1 = cos(x_1 - pi/4) + cos(y_1 - pi/4), P_2 =
    # cos(x_2 - 3 pi/4) + cos(y_2 - 3 pi/4), h = 1 / sqrt 2, up to constants: the roots t of det(M_1 + t M_2), with M_i the
    # matrix of P_1^2 - h P_2 + c_1 and P_2^2 - h P_1 + c_2, give three vectors that diagonalise both.
    h, roots = cos(5), [Fraction(2), Fraction(-1, 2), Fraction(1)]
    c1 = -sum(roots[i] * roots[j] for i, j in ((0, 1), (0, 2), (1, 2))) / 8
    c2 = sum(roots) / 8
    for j, t in enumerate(roots):
        # the linear form that is 1 at the j-th of the points (t, 1/t) and 0 at the two others, in P h^-1 2
        (x1, y1), (x2, y2) = [(r, 1 / r) for i, r in enumerate(roots) if i != j]
        A, B, C = y1 - y2, x2 - x1, x1 * y2 - x2 * y1
        scale = A * t + B / t + C
        A, B, C = A / scale, B / scale, C / scale
        # 2 / h = 4 h
        half_w = lambda a: A * 4 * h * cos(8 * a - 5) + B * 4 * h * cos(16 * a - 15) + C * half
        W.append(unit(half_w, half_w))
        k1, k2 = t / 2 * h, half / t * h
        d1, d2 = k1 * k1 - h * k2 + c1, k2 * k2 - h * k1 + c2
        V.append(out(lambda c: d1 * sin(8 * c) - d2 * sin(16 * c)))
    # the constant unit takes away what depends on c alone
    rest = [Fraction(int(c == 0)) - outputs(W, V, p, 0, 0)[c] for c in range(p)]
    return W + [unit(lambda a: of(half), lambda b: of(half))], V + [rest]


def outputs(W, V, p, a, b):
    squares = [(w[a] + w[p + b]) * (w[a] + w[p + b]) for w in W]
    return [sum((s * v[c] for s, v in zip(squares, V)), Fraction(0)) for c in range(p)]


def check(W, V, p, name):
    """Plain: the target. Without the last unit: the target up to a constant for each output."""
    plain = all(y == int((a + b) % p == c) for a, b in product(range(p), repeat=2)
                for c, y in enumerate(outputs(W, V, p, a, b)))
    first = outputs(W[:-1], V[:-1], p, 0, 0)
    centred = all(y - int((a + b) % p == c) == first[c] - int(c == 0) for a, b in product(range(p), repeat=2)
                  for c, y in enumerate(outputs(W[:-1], V[:-1], p, a, b)))
    for width, loss, ok in ((len(W), "plain", plain), (len(W) - 1, "centred", centred)):
        print(f"{name}: width {width}, {loss} loss: {'exact at all pairs' if ok else 'FAILS'}")
    return plain and centred


def main():
    command, folder = sys.argv[1:]
    if command == "write":
        for p, (W, V) in ((3, modulo_3()), (5, modulo_5())):
            text = (lambda x: str(x)) if p == 3 else (lambda x: of(x).value().real)
            rows = lambda M: "[\n" + ",\n".join(json.dumps([text(x) for x in row]) for row in M) + "\n]"
            with open(f"{folder}/width-modulo-{p}.json", "w") as file:
                file.write(f'{{"family": "quadratic", "input": {2 * p}, "width": {len(W)}, "output": {p},\n"W": '
                           f'{rows(W)},\n"V": {rows([list(c) for c in zip(*V)])}}}\n')
            if p == 5:
                exact = lambda M: [[[str(q) for q in of(x).c] for x in row] for row in M]
                with open(f"{folder}/width-modulo-5-exact.json", "w") as file:
                    file.write('{"numbers": "coefficients of 1, zeta, ..., zeta^15, zeta = exp(2 pi i / 40)",\n'
                               f'"W": {json.dumps(exact(W))},\n"V by unit": {json.dumps(exact(V))}}}\n')
    good = True
    with open(f"{folder}/width-modulo-3.json") as file:
        data = json.load(file)
        rational = lambda M: [[Fraction(x) for x in row] for row in M]
        W, V = rational(data["W"]), [list(c) for c in zip(*rational(data["V"]))]
        good &= check(W, V, 3, "modulo 3")
    with open(f"{folder}/width-modulo-5-exact.json") as file:
        data = json.load(file)
        W, V = ([[Number(x) for x in row] for row in data[key]] for key in ("W", "V by unit"))
        good &= check(W, V, 5, "modulo 5")
        real = all(x.is_real() for M in (W, V) for row in M for x in row)
        print(f"modulo 5: weights {'real' if real else 'NOT REAL'}, the largest "
              f"{max(abs(x.value()) for M in (W, V) for row in M for x in row):.3f}")
    sys.exit(not (good and real))


main()

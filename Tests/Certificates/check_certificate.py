#!/usr/bin/env python3
"""Checks rank certificates of `slt`, schema 2, with nothing but Python's standard library.

    python3 check_certificate.py FILE...

One line for each file; exit status 0 when every certificate proves its claim, 1 when one does not.
Written from the description of the format (RankCertificateDocument.swift, GramStatement.swift,
Proofs/StructuredRanks.md) and sharing nothing with the program: another language, another
arithmetic, another way to multiply.
"""

import base64
import hashlib
import itertools
import json
import sys
from array import array
from fractions import Fraction


class Refused(Exception):
    """The certificate does not prove its claim."""


def need(condition, reason):
    if not condition:
        raise Refused(reason)


def is_count(value, low, high):
    return type(value) is int and low <= value <= high


def is_prime(n):
    """Miller-Rabin with the first twelve primes, a proof below 3.3e24 (Sorenson and Webster)."""
    bases = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37)
    if n < 2:
        return False
    for base in bases:
        if n % base == 0:
            return n == base
    twos = ((n - 1) & (1 - n)).bit_length() - 1
    for base in bases:
        x = pow(base, (n - 1) >> twos, n)
        if x in (1, n - 1):
            continue
        for _ in range(twos - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


def fractions(texts, name):
    need(type(texts) is list, f"{name} is no list")
    values = []
    for text in texts:
        need(type(text) is str and len(text) < 4096, f"{name} holds something other than a number")
        try:
            values.append(Fraction(text))
        except (ValueError, ZeroDivisionError):
            raise Refused(f"{name} holds {text[:40]!r}") from None
    return values


def residue(value, q):
    need(value.denominator % q != 0, f"the prime {q} divides a denominator")
    if value.denominator == 1:
        return value.numerator % q
    return value.numerator * pow(value.denominator, -1, q) % q


def rank_modulo(rows, q):
    """The rank of a list of rows modulo a prime."""
    rows, rank = [list(row) for row in rows], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((i for i in range(rank, len(rows)) if rows[i][column] % q), None)
        if pivot is None:
            continue
        rows[rank], rows[pivot] = rows[pivot], rows[rank]
        inverse = pow(rows[rank][column], -1, q)
        lead = [x * inverse % q for x in rows[rank]]
        for i in range(rank + 1, len(rows)):
            factor = rows[i][column]
            if factor:
                rows[i] = [(x - factor * y) % q for x, y in zip(rows[i], lead)]
        rank += 1
    return rank


class Instance:
    """The map that a certificate is about, at its weights."""

    def __init__(self, text):
        need(type(text) is dict, "not an object")
        need(text.get("kind") == "slt-rank-certificate", "kind is not slt-rank-certificate")
        need(text.get("schema") == 2, f"schema is {text.get('schema')}; this checks 2")
        self.family, self.level = text.get("family"), text.get("level")
        need(self.family in ("quadratic", "biased-quadratic"), "unknown family")
        need(self.level in ("coordinates", "data", "centred"), "unknown level")
        self.d, self.m, self.outputs = text.get("input"), text.get("width"), text.get("output")
        for name, value in (("input", self.d), ("width", self.m), ("output", self.outputs)):
            need(is_count(value, 1, 10**7), f"{name} is {value!r}")
        biased = self.family == "biased-quadratic"
        need(not biased or self.outputs == 1, "a biased network has one output")
        self.columns = self.m * (self.d + 2) + 1 if biased else self.m * (self.d + self.outputs)
        need(type(text.get("weights")) is list and len(text["weights"]) == self.columns,
             f"{self.columns} weights are needed")
        self.weights = fractions(text["weights"], "weights")
        self.inputs = None if self.level == "coordinates" else self.read_inputs(text)
        if self.inputs is None:
            self.features = (self.d + 1) * (self.d + 2) // 2 if biased else self.d * (self.d + 1) // 2
        else:
            self.features = len(self.inputs) - (self.level == "centred")
        self.rows = self.features * self.outputs

    def read_inputs(self, text):
        """Inputs as lists of (place, value), non-zero entries only."""
        self.pairs = text.get("modulus")
        if self.pairs is not None:
            p = self.pairs
            need(is_count(p, 2, self.d) and 2 * p == self.d, "input is not twice the modulus")
            one = Fraction(1)
            return [[(a, one), (p + b, one)] for a in range(p) for b in range(p)]
        need(type(text.get("inputs")) is list and text["inputs"], "the level needs inputs")
        vectors = [fractions(x, "inputs") for x in text["inputs"]]
        need(all(len(x) == self.d for x in vectors), f"inputs are not of length {self.d}")
        return [[(a, value) for a, value in enumerate(x) if value] for x in vectors]

    def blocks(self, vector):
        """W by rows, then V by rows, or biases, output weights and the constant."""
        w = [vector[j * self.d : (j + 1) * self.d] for j in range(self.m)]
        rest = vector[self.m * self.d :]
        return w, [rest[i : i + self.m] for i in range(0, len(rest), self.m)]

    def derivative(self, direction, reduce, weights, inputs):
        """J n in the order of the coordinates, over any ring that `reduce` stays in."""
        (w, outer), (x, outer_change) = self.blocks(weights), self.blocks(direction)
        biased = self.family == "biased-quadratic"
        if biased:
            b, v, change = outer[0], [outer[1]], [outer_change[1]]
            db, constant = outer_change[0], outer_change[2][0]
        else:
            b = db = [0] * self.m
            v, change, constant = outer, outer_change, 0
        moved = [j for j in range(self.m)
                 if any(x[j]) or db[j] or any(row[j] for row in change)]
        values = []
        if inputs is not None:
            for entries in inputs:
                inner = [sum(w[j][a] * value for a, value in entries) + b[j] for j in moved]
                step = [sum(x[j][a] * value for a, value in entries) + db[j] for j in moved]
                for k in range(self.outputs):
                    values.append(reduce(constant + sum(
                        (change[k][j] * h + 2 * v[k][j] * g) * h
                        for j, h, g in zip(moved, inner, step))))
            if self.level == "centred":
                first = values[: self.outputs]
                values = [reduce(value - first[i % self.outputs])
                          for i, value in enumerate(values)][self.outputs :]
            return values
        for k in range(self.outputs):
            for i in range(self.d):
                for l in range(i, self.d):
                    values.append(reduce(sum(
                        change[k][j] * w[j][i] * w[j][l]
                        + v[k][j] * (w[j][i] * x[j][l] + x[j][i] * w[j][l]) for j in moved)))
        if biased:
            a, da = v[0], change[0]
            for i in range(self.d):
                values.append(reduce(sum(
                    2 * (da[j] * b[j] * w[j][i] + a[j] * (db[j] * w[j][i] + b[j] * x[j][i]))
                    for j in moved)))
            values.append(reduce(constant + sum(
                da[j] * b[j] ** 2 + 2 * a[j] * b[j] * db[j] for j in moved)))
        return values

    def exact_derivative(self, direction):
        return self.derivative(direction, lambda value: value, self.weights, self.inputs)

    def translations(self):
        """The dimension of the space that every input is orthogonal to."""
        if self.inputs is None:
            return 0
        if self.pairs is not None:
            return 1
        rows = []
        for entries in self.inputs:
            row = [Fraction(0)] * self.d
            for a, value in entries:
                row[a] = value
            rows.append(row)
        rank = 0
        for column in range(self.d):
            pivot = next((i for i in range(rank, len(rows)) if rows[i][column]), None)
            if pivot is None:
                continue
            rows[rank], rows[pivot] = rows[pivot], rows[rank]
            for i in range(rank + 1, len(rows)):
                factor = rows[i][column] / rows[rank][column]
                if factor:
                    rows[i] = [x - factor * y for x, y in zip(rows[i], rows[rank])]
            rank += 1
        return self.d - rank


def check(path):
    """The rank that the file proves; raises `Refused`."""
    with open(path, "rb") as file:
        raw = file.read((512 << 20) + 1)
    need(len(raw) <= 512 << 20, "more than 512 MiB")
    try:
        text = json.loads(raw)
    except (ValueError, RecursionError):
        raise Refused("not JSON") from None
    instance = Instance(text)
    need(type(text.get("prime")) is str and len(text["prime"]) < 20
         and text["prime"].isascii() and text["prime"].isdigit(), "prime is no number")
    q = int(text["prime"])
    need(q < 1 << 63 and is_prime(q), f"{q} is not a prime below 2^63")
    rank = text.get("rank")
    need(is_count(rank, 0, min(instance.rows, instance.columns)), f"rank is {rank!r}")
    if text.get("lowerBound") == "minor":
        check_minor(instance, text, q, rank)
    elif text.get("lowerBound") == "gram":
        Gram(instance, text, q).check(rank)
    else:
        raise Refused("lowerBound is neither minor nor gram")
    check_upper_bound(instance, text, rank)
    return rank


def indices(value, bound, name):
    need(type(value) is list and all(is_count(i, 0, bound - 1) for i in value)
         and len(set(value)) == len(value), f"{name} are not distinct numbers below {bound}")
    return value


def check_minor(instance, text, q, rank):
    rows = indices(text.get("pivotRows"), instance.rows, "pivotRows")
    columns = indices(text.get("pivotColumns"), instance.columns, "pivotColumns")
    need(len(rows) == len(columns) == rank, "the rank is not the number of pivots")
    weights = [residue(x, q) for x in instance.weights]
    inputs = instance.inputs and [
        [(a, residue(value, q)) for a, value in entries] for entries in instance.inputs]
    minor = []
    for column in columns:
        direction = [0] * instance.columns
        direction[column] = 1
        image = instance.derivative(direction, lambda value: value % q, weights, inputs)
        minor.append([image[row] for row in rows])
    need(rank_modulo(minor, q) == rank, f"the minor is zero modulo {q}")


def sparse(text, length):
    vectors = text.get("vectors")
    need(type(vectors) is list and len(vectors) <= length, "vectors are not a short list")
    dense = []
    for vector in vectors:
        need(type(vector) is dict, "a vector is no object")
        places, values = vector.get("indices"), vector.get("values")
        indices(places, length, "indices of a vector")
        need(type(values) is list and len(values) == len(places), "a vector lacks values")
        row = [0] * length
        for place, value in zip(places, fractions(values, "values")):
            need(value.denominator == 1, "a vector is not of integers")
            row[place] = value.numerator
        dense.append(row)
    primes = (2305843009213693951, 4611686018427387847)
    need(not dense or any(rank_modulo(dense, p) == len(dense) for p in primes),
         "the vectors were not shown independent")
    return dense


def check_upper_bound(instance, text, rank):
    kind = text.get("upperBound")
    if kind == "rows":
        need(rank == instance.rows, "the rank is not the number of rows")
    elif kind == "columns":
        need(rank == instance.columns, "the rank is not the number of columns")
    elif kind == "kernel":
        kernel = sparse(text, instance.columns)
        need(len(kernel) == instance.columns - rank, "there are not enough kernel vectors")
        for vector in kernel:
            need(not any(instance.exact_derivative(vector)), "a vector is not in the kernel")
    elif kind == "leftKernel":
        kernel = sparse(text, instance.rows)
        need(len(kernel) == instance.rows - rank, "there are not enough left kernel vectors")
        for column in range(instance.columns):
            direction = [0] * instance.columns
            direction[column] = 1
            image = instance.exact_derivative(direction)
            for vector in kernel:
                need(sum(y * x for y, x in zip(vector, image)) == 0,
                     "a vector is not in the left kernel")
    elif kind == "units":
        need(instance.family == "quadratic", "units are those of quadratic networks")
        need(rank == unit_bound(instance, text), "the units give another upper bound")
    else:
        raise Refused("upperBound is unknown")


def unit_bound(instance, text):
    """Proofs/StructuredRanks.md, proposition 1."""
    w, v = instance.blocks(instance.weights)
    if instance.inputs is None:
        seen = [any(row) for row in w]
    else:
        seen = [any(sum(row[a] * value for a, value in entries) for entries in instance.inputs)
                for row in w]
    active = sum(seen[j] and any(row[j] for row in v) for j in range(instance.m))
    relations = sparse(text, instance.m)
    single = Instance.__new__(Instance)
    single.__dict__.update(instance.__dict__, outputs=1)
    for relation in relations:
        need(not any(c and not seen[j] for j, c in enumerate(relation)),
             "a relation names a unit that no input sees")
        direction = [0] * (instance.m * instance.d) + relation
        # v does not matter when the input weights stay.
        weights = instance.weights[: instance.m * instance.d] + [0] * instance.m
        image = single.derivative(direction, lambda value: value, weights, instance.inputs)
        need(not any(image), "a relation among squares does not hold")
    return (instance.outputs * (sum(seen) - len(relations))
            + active * (instance.d - instance.translations() - 1))


class Packed:
    """Rows of residues below 2^24 as one large integer each, 64 bits an entry, so that Python's
    own multiplication adds up whole rows: fewer than 2^16 products of 48 bits fit."""

    def __init__(self, rows, q):
        need(len(rows) < 1 << 16, "too many rows")
        self.q, self.length = q, len(rows[0]) if rows else 0
        self.rows = [int.from_bytes(array("Q", row).tobytes(), sys.byteorder) for row in rows]

    def combine(self, factors):
        total = sum(f * row for f, row in zip(factors, self.rows) if f)
        entries = array("Q")
        entries.frombytes(total.to_bytes(8 * self.length, sys.byteorder))
        if sys.byteorder == "big":
            entries.reverse()
        return [x % self.q for x in entries]


def transpose(rows):
    return [list(column) for column in zip(*rows)]


class Gram:
    """A Gram matrix by products with J and its transpose."""

    def __init__(self, instance, text, q):
        need(instance.family == "quadratic", "Gram certificates are about quadratic networks")
        need(q < 1 << 24 and q % 2 == 1, "the prime is not odd and below 2^24")
        gram = text.get("gram")
        need(type(gram) is dict, "gram is no object")
        self.instance, self.q = instance, q
        d, m = instance.d, instance.m
        self.side = gram.get("side")
        need(self.side in ("weights", "coordinates"), "side is unknown")
        self.count = gram.get("projectedOutputs")
        need(is_count(self.count, 1, instance.outputs), "projectedOutputs is out of range")
        self.units = indices(gram.get("outputUnits"), m, "outputUnits")
        self.dropped = indices(gram.get("droppedInputWeights"), m * d, "droppedInputWeights")
        need(self.units == sorted(self.units) and self.dropped == sorted(self.dropped),
             "the lists do not increase")
        residues = [residue(x, q) for x in instance.weights]
        self.w, self.v = instance.blocks(residues)
        self.inputs = instance.inputs and [
            [(a, residue(value, q)) for a, value in entries] for entries in instance.inputs]
        self.digest = self.hash(residues)
        if self.side == "weights":
            dropped = set(self.dropped)
            self.kept = [k * m + j for k in range(self.count) for j in self.units]
            self.kept += [self.count * m + i for i in range(m * d) if i not in dropped]
            self.n = len(self.kept)
            self.rank = instance.outputs * len(self.units) + m * d - len(self.dropped)
            if self.count < instance.outputs:
                numbers = self.stream(0, self.count * instance.outputs)
                columns = Packed(self.v, q)
                self.v = [columns.combine(numbers[i * instance.outputs : (i + 1) * instance.outputs])
                          for i in range(self.count)]
        else:
            self.n = self.rank = instance.rows
        self.packed_w = Packed(self.w, q)
        self.w_columns = transpose(self.w)
        self.solutions = gram.get("solutions")

    def hash(self, residues):
        instance = self.instance
        numbers = residues + self.units + self.dropped
        if self.inputs is None:
            inputs = "none 0"
        elif instance.pairs is not None:
            inputs = f"pairs {len(self.inputs)}"
            for (a, _), (b, _) in self.inputs:
                numbers += [a, b - instance.pairs]
        else:
            inputs = f"vectors {len(self.inputs)}"
            for entries in self.inputs:
                row = [0] * instance.d
                for a, value in entries:
                    row[a] = value
                numbers += row
        text = "\n".join([
            "slt-rank-certificate 2 gram", f"side {self.side}", f"level {instance.level}",
            f"prime {self.q}", f"input {instance.d}", f"width {instance.m}",
            f"output {instance.outputs}", f"projectedOutputs {self.count}",
            f"outputUnits {len(self.units)}", f"droppedInputWeights {len(self.dropped)}",
            f"inputs {inputs}", ""])
        words = array("I", numbers)
        need(words.itemsize == 4, "this machine's unsigned int has not 32 bits")
        if sys.byteorder == "big":
            words.byteswap()
        return hashlib.sha256(text.encode() + words.tobytes()).digest()

    def stream(self, tag, count):
        numbers = []
        for block in itertools.count():
            if len(numbers) >= count:
                return numbers[:count]
            digest = hashlib.sha256(
                self.digest + bytes([tag]) + block.to_bytes(8, "little")).digest()
            numbers += [int.from_bytes(digest[i : i + 8], "little") % self.q
                        for i in range(0, 32, 8)]

    def check(self, rank):
        need(rank == self.rank, f"the Gram matrix proves {self.rank}, not {rank}")
        bits = self.q.bit_length() - 1
        needed = (60 + bits) // bits
        need(type(self.solutions) is list and len(self.solutions) >= needed,
             f"{needed} solutions are needed")
        for t, text in enumerate(self.solutions):
            need(type(text) is str and len(text) == 4 * self.n, "a solution has the wrong length")
            try:
                raw = base64.b64decode(text, validate=True)
            except ValueError:
                raise Refused("a solution is not base64") from None
            need(len(raw) == 3 * self.n, "a solution has the wrong length")
            x = [a + 256 * b + 65536 * c for a, b, c in zip(raw[::3], raw[1::3], raw[2::3])]
            need(all(value < self.q for value in x), "a solution holds numbers above the prime")
            need(self.multiply(x) == self.stream(1 + t, self.n),
                 f"solution {t} does not solve its challenge")

    def multiply(self, x):
        """A x."""
        if self.side == "weights":
            direction = [0] * ((self.count + self.instance.d) * self.instance.m)
            for place, value in zip(self.kept, x):
                direction[place] = value
            image = self.forward(direction)
            if self.instance.level == "centred":
                image = [self.without_mean(values) for values in image]
            back = self.backward(image)
            return [back[place] for place in self.kept]
        return self.coordinates(self.forward(self.backward(self.functionals(x))))

    def without_mean(self, values):
        mean = sum(values) * pow(len(values), -1, self.q) % self.q
        return [(value - mean) % self.q for value in values]

    def forward(self, direction):
        """For each output a symmetric d x d matrix as rows, or values on the inputs."""
        q, m, d = self.q, self.instance.m, self.instance.d
        start = len(self.v) * m
        x = [direction[start + j * d : start + (j + 1) * d] for j in range(m)]
        forms = []
        if self.inputs is not None:
            h, g = self.inner(self.w), self.inner(x)
            for k, v in enumerate(self.v):
                c = direction[k * m : (k + 1) * m]
                forms.append([sum((c[j] * a + 2 * v[j] * b) % q * a
                                  for j, (a, b) in enumerate(zip(*rows))) % q
                              for rows in zip(h, g)])
            return forms
        half = (q + 1) // 2
        x_columns = transpose(x)
        for k, v in enumerate(self.v):
            c = direction[k * m : (k + 1) * m]
            left = [self.packed_w.combine(
                        [(s * a + 2 * t * b) % q for s, a, t, b in zip(c, wa, v, xa)])
                    for wa, xa in zip(self.w_columns, x_columns)]
            forms.append([[(a + b) * half % q for a, b in zip(row, column)]
                          for row, column in zip(left, transpose(left))])
        return forms

    def inner(self, rows):
        """rows[j] . input, for each input a list over j."""
        return [[sum(row[a] * value for a, value in entries) % self.q for row in rows]
                for entries in self.inputs]

    def backward(self, forms):
        q, m, d = self.q, self.instance.m, self.instance.d
        c, x = [], [[0] * d for _ in range(m)]
        if self.inputs is not None:
            h = self.inner(self.w)
            for values, v in zip(forms, self.v):
                c += [sum(f * row[j] % q * row[j] for f, row in zip(values, h)) % q
                      for j in range(m)]
            for i, entries in enumerate(self.inputs):
                for j in range(m):
                    along = sum(values[i] * v[j] for values, v in zip(forms, self.v)) % q
                    factor = 2 * along * h[i][j] % q
                    for a, value in entries:
                        x[j][a] = (x[j][a] + factor * value) % q
        else:
            for form, v in zip(forms, self.v):
                packed = Packed(form, q)
                for j in range(m):
                    image = packed.combine(self.w[j])
                    c.append(sum(a * b for a, b in zip(image, self.w[j])) % q)
                    factor = 2 * v[j] % q
                    x[j] = [(a + factor * b) % q for a, b in zip(x[j], image)]
        return c + [value for row in x for value in row]

    def functionals(self, y):
        """y as one functional for each output, in the order of the coordinates."""
        q, d, outputs = self.q, self.instance.d, self.instance.outputs
        if self.inputs is not None:
            columns = [y[k::outputs] for k in range(outputs)]
            if self.instance.level == "centred":
                columns = [[-sum(column) % q] + column for column in columns]
            return columns
        half, forms, place = (q + 1) // 2, [], iter(y)
        for _ in range(outputs):
            form = [[0] * d for _ in range(d)]
            for a in range(d):
                for b in range(a, d):
                    value = next(place)
                    form[a][b] = form[b][a] = value if a == b else value * half % q
            forms.append(form)
        return forms

    def coordinates(self, forms):
        q, d = self.q, self.instance.d
        if self.inputs is None:
            return [form[a][b] for form in forms for a in range(d) for b in range(a, d)]
        rows = transpose(forms)
        if self.instance.level == "data":
            return [value for row in rows for value in row]
        return [(value - first) % q for row in rows[1:] for value, first in zip(row, rows[0])]


def main(paths):
    status = 0 if paths else 2
    if not paths:
        print(__doc__.strip(), file=sys.stderr)
    for path in paths:
        try:
            print(f"{path}: valid, rank {check(path)}")
        except (Refused, OSError, OverflowError, TypeError) as reason:
            print(f"{path}: refused: {reason}")
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The language of `slt rank --map`, written again from its description (`slt rank map --help`): an
interpreter that works out entries, their gradients over the parameters, and the monomials that can
occur, all at once. Sharing nothing with the program: another language, and forward instead of
backward derivatives.

An entry is (support, terms). Terms map (monomial, k) to a number: the coefficient of the monomial for
k = -1, its derivative by parameter k otherwise. A monomial is a tuple of exponents. The support holds
the monomials that occur if nothing cancels.
"""

import itertools
import re
from fractions import Fraction

TOKEN = re.compile(
    r"(?P<skip>[ \t\r]+|\#[^\n]*)|(?P<newline>\n)|(?P<name>[A-Za-z_]\w*)"
    r"|(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?P<symbol>\.\*|\.\^|\^\.|[-+*/^()\[\],=':])",
    re.ASCII)
FUNCTIONS = ("transpose", "sum", "rowsums", "columnsums", "trace", "diag", "identity", "ones", "zeros")


class Malformed(Exception):
    """Not a text of the language."""


def need(condition, reason):
    if not condition:
        raise Malformed(reason)


def tokens(text):
    found, place, depth = [], 0, 0
    text = text.removeprefix("\ufeff")
    while place < len(text):
        match = TOKEN.match(text, place)
        need(match, f"character {text[place]!r}")
        kind, word = match.lastgroup, match.group()
        place = match.end()
        if kind == "skip" or (kind == "newline" and depth):
            continue
        if kind == "symbol":
            depth += (word in "([") - (word in ")]" and depth > 0)
            word = ".^" if word == "^." else word
        found.append((kind, word))
    return found + [("newline", "\n"), ("end", "")]


class Matrix:
    def __init__(self, rows, columns, entries):
        self.rows, self.columns, self.entries = rows, columns, entries

    def __getitem__(self, place):
        return self.entries[place[0] * self.columns + place[1]]

    def shape(self):
        return self.rows, self.columns

    def transposed(self):
        return Matrix(self.columns, self.rows,
                      [self[i, j] for j in range(self.columns) for i in range(self.rows)])


def times(m, n):
    """The product of two monomials: exponents without zeros at the end."""
    if not m or not n:
        return m or n
    return tuple(map(sum, itertools.zip_longest(m, n, fillvalue=0)))


def short(value):
    """Integers as integers, which are faster."""
    return value.numerator if value.denominator == 1 else value


class Interpreter:
    """Runs a text at given parameters, exactly."""

    def __init__(self, text, weights):
        self.weights = [short(weight) for weight in weights]
        self.tokens, self.place = tokens(text), 0
        self.names, self.used, self.symbols, self.outputs = {}, 0, 0, []
        while self.kind() != "end":
            if self.kind() == "newline":
                self.place += 1
            else:
                self.statement()
        need(self.used == len(weights), f"{self.used} parameters, {len(weights)} weights")

    # Tokens

    def kind(self):
        return self.tokens[self.place][0]

    def at(self, *words):
        kind, word = self.tokens[self.place]
        return kind == "symbol" and word in words

    def accept(self, *words):
        if self.at(*words):
            self.place += 1
            return True
        return False

    def expect(self, word):
        need(self.accept(word), f"{self.tokens[self.place][1]!r} where {word} is expected")

    def name(self):
        kind, word = self.tokens[self.place]
        need(kind == "name", f"{word!r} is no name")
        self.place += 1
        return word

    # Statements

    def statement(self):
        word = self.name()
        need(word in ("parameter", "input", "let", "output", "point"), f"{word} begins no line")
        while True:
            if word == "output":
                self.outputs += self.expression().entries
            else:
                self.declaration(word, self.name())
            if not self.accept(","):
                break
        need(self.kind() == "newline", "more on the line")

    def declaration(self, word, name):
        if word == "point":
            self.expect("=")
            self.expression()
            return
        need(name not in self.names and name not in FUNCTIONS, f"{name} is taken")
        if word == "let" or (word == "input" and self.at("=")):
            self.expect("=")
            self.names[name] = self.expression()
            return
        rows = columns = 1
        if self.accept("["):
            rows = self.integer()
            columns = self.integer() if self.accept(",") else 1
            self.expect("]")
        need(0 < rows and 0 < columns and rows * columns <= 1 << 20, "a shape beyond bounds")
        make = self.parameter if word == "parameter" else self.symbol
        self.names[name] = Matrix(rows, columns, [make() for _ in range(rows * columns)])

    def parameter(self):
        k = self.used
        need(k < len(self.weights), "more parameters than weights")
        self.used += 1
        return ({()}, self.clean({((), -1): self.weights[k], ((), k): 1}))

    def symbol(self):
        exponents = (0,) * self.symbols + (1,)
        self.symbols += 1
        return ({exponents}, {(exponents, -1): 1})

    # Entries

    @staticmethod
    def clean(terms):
        return {key: short(value) for key, value in terms.items() if value}

    def constant(self, fraction):
        if fraction == 0:
            return (set(), {})
        return ({()}, {((), -1): short(fraction)})

    def add(self, a, b, sign=1):
        terms = dict(a[1])
        for key, value in b[1].items():
            terms[key] = terms.get(key, 0) + sign * value
        return (a[0] | b[0], self.clean(terms))

    def multiply(self, a, b):
        terms = {}
        for (m, k), x in a[1].items():
            for (n, l), y in b[1].items():
                if k < 0 or l < 0:
                    key = (times(m, n), max(k, l))
                    terms[key] = terms.get(key, 0) + x * y
        support = {times(m, n) for m in a[0] for n in b[0]}
        return (support, self.clean(terms))

    def power(self, a, n):
        result = self.constant(Fraction(1))
        for _ in range(n):
            result = self.multiply(result, a)
        return result

    # Matrices

    def filled(self, a, b):
        if a.shape() == (1, 1):
            a = Matrix(b.rows, b.columns, a.entries * (b.rows * b.columns))
        if b.shape() == (1, 1):
            b = Matrix(a.rows, a.columns, b.entries * (a.rows * a.columns))
        need(a.shape() == b.shape(), f"shapes {a.shape()} and {b.shape()}")
        return a, b

    def entrywise(self, a, b, operation):
        a, b = self.filled(a, b)
        return Matrix(a.rows, a.columns, list(map(operation, a.entries, b.entries)))

    def product(self, a, b):
        if (1, 1) in (a.shape(), b.shape()):
            return self.entrywise(a, b, self.multiply)
        need(a.columns == b.rows, f"a product of {a.shape()} and {b.shape()}")
        entries = []
        for i in range(a.rows):
            for j in range(b.columns):
                total = (set(), {})
                for l in range(a.columns):
                    if a[i, l][0] and b[l, j][0]:
                        total = self.add(total, self.multiply(a[i, l], b[l, j]))
                entries.append(total)
        return Matrix(a.rows, b.columns, entries)

    def numbers(self, rows, columns, value):
        need(0 < rows and 0 < columns and rows * columns <= 1 << 20, "a shape beyond bounds")
        return Matrix(rows, columns, [self.constant(Fraction(value(i, j)))
                                      for i in range(rows) for j in range(columns)])

    # Expressions

    def expression(self):
        result = self.term()
        while self.at("+", "-"):
            sign = 1 if self.accept("+") else -1
            if sign < 0:
                self.expect("-")
            result = self.entrywise(result, self.term(), lambda a, b: self.add(a, b, sign))
        return result

    def term(self):
        result = self.factor()
        while True:
            if self.accept("*"):
                result = self.product(result, self.factor())
            elif self.accept(".*"):
                result = self.entrywise(result, self.factor(), self.multiply)
            elif self.accept("/"):
                divisor = self.fraction(self.factor())
                need(divisor, "a division by zero")
                inverse = self.constant(1 / divisor)
                result = Matrix(result.rows, result.columns,
                                [self.multiply(entry, inverse) for entry in result.entries])
            else:
                return result

    def factor(self):
        if self.accept("+"):
            return self.factor()
        if self.accept("-"):
            operand = self.factor()
            minus = self.constant(Fraction(-1))
            return Matrix(operand.rows, operand.columns,
                          [self.multiply(minus, entry) for entry in operand.entries])
        result, powers = self.atom(), 0
        while True:
            if self.accept("'"):
                result = result.transposed()
            elif self.at("["):
                result = self.part(result)
            elif self.at("^", ".^"):
                result, powers = self.raised(result), powers + 1
                need(powers == 1, "a power of a power")
            else:
                return result

    def raised(self, base):
        entrywise = self.accept(".^")
        if not entrywise:
            self.expect("^")
        need(not self.at("-"), "a negative power")
        exponent = self.fraction(self.atom())
        need(exponent.denominator == 1 and 0 <= exponent <= 1000, f"the power {exponent}")
        if entrywise or base.shape() == (1, 1):
            return Matrix(base.rows, base.columns,
                          [self.power(entry, exponent.numerator) for entry in base.entries])
        need(base.rows == base.columns, "the power of a matrix that is not square")
        result = self.numbers(base.rows, base.rows, lambda i, j: i == j)
        for _ in range(exponent.numerator):
            result = self.product(result, base)
        return result

    def fraction(self, value):
        need(value.shape() == (1, 1), "a number is needed")
        support, terms = value.entries[0]
        need(support <= {()} and all(k < 0 for _, k in terms), "a number is needed")
        return Fraction(terms.get(((), -1), 0))

    def integer(self):
        value = self.fraction(self.expression())
        need(value.denominator == 1, f"{value} is no integer")
        return value.numerator

    def part(self, operand):
        self.expect("[")
        vector = 1 in operand.shape()
        rows = self.range(max(operand.shape()) if vector else operand.rows)
        columns = range(operand.columns)
        if self.accept(","):
            columns = self.range(operand.columns)
        elif operand.columns > 1:
            need(vector, "two indices are needed")
            rows, columns = range(1), rows
        self.expect("]")
        need(rows.stop <= operand.rows and columns.stop <= operand.columns, "an index is too large")
        return Matrix(len(rows), len(columns), [operand[i, j] for i in rows for j in columns])

    def range(self, count):
        if self.accept(":"):
            return range(count)
        first = self.integer()
        last = self.integer() if self.accept(":") else first
        need(1 <= first <= last <= count, f"an index outside 1 to {count}")
        return range(first - 1, last)

    def atom(self):
        kind, word = self.tokens[self.place]
        self.place += 1
        if kind == "number":
            return Matrix(1, 1, [self.constant(Fraction(word))])
        if kind == "name":
            if word in self.names:
                return self.names[word]
            need(word in FUNCTIONS, f"{word} is not declared")
            return self.function(word)
        if word == "(":
            inner = self.expression()
            self.expect(")")
            return inner
        need(word == "[", f"{word!r} begins no expression")
        return self.blocks()

    def blocks(self):
        rows = []
        while True:
            if self.accept("["):
                rows.append([self.expression()])
                while self.accept(","):
                    rows[-1].append(self.expression())
                self.expect("]")
            else:
                rows.append([self.expression()])
            if not self.accept(","):
                break
        self.expect("]")
        lines = []
        for row in rows:
            need(len({block.rows for block in row}) == 1, "blocks of different heights")
            for i in range(row[0].rows):
                lines.append([block[i, j] for block in row for j in range(block.columns)])
        need(len({len(line) for line in lines}) == 1, "rows of different lengths")
        return Matrix(len(lines), len(lines[0]), [entry for line in lines for entry in line])

    def function(self, word):
        self.expect("(")
        if word in ("ones", "zeros", "identity"):
            rows = self.integer()
            columns = self.integer() if word != "identity" and self.accept(",") else 1
            self.expect(")")
            if word == "identity":
                return self.numbers(rows, rows, lambda i, j: i == j)
            return self.numbers(rows, columns, lambda i, j: word == "ones")
        a = self.expression()
        self.expect(")")
        if word == "transpose":
            return a.transposed()
        ones = lambda rows, columns: self.numbers(rows, columns, lambda i, j: 1)
        if word == "rowsums":
            return self.product_of_sums(a, ones(a.columns, 1))
        if word == "columnsums":
            return self.product_of_sums(ones(1, a.rows), a)
        if word == "sum":
            return self.total(a.entries)
        if word == "diag" and 1 in (a.rows, a.columns):
            zero, n = (set(), {}), len(a.entries)
            return Matrix(n, n, [a.entries[i] if i == j else zero for i in range(n) for j in range(n)])
        need(a.rows == a.columns, f"{word} of a matrix that is not square")
        diagonal = [a[i, i] for i in range(a.rows)]
        return self.total(diagonal) if word == "trace" else Matrix(a.rows, 1, diagonal)

    def total(self, entries):
        total = (set(), {})
        for entry in entries:
            total = self.add(total, entry)
        return Matrix(1, 1, [total])

    def product_of_sums(self, a, b):
        if a.shape() == (1, 1):
            return b if b.shape() == (1, 1) else self.entrywise(a, b, self.multiply)
        return self.product(a, b)

    def jacobian(self):
        """Rows by output and increasing exponents, as dictionaries from parameters to numbers."""
        rows = []
        for support, terms in self.outputs:
            by_monomial = {monomial: {} for monomial in sorted(support)}
            for (monomial, k), value in terms.items():
                if k >= 0:
                    by_monomial[monomial][k] = value
            rows += by_monomial.values()
        return rows

#!/usr/bin/env python3
"""Checks the rank certificates of `slt rank --map`, with nothing but Python's standard library.

    python3 check_map_certificate.py FILE...

One line for each file; exit status 0 when every certificate proves its claim, 1 when one does not.
Written from the description of the format (MapCertificateDocument.swift): the map is run again from its
text by another interpreter, exactly, with derivatives forwards.
"""

import json
import sys

sys.dont_write_bytecode = True

from check_certificate import Refused, fractions, indices, is_prime, need, rank_modulo, residue, sparse
from map_language import Interpreter, Malformed


def check(path):
    """The rank that the file proves; raises `Refused`."""
    try:
        with open(path, encoding="utf-8") as file:
            text = json.load(file)
    except (ValueError, RecursionError) as error:
        raise Refused(f"not JSON: {error}") from None
    need(type(text) is dict, "not an object")
    need(text.get("kind") == "slt-map-rank-certificate", "kind is not slt-map-rank-certificate")
    need(text.get("schema") == 1, f"schema is {text.get('schema')}; this checks 1")
    weights = fractions(text.get("weights"), "weights")
    need(type(text.get("map")) is str, "map is no text")
    try:
        jacobian = Interpreter(text["map"], weights).jacobian()
    except (Malformed, RecursionError) as error:
        raise Refused(f"map: {error}") from None
    rows, columns, rank = len(jacobian), len(weights), text.get("rank")
    check_minor(jacobian, text, columns, rank)
    kind = text.get("upperBound")
    if kind == "rows":
        need(rank == rows, "the rank is not the number of rows")
    elif kind == "columns":
        need(rank == columns, "the rank is not the number of columns")
    elif kind == "kernel":
        kernel = sparse(text, columns)
        need(len(kernel) == columns - rank, "there are not enough kernel vectors")
        for vector in kernel:
            need(not any(sum(value * vector[k] for k, value in row.items()) for row in jacobian),
                 "a vector is not in the kernel")
    elif kind == "leftKernel":
        kernel = sparse(text, rows)
        need(len(kernel) == rows - rank, "there are not enough left kernel vectors")
        for vector in kernel:
            total = {}
            for factor, row in zip(vector, jacobian):
                for k, value in row.items():
                    total[k] = total.get(k, 0) + factor * value
            need(not any(total.values()), "a vector is not in the left kernel")
    else:
        raise Refused("upperBound is unknown")
    return rank


def check_minor(jacobian, text, columns, rank):
    need(type(text.get("prime")) is str and len(text["prime"]) < 20
         and text["prime"].isascii() and text["prime"].isdigit(), "prime is no number")
    q = int(text["prime"])
    need(q < 1 << 63 and is_prime(q), f"{q} is not a prime below 2^63")
    pivot_rows = indices(text.get("pivotRows"), len(jacobian), "pivotRows")
    pivot_columns = indices(text.get("pivotColumns"), columns, "pivotColumns")
    need(type(rank) is int and len(pivot_rows) == len(pivot_columns) == rank,
         "the rank is not the number of pivots")
    minor = [[residue(jacobian[i].get(j, 0), q) for j in pivot_columns] for i in pivot_rows]
    need(rank_modulo(minor, q) == rank, f"the minor is zero modulo {q}")


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

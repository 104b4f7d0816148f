"""The rank of a matrix of residues by FLINT's nmod_mat; see README.md for input and output."""

import array
import resource
import sys
import time

import flint


def main(path):
    with open(path, "rb") as file:
        rows, columns, modulus = array.array("I", file.read(12))
        matrix = flint.nmod_mat(rows, columns, modulus)
        # Row by row: a list of all entries would take more memory than the matrix.
        for i in range(rows):
            for j, entry in enumerate(array.array("I", file.read(4 * columns))):
                matrix[i, j] = entry
    cpu, wall = time.process_time(), time.monotonic()
    rank = matrix.rank()
    cpu, wall = time.process_time() - cpu, time.monotonic() - wall
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(rank, f"{cpu:.4f} {wall:.4f}", peak, f"FLINT {flint.__FLINT_VERSION__}")


main(sys.argv[1])

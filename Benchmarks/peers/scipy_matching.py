"""Solves a placement instance with SciPy's sparse matching: prints {"build", "solve", "unplaced", "cost"}.

Each place becomes a column of its own, and each student has a private column for being unplaced.

usage: scipy_matching.py FILE
"""

import json
import sys
import time

import numpy
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

UNPLACED = 20_000_000_000


def main(path):
    with open(path, encoding="ascii") as file:
        students, settings, _ = map(int, file.readline().split())
        numbers = numpy.fromstring(file.read(), dtype=numpy.int64, sep=" ")
    capacity = numbers[: 2 * settings].reshape(-1, 2)[:, 0]
    rows = numbers[2 * settings:].reshape(-1, 6)
    cost = 100_000 * rows[:, 3] + 200 * rows[:, 2] + rows[:, 4]
    start = time.monotonic()
    first = numpy.concatenate(([0], numpy.cumsum(capacity)))
    slots = capacity[rows[:, 1]]
    who = numpy.repeat(rows[:, 0], slots)
    offset = numpy.arange(slots.sum()) - numpy.repeat(numpy.cumsum(slots) - slots, slots)
    where = numpy.repeat(first[rows[:, 1]], slots) + offset
    weight = numpy.repeat(cost, slots)
    alone = numpy.arange(students)
    # No weight may be zero, or the sparse matrix forgets the pair.
    matrix = csr_matrix(
        (numpy.concatenate((weight + 1, numpy.full(students, UNPLACED))).astype(float),
         (numpy.concatenate((who, alone)), numpy.concatenate((where, first[-1] + alone)))),
        shape=(students, int(first[-1]) + students))
    built = time.monotonic()
    row, column = min_weight_full_bipartite_matching(matrix)
    solved = time.monotonic()
    chosen = numpy.asarray(matrix[row, column]).ravel()
    placed = chosen < UNPLACED
    print(json.dumps({
        "build": built - start, "solve": solved - built, "unplaced": int((~placed).sum()),
        "cost": int(round(chosen[placed].sum() - placed.sum()))}))


main(sys.argv[1])

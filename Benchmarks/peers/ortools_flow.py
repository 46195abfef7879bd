"""Solves a placement instance with OR-Tools' min-cost flow: prints {"build", "solve", "unplaced", "cost"}.

usage: ortools_flow.py FILE
"""

import json
import sys
import time

import numpy
from ortools.graph.python import min_cost_flow

# More than all other costs of any instance here together, and still within what the library can scale.
UNPLACED = 20_000_000_000


def main(path):
    with open(path, encoding="ascii") as file:
        students, settings, pairs = map(int, file.readline().split())
        numbers = numpy.fromstring(file.read(), dtype=numpy.int64, sep=" ")
    capacity = numbers[: 2 * settings].reshape(-1, 2)[:, 0]
    rows = numbers[2 * settings:].reshape(-1, 6)
    cost = 100_000 * rows[:, 3] + 200 * rows[:, 2] + rows[:, 4]
    start = time.monotonic()
    flow = min_cost_flow.SimpleMinCostFlow()
    source, sink = students + settings, students + settings + 1
    everybody = numpy.arange(students)
    places = numpy.arange(settings) + students
    flow.add_arcs_with_capacity_and_unit_cost(
        numpy.full(students, source), everybody, numpy.ones(students, dtype=int), numpy.zeros(students, dtype=int))
    used = flow.add_arcs_with_capacity_and_unit_cost(
        rows[:, 0], rows[:, 1] + students, numpy.ones(pairs, dtype=int), cost)
    flow.add_arcs_with_capacity_and_unit_cost(
        places, numpy.full(settings, sink), capacity, numpy.zeros(settings, dtype=int))
    left = flow.add_arcs_with_capacity_and_unit_cost(
        everybody, numpy.full(students, sink), numpy.ones(students, dtype=int),
        numpy.full(students, UNPLACED))
    flow.set_node_supply(source, students)
    flow.set_node_supply(sink, -students)
    built = time.monotonic()
    status = flow.solve()
    solved = time.monotonic()
    if status != flow.OPTIMAL:
        sys.exit(f"OR-Tools found no optimum: {status}")
    print(json.dumps({
        "build": built - start, "solve": solved - built, "unplaced": int(flow.flows(left).sum()),
        "cost": int((flow.flows(used) * cost).sum())}))


main(sys.argv[1])

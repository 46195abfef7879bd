"""The 60 nearest placements of each student by SciPy's k-d tree: prints {"seconds", "pairs"}.

usage: nearest_points.py FILE
"""

import json
import sys
import time

import numpy
from scipy.spatial import cKDTree

NEAREST = 60


def main(path):
    with open(path, encoding="ascii") as file:
        students, placements = map(int, file.readline().split())
        angles = numpy.radians(numpy.fromstring(file.read(), dtype=float, sep=" ").reshape(-1, 2))
    latitude, longitude = angles[:, 0], angles[:, 1]
    points = numpy.column_stack((
        numpy.cos(latitude) * numpy.cos(longitude), numpy.cos(latitude) * numpy.sin(longitude),
        numpy.sin(latitude)))
    start = time.monotonic()
    tree = cKDTree(points[students:])
    _, found = tree.query(points[:students], k=min(NEAREST, placements))
    print(json.dumps({"seconds": time.monotonic() - start, "pairs": int(found.size)}))


main(sys.argv[1])

"""`berth match solve` beside OR-Tools and SciPy; single edits, explanations, candidate pairs; growth at three sizes."""

import math
import os

from ..measure import Failed, median, run, take_turns
from ..report import Row
from .batch import slope

SIZES = (1_000, 10_000, 50_000)
SEED = 1
PLACEMENTS_OF = 0.4


def measure(bench):
    medians = {}
    for size in SIZES:
        medians[size] = solving(bench, size)
    growth(bench, "match solve", {size: medians[size] for size in SIZES})
    edits(bench)
    pairs(bench)


def instance(bench, size, weighted=False):
    """The file of an invented instance; made once."""
    kind = "weighted" if weighted else "plain"
    path = os.path.join(bench.data, f"instance-{size}-{kind}.txt")
    if not os.path.exists(path):
        words = [bench.client_program, "instance", "--students", str(size), "--seed", str(SEED)]
        text = run(words + (["--weighted"] if weighted else [])).output
        with open(path + ".new", "w", encoding="ascii") as file:
            file.write(text)
        os.rename(path + ".new", path)
    return path


def ours(bench, path):
    ran = run([bench.server.berth, "match", "solve", path, "--ignore-minimums", "--ignore-pairs"])
    answer = ran.json
    if answer["certificate"] != "valid":
        raise Failed("an answer was not proved")
    answer["peak"] = ran.peak_mib
    return answer


def peer(bench, script, path):
    return run([bench.python, bench.peer(script), path]).json


def solving(bench, size):
    plain, weighted = instance(bench, size), instance(bench, size, weighted=True)
    answers = take_turns(bench.rounds, {
        "ours": lambda: ours(bench, plain),
        "ours, one cost": lambda: ours(bench, weighted),
        "ortools": lambda: peer(bench, "ortools_flow.py", plain),
        "scipy": lambda: peer(bench, "scipy_matching.py", plain),
    }, f"matching {size:,}")
    best = answers["ours, one cost"][0]["objective"]
    for name in ("ortools", "scipy"):
        found = answers[name][0]
        if (found["unplaced"], found["cost"]) != (best["unplaced"], best["travel"]):
            raise Failed(f"{name} found another optimum at {size}: {found} and {best}")
    seconds = [each["seconds"]["solve"] + each["seconds"]["certify"] for each in answers["ours"]]
    for name, words in (("ortools", "OR-Tools SimpleMinCostFlow"), ("scipy", "SciPy sparse matching")):
        theirs = [each["build"] + each["solve"] for each in answers[name]]
        bench.add(Row(
            "matching", f"solve and certify {size:,} students", median(seconds), median(theirs), "s", words,
            ("at most", 1 / 3), samples={"ours": seconds, "peer": theirs}))
    if size == SIZES[-1]:
        reading = [each["seconds"]["read"] for each in answers["ours"]]
        bench.add(Row(
            "matching", f"reading the file of {size:,}", median(reading), median(seconds), "s", "ours, solving it",
            ("at most", 0.25)))
        peak = max(each["peak"] for each in answers["ours"])
        bench.add(Row("matching", f"peak memory at {size:,}", peak, 150.0, "MiB", "the limit", ("at most", 1.0)))
    return median(seconds)


def edits(bench):
    edited, explained = {}, {}
    for size in SIZES:
        runs = [
            bench.client("edits", "--students", str(size), "--seed", str(SEED))
            for _ in range(min(3, bench.rounds))]
        edited[size] = median([each["edit"] for each in runs])
        explained[size] = median([each["explanation"] for each in runs])
        if size == SIZES[-1]:
            fresh = median([each["fresh"] for each in runs])
            bench.add(Row(
                "matching", f"one edit at {size:,}, on average", edited[size], fresh, "s", "a fresh solve",
                ("at most", 1 / 50)))
            bench.add(Row(
                "matching", f"one edit at {size:,}, the worst of 400", median([each["worst_edit"] for each in runs]),
                fresh, "s", "a fresh solve"))
            bench.add(Row(
                "matching", f"an explanation with three changes at {size:,}", explained[size], fresh, "s",
                "a fresh solve", ("at most", 1 / 20)))
    growth(bench, "one edit", edited)
    growth(bench, "an explanation", explained)


def pairs(bench):
    medians = {}
    for size in SIZES:
        sizes = ["--students", str(size), "--placements", str(int(size * PLACEMENTS_OF)), "--seed", str(SEED)]
        path = os.path.join(bench.data, f"points-{size}.txt")
        with open(path, "w", encoding="ascii") as file:
            file.write(run([bench.client_program, "pairs", *sizes, "--points"]).output)
        peaks = []

        def judged():
            ran = run([bench.client_program, "pairs", *sizes])
            peaks.append(ran.peak_mib)
            return ran.json["seconds"]

        runs = take_turns(bench.rounds, {
            "ours": judged, "scipy": lambda: peer(bench, "nearest_points.py", path)["seconds"],
        }, f"pairs {size:,}")
        medians[size] = median(runs["ours"])
        if size == SIZES[-1]:
            bench.add(Row(
                "matching", f"candidate pairs of {size:,} students with all rules", medians[size],
                median(runs["scipy"]), "s", "SciPy k-d tree, the 60 nearest alone", ("at most", 2.0), samples=runs))
            bench.add(Row("matching", "their peak memory", max(peaks), 400.0, "MiB", "the limit", ("at most", 1.0)))
    growth(bench, "candidate pairs", medians)


def growth(bench, what, medians):
    """The exponent of time over size beside that of n log n; sizes at which there was nothing to do are left out."""
    medians = {size: seconds for size, seconds in medians.items() if seconds > 0}
    exponent = slope([(size, seconds) for size, seconds in medians.items()])
    limit = slope([(size, size * math.log(size)) for size in medians])
    sizes = ", ".join(f"{size // 1000}" for size in medians)
    said = ", ".join(f"{seconds * 1000:.3g} ms" for seconds in medians.values())
    bench.add(Row(
        "matching", f"growth of {what} at {sizes} thousand: {said}", exponent, limit, "exponent", "n log n"))

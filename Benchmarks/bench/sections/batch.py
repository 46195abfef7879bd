"""The nightly batch beside psql copying the same facts out; its memory; its growth over three sizes."""

import math

from ..measure import Failed, median, run, take_turns
from ..report import Row
from . import volume

WORK = "bench_batch"
SCALES = (0.1, 0.5, 1.0)
MOST_MIB = 300
# The key of a fact and its two dates; the batch needs all of them, but for the partnership's key, which it knows.
FACTS = "partnership_id, candidate_id, milestone_code, revision, happened_on, recorded_at"
# What the batch has sent to it, once the server has chosen and sorted.
FEWEST = "candidate_id, milestone_code, happened_on"


def measure(bench):
    """First and next night at full size, in turns with the peer, each pair of nights on a fresh copy."""
    nights = night_runs(bench, volume.FULL, bench.rounds, with_peer=True)
    for night, what in (("first", "batch, first night"), ("next", "batch, next night")):
        seconds = [ran.seconds for ran in nights[night]]
        for peer, name, wanted in (
            ("facts", "psql \\copy of the facts", ("at most", 5.0)),
            ("fewest", "psql \\copy, three columns of them", None),
        ):
            bench.add(Row(
                "batch", f"{what}, 2,000 rounds", median(seconds), median(nights[peer]), "s", name, wanted,
                samples={"ours": seconds, "peer": nights[peer]}))
    peak = max(ran.peak_mib for night in ("first", "next") for ran in nights[night])
    bench.add(Row(
        "batch", "batch, peak memory", peak, float(MOST_MIB), "MiB", "the limit", ("at most", 1.0)))


def growth(bench):
    """The exponent of time over size; n log n between these sizes would be a little above 1."""
    medians = {}
    for scale in SCALES:
        ran = night_runs(bench, scale, min(3, bench.rounds), with_peer=False)["first"]
        medians[scale] = median([each.seconds for each in ran])
    exponent = slope([(scale, medians[scale]) for scale in SCALES])
    # The same fit over n log n itself, with n counted in facts.
    limit = slope([(scale, scale * 1e6 * math.log(scale * 1e6)) for scale in SCALES])
    what = ", ".join(f"{medians[scale]:.2f} s" for scale in SCALES)
    bench.add(Row(
        "growth", f"batch at 10 %, 50 %, 100 %: {what}", exponent, limit, "exponent", "n log n",
        ("at most", 1.0), samples={f"{scale:g}": [medians[scale]] for scale in SCALES}))


def night_runs(bench, scale, rounds, with_peer):
    server = bench.server
    source = volume.template(bench, scale)

    def first():
        server.clone(source, WORK)
        # The copy is read once, so that neither contestant pays for pages that the other has warmed.
        server.psql(WORK, "select count(*) from berth.milestone_fact",
                    "select count(*) from berth.candidate_event", "select count(*) from berth.candidate")
        return night(bench, volume.DAY)

    contestants = {"first": first, "next": lambda: night(bench, volume.NEXT_DAY)}
    if with_peer:
        contestants["facts"] = lambda: copied_out(server, FACTS)
        contestants["fewest"] = lambda: copied_out(server, FEWEST)
    runs = take_turns(rounds, contestants, f"batch at scale {scale:g}")
    server.drop(WORK)
    return runs


def copied_out(server, columns):
    copy = f"\\copy (select {columns} from berth.milestone_fact) to '/dev/null'"
    return run(
        [server.psql_program, "-X", "-q", "-v", "ON_ERROR_STOP=1", server.address(WORK), "-c", copy],
        env=server.environment).seconds


def night(bench, day):
    ran = bench.server.berth_on(WORK, "batch", "round-targets", "--as-of", day, "--quiet")
    if "0 failed" not in ran.output:
        raise Failed(f"the batch of {day} had failures: {ran.output[-500:]}")
    taken = int(bench.server.psql(WORK, f"select count(*) from berth.round_snapshot where as_of = '{day}'"))
    expected = int(bench.server.psql(WORK, "select count(*) from berth.round"))
    if taken != expected:
        raise Failed(f"the batch of {day} took {taken} snapshots of {expected} rounds")
    return ran


def slope(points):
    """The exponent of a power law through the points, by least squares on logarithms."""
    xs = [math.log(x) for x, _ in points]
    ys = [math.log(y) for _, y in points]
    middle_x, middle_y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((x - middle_x) * (y - middle_y) for x, y in zip(xs, ys)) / sum((x - middle_x) ** 2 for x in xs)

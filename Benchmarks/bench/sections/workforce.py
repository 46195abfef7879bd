"""Reports on the workforce of one partnership of 150, beside a psql pass over the rows it needs; the turnover of all of
them in one go; and how the time grows."""

import math

from ..measure import Failed, median, run, take_turns
from ..report import Row
from . import volume
from .batch import slope

DAY = "2022-09-30"
FULL = 2_000_000
SIZES = (200_000, 1_000_000, FULL)
PLACE = "volume_075"
RUNS = 10
# What each report reads of an assignment, and of a post; one that reads no post reads no agency either.
SPELL = "organisation_id, person_key, fte, started_on, ended_on"
COMING = f"{SPELL}, route, candidate_id, qualified_on"
POST = "post_id, role, team, fte, created_on, closed_on, frozen"
REPORTS = {
    "report workforce": (
        ("report", "workforce", "--as-of", DAY), f"post_id, kind, {COMING}, birth_year, cases, days_lost", POST),
    "report turnover, 120 months": (("report", "turnover", "--as-of", DAY, "--months", "120"), SPELL, None),
    "report retention": (("report", "retention", "--as-of", DAY), COMING, None),
    "report leavers": (
        ("report", "leavers", "--as-of", DAY),
        f"{COMING}, leaving_reason, destination, array_to_string(exit_themes, ';')", None),
}


def database(bench, size):
    return volume.seeded(
        bench, f"bench_workforce_{size}", f"establishments with {size:,} assignments", ("--assignments", str(size)), size == FULL)


def measure(bench):
    server = bench.server
    made = database(bench, FULL)
    whole = f"partnership_id = (select partnership_id from berth.partnership where code = '{PLACE}')"
    everything = "true"

    def copied(condition, assignment, post=None):
        def read():
            words = []
            of = "" if post else " and kind = 'employee'"
            rows = [(assignment, f"assignment where {condition}{of}")]
            if post:
                rows.insert(0, (post, f"post_version where {condition}"))
            for columns, which in rows:
                words += ["-c", f"\\copy (select {columns} from berth.{which}) to '/dev/null'"]
            return run(
                [server.psql_program, "-X", "-q", "-v", "ON_ERROR_STOP=1", server.address(made)] + words,
                env=server.environment)
        return read

    def ours(*words):
        ran = run(
            [server.berth, *words, "--partnership", PLACE, "--format", "json"], env=server.berth_environment(made))
        if len(ran.output) < 500:
            raise Failed(f"{' '.join(words)} printed too little: {ran.output}")
        return ran

    for name, (words, assignment, post) in REPORTS.items():
        runs = take_turns(RUNS, {"ours": lambda: ours(*words), "peer": copied(whole, assignment, post)}, name)
        add(bench, name, runs)

    def everywhere():
        ran = run(
            [server.berth, "report", "turnover", "--everywhere", "--months", "144", "--as-of", DAY, "--format", "csv"],
            env=server.berth_environment(made))
        if ran.output.count("\n") != 150 * 144 + 1:
            raise Failed(f"the turnover of all has {ran.output.count(chr(10))} lines")
        return ran

    runs = take_turns(3, {"ours": everywhere, "peer": copied(everything, SPELL)}, "turnover of all")
    add(bench, "report turnover --everywhere, 144 months of 150 partnerships", runs)
    growth(bench)


def add(bench, name, runs):
    ours = [ran.seconds for ran in runs["ours"]]
    peer = [ran.seconds for ran in runs["peer"]]
    bench.add(Row(
        "workforce", f"{name}, process start included", median(ours), median(peer), "s",
        "psql \\copy of the rows", ("at most", 3.0), samples={"ours": ours, "peer": peer}))


def growth(bench):
    """The exponent of the time of the turnover of all partnerships over the number of assignments."""
    server = bench.server
    medians = {}
    for size in SIZES:
        made = database(bench, size)
        runs = [
            run(
                [server.berth, "report", "turnover", "--everywhere", "--months", "144", "--as-of", DAY, "--format", "csv"],
                env=server.berth_environment(made)).seconds
            for _ in range(3)
        ]
        medians[size] = median(runs)
    exponent = slope([(size, medians[size]) for size in SIZES])
    limit = slope([(size, size * math.log(size)) for size in SIZES])
    what = ", ".join(f"{medians[size]:.2f} s" for size in SIZES)
    bench.add(Row(
        "workforce", f"turnover of all at 0.2, 1 and 2 million: {what}", exponent, limit, "exponent", "n log n",
        ("at most", 1.0), samples={str(size): [medians[size]] for size in SIZES}))

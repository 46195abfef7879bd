"""Take-up, levy and the list of apprentices of one partnership of 150, beside a psql pass over the rows they need; and how
the time of all partnerships grows with what they hold."""

import math

from ..measure import Failed, median, run, take_turns
from ..report import Row
from . import volume
from .batch import slope

DAY = "2022-09-30"
# So many that there are two million apprentices and events.
FULL = 500_000
SIZES = (50_000, 150_000, FULL)
PLACE = "volume_075"
RUNS = 10
# The partnerships whose reports are made one after the other for the growth.
GROWING = ("volume_010", "volume_075", "volume_140")
# What the reports read, by table.
APPRENTICESHIP = "apprenticeship_id, organisation_id, reference, standard_ref"
VERSION = (
    "apprenticeship_id, revision, terms_no, recorded_at, given_name, family_name, role, was_employee,"
    " in_maintained_school, provider, mentor, planned_start_on, planned_end_on, price_pence, agreed_hours, wage_scheme,"
    " date_of_birth, age_exception, transferred_from"
)
EVENT = "apprenticeship_id, sequence, revision, event, happened_on, reason_code, reason, override_reason, recorded_at"
APPROVAL = "apprenticeship_id, terms_no, party"
LEVY = "month, kind, amount_pence"
STARTED = "organisation_id, starts_on, ends_on, revision, employees_started, schools_started, recorded_at"
HEADCOUNT = "organisation_id, measured_on, revision, headcount, schools_headcount, recorded_at"
COUNCIL = "organisation_id = (select organisation_id from berth.organisation where code = 'council' and {})"
TRAINING = ((APPRENTICESHIP, "apprenticeship"), (VERSION, "apprenticeship_version"), (EVENT, "apprenticeship_event"))
REPORTS = {
    "report take-up": (
        ("report", "take-up", "--as-of", DAY),
        TRAINING + ((HEADCOUNT, "headcount"), (STARTED, "employment_start")), False),
    # As CSV, which is what psql writes too.
    "apprentice list": (("apprentice", "list", "--as-of", DAY, "--format", "csv"), TRAINING + ((APPROVAL, "training_approval"),), False),
    # What an account holds, and its organisation's trainings with what happened to them, which are paid from it.
    "levy forecast": (
        ("levy", "forecast", "council", "--as-of", DAY),
        ((LEVY, "levy_movement"),) + TRAINING,
        True),
}


def database(bench, size):
    return volume.seeded(
        bench, f"bench_apprenticeships_{size}", f"{size:,} apprenticeships", ("--apprentices", str(size)), size == FULL)


def measure(bench):
    server = bench.server
    made = database(bench, FULL)
    whole = f"partnership_id = (select partnership_id from berth.partnership where code = '{PLACE}')"

    def copied(tables, is_of_council):
        council = COUNCIL.format(whole)

        def read():
            words = []
            for columns, table in tables:
                condition = whole
                if is_of_council and table in ("apprenticeship_event", "apprenticeship_version"):
                    condition += (
                        f" and apprenticeship_id in (select apprenticeship_id from berth.apprenticeship"
                        f" where {whole} and {council})")
                elif is_of_council:
                    condition += f" and {council}"
                words += ["-c", f"\\copy (select {columns} from berth.{table} where {condition}) to '/dev/null'"]
            return run(
                [server.psql_program, "-X", "-q", "-v", "ON_ERROR_STOP=1", server.address(made)] + words,
                env=server.environment)
        return read

    for name, (words, tables, is_of_council) in REPORTS.items():
        runs = take_turns(
            RUNS, {"ours": lambda: ours(server, made, PLACE, words), "peer": copied(tables, is_of_council)}, name)
        samples = {side: [ran.seconds for ran in runs[side]] for side in ("ours", "peer")}
        bench.add(Row(
            "apprenticeships", f"{name}, process start included", median(samples["ours"]), median(samples["peer"]), "s",
            "psql \\copy of the rows", ("at most", 3.0), samples=samples))
    growth(bench)


def ours(server, made, place, words):
    form = () if "--format" in words else ("--format", "json")
    ran = run([server.berth, *words, *form, "--partnership", place], env=server.berth_environment(made))
    if len(ran.output) < 500:
        raise Failed(f"{' '.join(words)} printed too little: {ran.output}")
    return ran


def growth(bench):
    """The exponent of the time of the take-up of some partnerships over the number of apprentices."""
    server = bench.server
    words = REPORTS["report take-up"][0]
    medians = {}
    for size in SIZES:
        made = database(bench, size)
        medians[size] = median([
            sum(ours(server, made, place, words).seconds for place in GROWING) for _ in range(5)
        ])
    exponent = slope([(size, medians[size]) for size in SIZES])
    limit = slope([(size, size * math.log(size)) for size in SIZES])
    what = ", ".join(f"{medians[size]:.2f} s" for size in SIZES)
    bench.add(Row(
        "apprenticeships", f"take-up at 50, 150 and 500 thousand apprentices: {what}", exponent, limit, "exponent",
        "n log n", ("at most", 1.0), samples={str(size): [medians[size]] for size in SIZES}))

"""`berth import candidates` beside `psql \\copy` of the same file into a bare table; memory at three sizes."""

import csv
import os
import random

from ..measure import Failed, median, run, take_turns
from ..report import Row

BASE = "bench_import_base"
WORK = "bench_import"
SIZES = (10_000, 50_000, 100_000)
COLUMNS = (
    "organisation candidate_ref contract_ref round_no pathway role given_name family_name date_of_birth"
    " nationality country_of_residence country_of_training email phone source team"
).split()
GIVEN = (
    "Adaeze Aoife Chipo Cláudia Dagný Élodie Esi Fatima Folasadé Grace Işıl Jerónimo João Kwame Łucja Mercy"
    " Naledi Niamh Renée Rosa Siân Sinéad Sofía Søren Tariro Tomás Uchenna Vimbai Wanjikũ Zoë Zsófia").split()
FAMILY = (
    "Abara Adébáyò Amoah Bănică Banda Brânzei Castañeda Chikore Dlamini Dube Eze Fernández García Gumbo Iyer"
    " Kamau Kovačević Mensah Moyo Ncube Nguyễn Núñez Obi Okafor Özdemir Patel Ramírez Šimić Słowik Szabó Tembo"
    " Wójcik Yeboah Žukauskas").split()


def measure(bench):
    server = bench.server
    prepare(bench)
    peaks = {}
    for size in SIZES[:-1]:
        peaks[size] = [ours(bench, size).peak_mib]
    largest = SIZES[-1]
    runs = take_turns(bench.rounds, {
        "ours": lambda: ours(bench, largest),
        "psql": lambda: copied(bench, largest),
    }, "import")
    peaks[largest] = [ran.peak_mib for ran in runs["ours"]]
    seconds = [ran.seconds for ran in runs["ours"]]
    bench.add(Row(
        "import", f"import of {largest:,} candidates", median(seconds), median(runs["psql"]), "s",
        "psql \\copy, bare table", ("at most", 8.0), samples={"ours": seconds, "peer": runs["psql"]}))
    said = ", ".join(f"{max(peaks[size]):.0f}" for size in SIZES)
    bench.add(Row(
        "import", f"import, peak memory at 10, 50, 100 thousand: {said}", max(peaks[largest]), max(peaks[SIZES[0]]),
        "MiB", "ours at 10,000", ("at most", 1.5), samples={f"{size}": peaks[size] for size in SIZES}))
    server.drop(WORK)


def prepare(bench):
    server = bench.server
    for size in SIZES:
        write(file(bench, size), size)
    server.make(BASE)
    for words in (
        "user add demo --first-admin --name Bench",
        "partnership add bench --name Bench --prefix BEN",
        "organisation add council --name Council --kind council",
        "contract bid BEN-1 --organisation council --title Bench --on 2021-06-01",
        "contract award BEN-1 --supplier Agency --on 2021-07-01 --starts-on 2021-09-01 --ends-on 2023-08-31",
        "round open BEN-1/1 --target 12 --opens-on 2021-09-01 --due-on 2022-10-31 --on 2021-09-01",
    ):
        server.berth_on(BASE, *words.split())


def file(bench, size):
    return os.path.join(bench.data, f"candidates-{size}.csv")


def write(path, size):
    """People who never were: the same ones every time."""
    if os.path.exists(path):
        return
    draw = random.Random(2022)
    with open(path + ".new", "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        for number in range(1, size + 1):
            given, family = draw.choice(GIVEN), draw.choice(FAMILY)
            country = draw.choice(("ZWE", "NGA", "GHA", "KEN", "IND", "ZAF", "PHL", "JAM"))
            born = f"{draw.randint(1962, 1998)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
            writer.writerow((
                "council", f"X{number:06}", "BEN-1", "1", "overseas_social_worker", "social_worker", given, family,
                born, country, country, country, f"person{number}@example.org", f"+44 1752 {number:06}",
                draw.choice(("agency", "direct", "campaign", "referral")),
                draw.choice(("Children in care", "Adults, north", "Hospital \"front door\"", "")),
            ))
    os.rename(path + ".new", path)


def ours(bench, size):
    server = bench.server
    server.clone(BASE, WORK)
    ran = server.berth_on(WORK, "import", "candidates", file(bench, size))
    held = int(server.psql(WORK, "select count(*) from berth.candidate"))
    if held != size:
        raise Failed(f"{held} candidates were imported instead of {size}: {ran.output[-500:]}")
    return ran


def copied(bench, size):
    server = bench.server
    types = {"date_of_birth": "date", "round_no": "integer"}
    columns = ", ".join(f"{column} {types.get(column, 'text')}" for column in COLUMNS)
    server.psql(WORK, "drop table if exists public.bare", f"create table public.bare ({columns})", "checkpoint")
    path = file(bench, size)
    return run([
        server.psql_program, "-X", "-q", "-v", "ON_ERROR_STOP=1", server.address(WORK), "-c",
        f"\\copy public.bare from '{path}' with (format csv, header match)"], env=server.environment).seconds

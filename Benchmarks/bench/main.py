"""Runs the sections asked for and prints one table."""

import argparse
import os
import subprocess
import sys

from . import report
from .measure import Failed, run, say
from .sections import apprenticeships, batch, client, importing, matching, show, workforce
from .server import Server

SECTIONS = {
    "client": client.measure,
    "import": importing.measure,
    "batch": batch.measure,
    "show": show.measure,
    "growth": batch.growth,
    "matching": matching.measure,
    "workforce": workforce.measure,
    "apprenticeships": apprenticeships.measure,
}
PACKAGES = ["psycopg[binary]", "asyncpg", "uvloop", "numpy", "scipy", "ortools"]
# Sections that set Python libraries beside Berth.
WITH_PEERS = {"client", "matching"}


class Bench:
    """What the sections share: the server, the programs, the results."""

    def __init__(self, root, options):
        build = os.path.join(root, ".build")
        self.root = root
        self.rounds = options.rounds
        self.seconds = options.seconds
        self.fresh = not options.keep
        self.made = set()
        self.rows = []
        self.notes = []
        self.server = Server(root)
        self.client_program = os.path.join(build, "release", "berth-bench")
        self.environment_folder = os.path.join(build, "bench-venv")
        self.python = os.path.join(self.environment_folder, "bin", "python")
        self.data = os.path.join(build, "bench-data")
        os.makedirs(self.data, exist_ok=True)
        self.json_path = os.path.join(build, "bench.json")

    def peer(self, script):
        return os.path.join(self.root, "Benchmarks", "peers", script)

    def client(self, *words):
        return run([self.client_program, *words]).json

    def add(self, row):
        self.rows.append(row)
        say("  ".join(cell for cell in row.cells if cell))

    def remember(self, text):
        self.notes.append(text)

    def build(self):
        say("building for release")
        for product in ("berth", "berth-bench"):
            subprocess.run(
                ["swift", "build", "--configuration", "release", "--static-swift-stdlib", "--product", product],
                cwd=self.root, check=True, stdout=sys.stderr)

    def install_peers(self):
        if not os.access(self.python, os.X_OK):
            subprocess.run([sys.executable, "-m", "venv", self.environment_folder], check=True)
        found = subprocess.run(
            [self.python, "-c", "import psycopg, asyncpg, uvloop, numpy, scipy, ortools"], capture_output=True, check=False)
        if found.returncode != 0:
            say(f"installing {', '.join(PACKAGES)} into .build/bench-venv")
            subprocess.run(
                [self.python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PACKAGES],
                check=True)

    def peer_versions(self):
        return subprocess.run(
            [self.python, "-c",
             "import psycopg, asyncpg, ortools, scipy, sys; print(f'Python {sys.version.split()[0]}, psycopg"
             " {psycopg.__version__}, asyncpg {asyncpg.__version__}, OR-Tools {ortools.__version__}, SciPy"
             " {scipy.__version__}')"],
            capture_output=True, text=True, check=True).stdout.strip()


def parse(arguments):
    parser = argparse.ArgumentParser(
        prog="Benchmarks/run", description="Measures Berth beside its peers, as ratios in one run.")
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=f"{', '.join(SECTIONS)}; all when left out")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of each contest; medians are printed")
    parser.add_argument("--seconds", type=int, default=3, help="seconds of each look-up run")
    parser.add_argument("--keep", action="store_true", help="measure on the volume databases of the last run")
    parser.add_argument("--no-build", action="store_true", help="measure what is built already")
    options = parser.parse_args(arguments)
    unknown = [name for name in options.sections if name not in SECTIONS]
    if unknown:
        parser.error(f"there is no section {unknown[0]}; the sections are {', '.join(SECTIONS)}")
    if options.rounds < 1 or options.seconds < 1:
        parser.error("--rounds and --seconds are at least 1")
    return options


def main(root, arguments):
    options = parse(arguments)
    chosen = options.sections or list(SECTIONS)
    try:
        bench = Bench(root, options)
        if not options.no_build:
            bench.build()
        if WITH_PEERS & set(chosen):
            bench.install_peers()
        bench.server.start()
        try:
            facts = report.machine(bench.server)
            if WITH_PEERS & set(chosen):
                bench.remember(bench.peer_versions())
            failures = measure(bench, chosen)
        finally:
            bench.server.stop()
    except Failed as failure:
        say(f"Benchmarks/run: {failure}")
        return 1
    print(report.table(bench.rows))
    print()
    print(report.machine_line(facts))
    print(f"Medians of {options.rounds} interleaved runs (round show: {show.RUNS}).")
    for line in bench.notes + failures:
        print(line)
    report.write_json(bench.json_path, facts, bench.rows, bench.notes + failures)
    return 1 if failures else 0


def measure(bench, chosen):
    """A section that fails does not take the others' numbers with it; it is named at the end."""
    failures = []
    for section in chosen:
        try:
            SECTIONS[section](bench)
        except Failed as failure:
            failures.append(f"{section}: not measured: {failure}")
            say(failures[-1])
    return failures

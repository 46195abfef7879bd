"""Running programs and taking turns."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time


class Failed(Exception):
    """A program under measurement did not do its work; a number for it would be a lie."""


class Ran:
    """One run of a program: seconds by the clock, peak memory in MiB, what it said."""

    def __init__(self, seconds, peak_mib, output):
        self.seconds = seconds
        self.peak_mib = peak_mib
        self.output = output

    @property
    def json(self):
        return json.loads(self.output)


def run(command, env=None, keep_output=True):
    """Runs a program to its end and measures it; its start is part of the time.

    The peak is the kernel's own figure for that process, from wait4.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start = time.monotonic()
        child = subprocess.Popen(
            command, env=env, stdin=subprocess.DEVNULL,
            stdout=out if keep_output else subprocess.DEVNULL, stderr=err,
        )
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.monotonic() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode != 0:
            err.seek(0)
            said = err.read().decode(errors="replace").strip()
            raise Failed(f"{' '.join(command[:6])} … ended with {child.returncode}: {said[-2000:]}")
        out.seek(0)
        return Ran(seconds, usage.ru_maxrss / 1024, out.read().decode(errors="replace"))


def take_turns(rounds, contestants, label):
    """Runs every contestant once a round, A B A B …, and answers the samples of each by name."""
    samples = {name: [] for name in contestants}
    for number in range(1, rounds + 1):
        for name, work in contestants.items():
            note(f"{label}: round {number} of {rounds}, {name}")
            samples[name].append(work())
    return samples


def median(values):
    return statistics.median(values)


def note(text):
    """Progress for whoever waits: on a terminal one line, elsewhere nothing."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{text[:110]}")
        sys.stderr.flush()


def say(text):
    """A line on standard error that stays."""
    note("")
    sys.stderr.write(text + "\n")
    sys.stderr.flush()

"""The table of results, on paper and as JSON."""

import datetime
import json
import os
import platform
import time


class Row:
    """One comparison: what was measured, ours beside the peer's, what was wanted.

    `wanted` is a pair of "at least" or "at most" and a number; without one the row is for information.
    """

    def __init__(self, section, what, ours, peer, unit, peer_name, wanted=None, ratio=None, samples=None):
        self.section = section
        self.what = what
        self.ours = ours
        self.peer = peer
        self.unit = unit
        self.peer_name = peer_name
        self.wanted = wanted
        self.ratio = ratio if ratio is not None else (ours / peer if peer else None)
        self.samples = samples or {}

    @property
    def verdict(self):
        if self.wanted is None or self.ratio is None:
            return ""
        direction, limit = self.wanted
        met = self.ratio >= limit if direction == "at least" else self.ratio <= limit
        return "met" if met else "MISSED"

    @property
    def cells(self):
        wanted = f"{self.wanted[0]} {self.wanted[1]:g}" if self.wanted else ""
        return [
            self.what,
            quantity(self.ours, self.unit),
            quantity(self.peer, self.unit) if self.peer is not None else "",
            self.peer_name,
            f"{self.ratio:.2f}" if self.ratio is not None else "",
            wanted,
            self.verdict,
        ]

    @property
    def as_json(self):
        return {
            "section": self.section, "what": self.what, "ours": self.ours, "peer": self.peer,
            "unit": self.unit, "peer_name": self.peer_name, "ratio": self.ratio,
            "wanted": list(self.wanted) if self.wanted else None, "verdict": self.verdict.lower(),
            "samples": self.samples,
        }


HEAD = ["what", "ours", "peer", "the peer", "ratio", "wanted", "verdict"]
RIGHT = {1, 2, 4}


def quantity(value, unit):
    if unit == "/s":
        return f"{value:,.0f}/s"
    if unit == "s":
        return f"{value * 1000:.1f} ms" if value < 1 else f"{value:.2f} s"
    if unit == "MiB":
        return f"{value:.0f} MiB"
    return f"{value:.2f}"


def table(rows):
    """The rows in Markdown that reads as a table on a terminal too."""
    lines = [HEAD] + [row.cells for row in rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]

    def line(cells):
        return "| " + " | ".join(
            cell.rjust(width) if column in RIGHT else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(cells, widths))
        ) + " |"

    rule = "|" + "|".join(
        "-" * (width + 1) + ":" if column in RIGHT else "-" * (width + 2)
        for column, width in enumerate(widths)
    ) + "|"
    return "\n".join([line(HEAD), rule] + [line(cells) for cells in lines[1:]])


def machine(server):
    """What it was measured on."""
    model, memory = platform.processor() or platform.machine(), 0
    if os.path.exists("/proc/cpuinfo"):
        with open("/proc/cpuinfo", encoding="utf-8") as info:
            names = [line.split(":", 1)[1].strip() for line in info if line.startswith("model name")]
        model = names[0] if names else model
    if hasattr(os, "sysconf"):
        memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    return {
        "cpus": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "model": model,
        "memory_gib": round(memory, 1),
        "system": f"{platform.system()} {platform.release()}",
        "postgresql": server.version,
        "date": datetime.date.today().isoformat(),
        "busy_before": busy(),
    }


def busy(seconds=2):
    """The share of the processors' time that others take, before anything is measured; None where unknown."""
    def read():
        with open("/proc/stat", encoding="utf-8") as stat:
            fields = [int(field) for field in stat.readline().split()[1:]]
        return sum(fields), fields[3] + fields[4]

    if not os.path.exists("/proc/stat"):
        return None
    total, idle = read()
    time.sleep(seconds)
    later, later_idle = read()
    return round(1 - (later_idle - idle) / max(1, later - total), 2)


def machine_line(facts):
    others = facts["busy_before"]
    line = (
        f"{facts['cpus']} CPUs ({facts['model']}), {facts['memory_gib']} GiB, {facts['system']}, "
        f"PostgreSQL {facts['postgresql']}, {facts['date']}"
    )
    if others is not None and others > 0.1:
        line += f"\nThe machine was not quiet: others took {others:.0%} of its processors before the run began."
    return line


def write_json(path, facts, rows, notes):
    with open(path, "w", encoding="utf-8") as file:
        json.dump(
            {"machine": facts, "rows": [row.as_json for row in rows], "notes": notes}, file, indent=1)
        file.write("\n")

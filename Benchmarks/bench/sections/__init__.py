"""One module for each part of the measurements: prepare(bench) and measure(bench)."""

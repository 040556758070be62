"""Benchmarks: ratios measured in one run, never an absolute time that a slow machine could fail."""

"""python -m tests.simulator SEED …: runs seeds; the story of one that fails is made small."""

import argparse
import sys
from contextlib import nullcontext

from tests.simulator import mutants
from tests.simulator.shrink import run, shrink, told
from tests.simulator.world import Choice

parser = argparse.ArgumentParser(prog="python -m tests.simulator")
parser.add_argument("seeds", nargs="+", type=int, metavar="SEED")
parser.add_argument("--whole", action="store_true", help="tell the whole story and do not make it small")
parser.add_argument("--mutant", choices=sorted(mutants.MUTANTS), help="plant a bug first")
given = parser.parse_args()
with mutants.MUTANTS[given.mutant]() if given.mutant else nullcontext():
    for seed in given.seeds:
        choice = Choice(seed)
        if given.whole:
            last = run(choice)
        else:
            choice, last = shrink(seed)
        text = told(choice, last) if given.whole or last.failure else f"seed {seed}: nothing is violated"
        sys.stdout.write(text + f"\nfingerprint {last.fingerprint}\n")

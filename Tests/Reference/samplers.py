"""Values drawn by a second implementation: numpy's Philox words and scipy's quantiles.

Follows the word-by-word description of SamplerTable.draw for the families that invert a
distribution function. Seed 7381465, stream 42, subject 7, replicates 0 to 4, place 0.
Run: python3 table.py samplers.py
Columns: case (as named in SamplerValueTests), replicate, value.
"""

import math
import sys

import numpy
import scipy
from scipy import stats

SEED, SUBJECT, STREAM = 7381465, 7, 42


class Words:
    """The words of one place."""

    def __init__(self, replicate):
        counter = (replicate << 64) + (SUBJECT << 128) + (STREAM << 192)
        self.words = numpy.random.Philox(counter=(counter - 1) % 2**256, key=SEED).random_raw(64)
        self.next = 0

    def uniform(self):
        """53 bits in [0, 1)."""
        word = int(self.words[self.next])
        self.next += 1
        return (word >> 11) * 2.0**-53

    def next_block(self):
        """Skips what is left of a block that was begun."""
        self.next = -(-self.next // 4) * 4


def above(summed, u):
    """The first index whose sum exceeds u."""
    return next(i for i, entry in enumerate(summed) if u < entry)


def piecewise(words):
    """Hazard 0.01 to 4, 0.05 to 12, then 0.02."""
    h = -math.log1p(-words.uniform())
    if h < 0.04:
        return h / 0.01
    return 4 + (h - 0.04) / 0.05 if h < 0.44 else 12 + (h - 0.44) / 0.02


def limited(words, mean, sd, lower, upper):
    """Inversion between limits."""
    a, b = (lower - mean) / sd, (upper - mean) / sd
    return mean + sd * float(stats.truncnorm.ppf(words.uniform(), a, b))


def mixture(words):
    """0.3 exponential with mean 5; 0.7 of (0.5 uniform on 10...20, 0.5 the value 99)."""
    if words.uniform() < 0.3:
        words.next_block()
        return -5 * math.log1p(-words.uniform())
    words.next_block()
    inner = words.uniform()
    words.next_block()
    return 10 + 10 * words.uniform() if inner < 0.5 else 99


CASES = {
    "limited": lambda w: limited(w, 34, 10, 14, 75),
    "upper tail": lambda w: limited(w, 0, 1, 6, math.inf),
    "weibull": lambda w: 12 * (-math.log1p(-w.uniform())) ** (1 / 1.7),
    "exponential": lambda w: -5 * math.log1p(-w.uniform()),
    "uniform": lambda w: -2 + 5 * w.uniform(),
    "loglogistic": lambda w: float(stats.fisk.ppf(w.uniform(), 2.5, scale=8)),
    "piecewise": piecewise,
    "bernoulli": lambda w: float(w.uniform() < 0.3),
    "categorical": lambda w: [7, -1, 3][above([0.42, 0.92, 1], w.uniform())],
    "binomial": lambda w: float(stats.binom.ppf(w.uniform(), 15, 0.3)),
    "large binomial": lambda w: float(stats.binom.ppf(w.uniform(), 100000, 0.3)),
    "poisson": lambda w: float(stats.poisson.ppf(w.uniform(), 2.3)),
    "large poisson": lambda w: float(stats.poisson.ppf(w.uniform(), 1e6)),
    "empirical": lambda w: sorted([3.5, -1, 8, 2, 2])[int(w.uniform() * 5)],
    "mixture": mixture,
}

print("case,replicate,value")
for name, draw in CASES.items():
    for replicate in range(5):
        print(f"{name},{replicate},{draw(Words(replicate))!r}")
print(f"numpy {numpy.__version__}, scipy {scipy.__version__}", file=sys.stderr)

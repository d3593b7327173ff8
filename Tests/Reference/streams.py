"""The first word of every stream by numpy's Philox, as Tests/WashoutTests/StreamStabilityTests.swift
freezes it: seed 7381465, replicate 0, subject 0, place 0.

Run: python3 Tests/Reference/streams.py
"""
import numpy as np

MASK = 2**64 - 1
NUMBERED = [
    1, 2, 3, 4, 10, 20, 30, 40, 41, 50, 500, 600, 601, 602,
    0x1000, 0x1001, 0x1100, 0x1101, 0x10100, 0x10101, 0x10140, 0x10900, 0x11640, 0x11841,
]
NAMED = [
    "covariate:age_years", "covariate:weight_kg", "covariate:crp_mg_per_l",
    "severity:proteinuria", "screening-noise:esr_mm_per_h",
    "visit-noise:crp_mg_per_l", "score:pain", "score-screening:pain", "score-flare:pain",
    "prior:drug.effect.driven",
]


def named(name):
    hash = 0xCBF29CE484222325
    for byte in name.encode():
        hash = ((hash ^ byte) * 0x100000001B3) & MASK
    return hash | 1 << 63


def first_word(stream):
    # numpy counts up before it computes a block, so it starts one block early.
    before = ((stream << 192) - 1) % (1 << 256)
    counter = np.array([(before >> (64 * i)) & MASK for i in range(4)], dtype=np.uint64)
    key = np.array([7381465, 0], dtype=np.uint64)
    return int(np.random.Philox(key=key, counter=counter).random_raw())


for stream in NUMBERED + [named(name) for name in NAMED]:
    print(f"    (0x{stream:x}, 0x{first_word(stream):x}),")

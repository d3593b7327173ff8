"""Words of numpy's Philox4x64-10, a second implementation of the generator.

numpy moves its counter on before each block, so a block with counter c is what numpy gives from c - 1.
Run: python3 table.py philox.py
Columns: seed, place, block, replicate, subject, stream, then the four words of that block, in hex.
"""

import sys

import numpy

WORD = 2**64 - 1
CASES = [
    # seed, place, block, replicate, subject, stream
    (0, 0, 0, 0, 0, 0),
    (7381465, 0, 0, 0, 0, 1),
    (7381465, 0, 1, 0, 0, 1),
    (7381465, 0, 2, 19999, 14, 1),
    (7381465, 1, 0, 19999, 14, 1),
    (7381465, 9999, 3, 3, 2, 2**63 + 12345),
    (1, 4294967295, 0, 2**40, 2**33, WORD),
    (WORD, 5, 7, WORD, WORD, 0),
]


def block(seed, place, number, replicate, subject, stream):
    """The four words of one block."""
    counter = place << 32 | number
    for i, word in enumerate((replicate, subject, stream)):
        counter |= word << 64 * (i + 1)
    before = (counter - 1) % 2**256
    return numpy.random.Philox(counter=before, key=seed).random_raw(4)


print("seed,place,block,replicate,subject,stream,word0,word1,word2,word3")
for case in CASES:
    words = [f"0x{int(word):016x}" for word in block(*case)]
    print(",".join([*(f"0x{part:x}" for part in case), *words]))
print(f"numpy {numpy.__version__}", file=sys.stderr)

"""Fingerprints of texts, by which a reprint with small changes is recognised: MinHash over runs of words."""

import re

HASHES = 128
SHINGLE = 4
SAME_TEXT = 0.7
"""Similarity from which on two texts are the same one, reprinted."""
WORD = re.compile(r"\w+")


def fingerprint(text: str) -> tuple[int, ...]:
    """The MinHash of a text: the same for the same words, on every machine and in every run."""
    from datasketch import MinHash

    words = WORD.findall(text.lower())
    count = max(1, len(words) - SHINGLE + 1)
    shingles = {" ".join(words[i : i + SHINGLE]).encode() for i in range(count)}
    minhash = MinHash(num_perm=HASHES, seed=1)
    minhash.update_batch(sorted(shingles))
    return tuple(int(value) for value in minhash.hashvalues)

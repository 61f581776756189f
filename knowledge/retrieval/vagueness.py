"""Claims that leave open what they are about, such as "it will never happen", said with the topic that is in view."""

import re
from collections.abc import Collection
from typing import Final

from knowledge.retrieval.scope import subject
from knowledge.storage.store import WorkspaceStore
from knowledge.understanding.declaratives import declarative
from knowledge.understanding.entities import entities
from knowledge.understanding.topics import Topic
from knowledge.understanding.words import content_words

MOST_WORDS: Final = 5
"""Content words of a vague claim; a longer one says by itself what it is about."""

POINTING: Final = re.compile(
    r"^\W*(?:(?:i|we) (?:think|believe|doubt)(?: that)? )?(?:it|they|this|that|these|those|there)\b",
    re.IGNORECASE,
)
"""A claim about something that was named before."""

USUAL: Final = 0.5
"""Share of a claim's content words that those who speak on the topic use, too, for it to be about the topic."""

LOOKED_UP: Final = 5_000
"""Claims with a word that are looked at for some on the topic."""


def in_view(store: WorkspaceStore, claim: str, topic: Topic, within: Collection[int]) -> str | None:
    """Return the claim with its topic said; None where it names what it is about, or is about something else.

    `within` are the keys of the claims on the topic. "Alliance is easy" on russia-china becomes "On relations between
    Russia and China: alliance is easy"; "pineapple belongs on pizza" stays as it is. See docs/decisions/0022.
    """
    used = content_words(claim)
    if len(used) > MOST_WORDS or entities(claim) or set(used) & set(content_words(subject(topic))):
        return None
    if not POINTING.match(claim):
        usual = [
            word
            for word in used
            if any(hit.key in within for hit in store.with_words([word], limit=LOOKED_UP))
        ]
        if len(usual) < USUAL * len(used):
            return None
    return f"On {subject(topic)}: {declarative(claim)}"

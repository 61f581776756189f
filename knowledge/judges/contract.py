"""The contract of whoever judges stance, on one page: the shipped model, another pair model, a language model."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol, TypeAlias

from knowledge.errors import CounterpointError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LABELS: Final = ("counters", "supports", "neither")
"""Order of the columns of what `probabilities` returns."""

Pair: TypeAlias = tuple[str, str]
"""A claim that somebody asks about, and a quote that stands in a source."""

Probabilities: TypeAlias = "NDArray[np.float32]"
"""Shape (n, 3): P(counters), P(supports), P(neither), a row a pair."""


class Judge(Protocol):
    """Says what quotes say about claims. Threads share it."""

    def probabilities(self, pairs: Sequence[Pair], /) -> Probabilities:
        """Return a row a pair, in their order; not to be written to. May raise `JudgeFailed`."""


class JudgeFailed(CounterpointError):
    """A judge gives no judgement now: too slow, too dear, unreachable, or not making sense.

    The message is for the operator's log: it holds neither what was asked nor any part of an answer, and no secret.
    """


def nothing_to_close() -> None:
    """Close nothing: a model in memory holds nothing open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judges:
    """Who judges what; each is made when it is first needed."""

    of_claims: Callable[[], Judge]
    """Judges quotes against what somebody asks."""

    of_topics: Callable[[], Judge]
    """Judges quotes against many plain claims about a topic, hundreds of pairs a question."""

    close: Callable[[], None] = nothing_to_close
    """Lets go of what the judges hold open, when nobody asks any more."""


def shipped() -> Judge:
    """Give the stance model that ships with the program, loaded once a process."""
    from knowledge.stance import StanceModel

    return StanceModel.load()


SHIPPED: Final = Judges(of_claims=shipped, of_topics=shipped)

"""How arguable a sentence is: an assertion that someone could deny, or something else."""

import math
import re
from typing import Final

LEAST_WORDS: Final = 5

LEAST_HEADLINE_WORDS: Final = 7
"""A shorter headline names its subject more often than it says something about it."""

QUESTION: Final = re.compile(r"\?[\"'”’»)\]]*$")
UNFINISHED: Final = re.compile(r"(?::|,|;| and| or| the| of| to)$")
FINISHED: Final = re.compile(r"[.!…][\"'”’»)\]]*$")

FINITE: Final = re.compile(
    r"\b(?:is|are|was|were|am|be|been|has|have|had|do|does|did|will|would|can|could|should|must|may|might|shall|"
    r"cannot|wants?|needs?|makes?|means?|shows?|gives?|takes?|keeps?|remains?|becomes?|became|says?|said|seems?|"
    r"fails?|works?|helps?|leads?|brings?|causes?|goes|went|comes|came|gets?|got|lets?|puts?|threatens?|deserves?|"
    r"costs?|hurts?|matters?|lacks?|seeks?|faces?|poses?|offers?|depends?|allows?|requires?|creates?|reduces?|"
    r"increases?|improves?|undermines?|strengthens?|weakens?|outweighs?|belongs?|believes?|thinks?|knows?|"
    r"\w{3,}(?:ed|n't|n’t|'s not|’s not)|it['’]s|that['’]s|there['’]s|they['’]re|we['’]re|\w+['’](?:ll|ve))\b",
    re.IGNORECASE,
)

PERHAPS_FINITE: Final = re.compile(r"\b[a-z]{2,}[a-rtv-z]s\b")
"""A word that may be a verb of the third person; enough in a sentence that ends as one."""

JUDGEMENT: Final = re.compile(
    r"\b(?:should|must|ought|need(?:s)? to|cannot|can't|won't|never|always|only|unlikely|likely|inevitabl[ey]|"
    r"impossible|possible|certain(?:ly)?|clear(?:ly)?|obvious(?:ly)?|bound to|doomed|fail(?:s|ed|ure)?|wrong|right|"
    r"good|bad|better|worse|best|worst|dangerous|harm(?:s|ful)?|benefit(?:s|ial)?|important|crucial|critical|vital|"
    r"necessary|essential|fair|unfair|unjust|just|easy|easier|hard|harder|difficult|challeng(?:e|ing)|threat(?:en|ens)?|"
    r"risk(?:s|y)?|weak(?:en|ens|er)?|strong(?:er)?|strengthen(?:s|ed)?|undermin(?:e|es|ing)|because|therefore|thus|"
    r"would|could|might|may|will|more|less|too|despite|although|rather than|not|no|nothing|nobody|depends?|means?|"
    r"leads? to|causes?|reflects?|suggests?|shows?|proves?|reveals?|contradict\w*|conflict|interests?|aims?|seeks?)\b",
    re.IGNORECASE,
)
NARRATION: Final = re.compile(
    r"\b(?:met|visited|arrived|signed|attended|announced on|held a|held talks|took place|was born|graduated|"
    r"on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|last week|this morning|o'clock|p\.m\.|a\.m\.)\b",
    re.IGNORECASE,
)
ADDRESS: Final = re.compile(
    r"^(?:(?:finally|first|next|now|so|also), )?(?:click|read|see|watch|subscribe|sign up|follow|share|let['’]s|"
    r"let us|thank(?:s| you)|welcome|hello|good (?:morning|evening|afternoon)|please|here is|here are|"
    r"in this (?:article|piece|episode))\b",
    re.IGNORECASE,
)


def asserts(text: str, *, headline: bool = False) -> bool:
    """Whether a text is a whole statement: not a question, a fragment, a lead-in or an appeal to the reader.

    A headline has to show its verb, since so many have none.
    """
    bare = text.strip()
    if (
        len(bare.split()) < (LEAST_HEADLINE_WORDS if headline else LEAST_WORDS)
        or QUESTION.search(bare)
        or UNFINISHED.search(bare)
        or ADDRESS.search(bare)
    ):
        return False
    letters = sum(c.isalpha() for c in bare)
    verb = bool(FINITE.search(bare)) or (not headline and bool(PERHAPS_FINITE.search(bare)))
    return letters > len(bare) * 0.6 and verb


def arguable(text: str) -> float:
    """Return how arguable a sentence is, 0 to 1: by words of judgement, against plain narration."""
    if not asserts(text):
        return 0.0
    words = len(text.split())
    judged = len({found.lower() for found in JUDGEMENT.findall(text)})
    weight = -0.4 + 0.75 * min(judged, 4)
    weight -= 1.0 * bool(NARRATION.search(text))
    weight -= 0.6 * (words < 8) + 0.5 * (words > 50)
    weight -= 0.8 * (not FINISHED.search(text.strip()))
    return 1 / (1 + math.exp(-weight))

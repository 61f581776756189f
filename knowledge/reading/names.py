"""People's names and roles in the lines around a text: bylines, boxes about the author."""

import re

HONORIFIC = re.compile(
    r"^(?:(?:Dr|Prof|Professor|Mr|Mrs|Ms|Mx|Sir|Dame|Rev|Reverend|Hon|Ambassador|Amb|Associate Professor"
    r"|Assistant Professor|Emeritus Professor)\b\.? )+"
)
SMALL_WORDS = """
de da do dos du des del della di la le van von der den ter ten bin ibn al el abu y e zu
"""
PARTICLES = frozenset(SMALL_WORDS.split())
NAME_WORD = re.compile(r"^(?:[^\W\d_a-z]\.?(?:[^\W\d_]\.)*|[^\W\d_a-z][^\W\d_]*(?:['’-][^\W\d_]+)*\.?)$")
MENU_WORDS = """
an are be can cannot do does for how is it must never no nobody not one only should they we when where who will
about abstract africa african america american americas analysis and article articles asia asian
august australia author authors bbc blog book books breaking britain business by canada category
center centre chapter china chinese climate cnn column commentary comment comments conclusion
conference contents contributor council culture daily debate december defence defense democracy
department desk economic economics economy editor editorial editors education energy environment
essay essays europe european event events exclusive explainer express fact february featured
features finance focus foreign forum foundation france free friday from full general germany global
government group guest health history home how in india initiative insight insights institute
international interview introduction iran israel issue issues january japan journal july june korea
latest law lead letter letters life live local london magazine march market markets may media member
menu middle military monday money morning moscow movie nation national nato new news newsletter
newsroom north notes november nuclear october of official on online op-ed opinion opinions our
overview page part party peace perspective photo picks podcast podcasts point policy political
politics post posts power president press primary read reader readers register report reports
research reuters review reviews russia russian saturday school science search security senate series
service site society source south special sport sports staff state states story street studies
subscribe summary sunday support taiwan team tech technology the this thursday times to today top
topics trade transcript travel trending tuesday turkey ukraine ukrainian union united university us
video videos view viewpoint views war washington watch weather wednesday week weekly west western
what why with world york your
"""
NOT_NAMES = frozenset(MENU_WORDS.split())
ROLE_WORDS = (
    r"(?:academic|activist|advis[eo]r|advocate|ambassador|analyst|anthropologist|assistant|associate|attorney|author"
    r"|blogger|broadcaster|campaigner|clerk|councill?or|doctor|farmer|governor|headteacher|judge|librarian|mayor"
    r"|moderator|nurse|organi[sz]er|principal|candidate|chair(?:man|woman|person)?|chief|co-?founder|columnist|commentator|consultant"
    r"|contributor|coordinator|correspondent|critic|dean|diplomat|director|economist|editor|engineer|entrepreneur"
    r"|essayist|executive|expert|fellow|founder|freelancer?|graduate|head|historian|host|instructor|intern|investor"
    r"|journalist|lawyer|lecturer|manager|member|minister|novelist|officer|partner|philosopher|physician|policymaker"
    r"|political scientist|politician|president|producer|professor|psychologist|publisher|reader|reporter"
    r"|research(?:er)?|scholar|scientist|secretary|senator|senior|sociologist|specialist|spokes(?:man|woman|person)"
    r"|strategist|student|teacher|theorist|vice|visiting|writer)"
)
LONGEST_LIST = 400
"""Characters of a byline beyond which nothing is looked for."""
ROLE_WORD = re.compile(rf"\b{ROLE_WORDS}s?\b", re.IGNORECASE)
ROLE_LINE = re.compile(rf"^(?:[^\W\d_][\w&'’-]* ){{0,4}}?{ROLE_WORDS}\b[^.!?]{{0,120}}\.?$", re.IGNORECASE)


def plain_name(text: str) -> str | None:
    """A name without honorific, spaced and cased as usual; None when the text is not a name.

    Names of one word are left to the caller: alone they are as likely a menu entry.
    """
    words = HONORIFIC.sub("", " ".join(text.split()).strip(" ,;:.|·-–—")).split()
    if not 1 <= len(words) <= 6 or not _are_name_words(words):
        return None
    words = _once([_cased(word) for word in words])
    return " ".join(words)


def full_name(text: str) -> str | None:
    """Like `plain_name`, for names of two to five words none of which is a word of menus and places."""
    name = plain_name(text)
    if not name or " " not in name:
        return None
    words = name.split()
    if len(words) > 5 or any(word.lower().strip(".") in NOT_NAMES for word in words):
        return None
    return name


def names_in(text: str) -> list[str]:
    """The names of a byline, in order: `Ann Lee and Bo Chan`, `Ann Lee, Bo Chan`."""
    parts = re.split(r"\s*,\s*|\s+(?:and|&|with)\s+", text.strip()[:LONGEST_LIST])
    found: list[str] = []
    for part in parts[:8]:
        name = None if ROLE_WORD.search(part) else full_name(part)
        if name is None:
            break
        found.append(name)
    return found


def is_role(text: str) -> bool:
    """Whether a line is a role and nothing else: `Senior fellow, Institute of Ports`."""
    return (
        len(text) <= 160
        and bool(ROLE_LINE.match(text))
        and not re.search(r"\b(?:is|was|are|has|had)\b", text)
    )


def _are_name_words(words: list[str]) -> bool:
    named = [word for word in words if word.lower() not in PARTICLES]
    return bool(named) and words[-1].lower() not in PARTICLES and all(NAME_WORD.match(word) for word in named)


def _cased(word: str) -> str:
    if len(word) > 2 and word.isupper() and "." not in word:
        return "-".join(part.capitalize() for part in word.split("-"))
    return word


def _once(words: list[str]) -> list[str]:
    """A handle and a name that are the same word ("ann Ann") count once."""
    return [word for i, word in enumerate(words) if i == 0 or word.lower() != words[i - 1].lower()]

"""Between values of the core and rows of the database: pure converters, both ways."""

import json
import re
import unicodedata
import zlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final, TypeAlias

import numpy as np

from knowledge.drafts import Draft, Framing, Picks
from knowledge.types import (
    Block,
    Claim,
    Document,
    Metadata,
    NotebookEntry,
    Question,
    Source,
    Span,
    Speaker,
    StoredClaim,
    Vote,
    Withheld,
)

Row: TypeAlias = Mapping[str, Any]

_INITIALS: Final = 4
_WORD: Final = re.compile(r"[^\W_]+")


def plain(value: Any) -> Any:
    """Replace what SQLite cannot hold, halves of surrogate pairs, one character by one: offsets stay true."""
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value


def claim_id(given: str) -> str:
    """The short id of a claim as it is stored, whose letters somebody may have written small."""
    found: str = plain(given)
    return found.upper() if found.isascii() else found


def source_id(given: str) -> str:
    """The id of a source as it is stored, whose letters somebody may have written large."""
    found: str = plain(given)
    return found.lower() if found.isascii() else found


def written(moment: datetime) -> str:
    """A moment in UTC as ISO 8601, to the second: the order of such texts is the order of time."""
    return moment.isoformat(timespec="seconds")


def prefix_of(topic: str | None, title: str | None) -> str:
    """Give the letters that the ids of a source's claims begin with: `russia-china` makes `RC`."""
    words = _WORD.findall(topic) if topic else _WORD.findall(title or "")[:2]
    letters = unicodedata.normalize("NFKD", "".join(word[0] for word in words[:_INITIALS]))
    return "".join(letter for letter in letters.upper() if letter.isascii() and letter.isalnum()) or "S"


def metadata_row(metadata: Metadata) -> dict[str, str | None]:
    """Make the columns of a source that can be edited, all but its topic."""
    return {
        "title": plain(metadata.title),
        "author": plain(metadata.author),
        "author_role": plain(metadata.author_role),
        "outlet": plain(metadata.outlet),
        "date": plain(metadata.date),
        "url": plain(metadata.url),
    }


def metadata_from(row: Row) -> Metadata:
    """Read the metadata columns of a source."""
    return Metadata(
        title=row["title"],
        author=row["author"],
        author_role=row["author_role"],
        outlet=row["outlet"],
        date=row["date"],
        url=row["url"],
    )


def source_from(row: Row) -> Source:
    """Read a row of `sources`."""
    return Source(
        id=row["id"],
        file=row["file"],
        kind=row["kind"],
        metadata=metadata_from(row),
        topic=row["topic"],
        added=row["added"],
        sha256=row["sha256"],
        claims=row["claims"],
        review=row["review"],
        retracted=row["retracted"],
        reason=row["reason"],
    )


def document_row(document: Document) -> dict[str, str]:
    """Make the columns of `documents`."""
    blocks = [[block.span.start, block.span.end, block.kind] for block in document.blocks]
    return {"text": plain(document.text), "blocks": json.dumps(blocks, separators=(",", ":"))}


def document_from(row: Row) -> Document:
    """Read a row of `documents` joined with its source."""
    blocks = (
        Block(span=Span(start=start, end=end), kind=kind) for start, end, kind in json.loads(row["blocks"])
    )
    return Document(kind=row["kind"], text=row["text"], blocks=tuple(blocks), metadata=metadata_from(row))


def claim_row(claim: Claim) -> dict[str, Any]:
    """Make the columns of `claims` that come from the claim itself."""
    return {
        "start": claim.span.start,
        "end": claim.span.end,
        "quote": plain(claim.quote),
        "speaker": plain(claim.speaker.name),
        "role": plain(claim.speaker.role),
        "manner": claim.manner,
        "evidence": claim.evidence,
        "score": float(claim.score),
        "entities": json.dumps(sorted(claim.entities)),
        "headline": claim.headline,
        "needs_before": claim.needs_before,
        "before": plain(claim.before),
        "after": plain(claim.after),
    }


def claim_from(row: Row, source: Source) -> StoredClaim:
    """Read a row of `claims` joined with its correction."""
    claim = Claim(
        span=Span(start=row["start"], end=row["end"]),
        quote=row["quote"],
        speaker=Speaker(name=row["speaker"], role=row["role"]),
        manner=row["manner"],
        evidence=row["evidence"],
        score=row["score"],
        entities=frozenset(json.loads(row["entities"])),
        headline=bool(row["headline"]),
        needs_before=bool(row["needs_before"]),
        before=row["before"],
        after=row["after"],
    )
    return StoredClaim(
        id=row["id"],
        key=row["key"],
        claim=claim,
        source=source,
        withheld=_why_withheld(row, source),
        detected=_detected(row),
    )


def _why_withheld(row: Row, source: Source) -> Withheld | None:
    if not row["withheld"]:
        return None
    if row["dropped"]:
        return "dropped"
    return "retracted" if source.retracted else "held"


def _detected(row: Row) -> Speaker | None:
    if row["corrected"] is None:
        return None
    return Speaker(name=row["detected"], role=row["detected_role"])


def deflated(original: bytes) -> bytes:
    """Compress the bytes of a source as they were added."""
    return zlib.compress(original)


def original_from(row: Row) -> bytes:
    """Give back the bytes of a source as they were added."""
    return zlib.decompress(row["deflated"])


def minhash_blob(fingerprint: tuple[int, ...]) -> bytes:
    """Encode a fingerprint: 64 bits a number."""
    return np.array(fingerprint, dtype="<u8").tobytes()


def key_from(row: Row) -> int:
    """Read the key of a claim."""
    return int(row["key"])


def question_from(row: Row) -> Question:
    """Read a row of `questions`."""
    return Question(
        token=row["token"],
        person=row["person"],
        command=row["command"],
        arguments=json.loads(row["arguments"]),
        at=row["at"],
    )


def notebook_entry_from(row: Row) -> NotebookEntry:
    """Read a line of somebody's notebook."""
    return NotebookEntry(quote=row["id"], text=row["note"], at=row["at"])


def vote_from(row: Row) -> Vote:
    """Read a row of `votes` joined with its claim."""
    return Vote(person=row["person"], quote=row["id"], asked=row["asked"], stance=row["stance"], at=row["at"])


def draft_content(picks: Picks, earlier: Sequence[Picks], framing: Framing) -> str:
    """Write what a draft holds as JSON."""
    content = {
        "picks": _picked(picks),
        "earlier": list(map(_picked, earlier)),
        "framing": {
            "title": plain(framing.title),
            "introduction": plain(framing.introduction),
            "closing": plain(framing.closing),
        },
    }
    return json.dumps(content, ensure_ascii=False)


def draft_from(row: Row) -> Draft:
    """Read a draft from a row of its table, joined with the id of its source."""
    content = json.loads(row["content"])
    return Draft(
        token=row["token"],
        person=row["person"],
        source=row["id"],
        picks=_picks_from(content["picks"]),
        earlier=tuple(map(_picks_from, content["earlier"])),
        framing=Framing(**content["framing"]),
        at=row["at"],
    )


def _picked(picks: Picks) -> Mapping[str, Any]:
    return {"central": picks.central, "key": list(picks.key)}


def _picks_from(content: Mapping[str, Any]) -> Picks:
    return Picks(central=content["central"], key=tuple(content["key"]))

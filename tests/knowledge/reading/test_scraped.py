"""The real scraped documents beside the repository: their metadata and furniture, where they are present."""

import json
from pathlib import Path
from typing import Any

import pytest

from knowledge import reading

SHARED = Path(__file__).parents[4] / "shared"
GOLD = SHARED / "gold" / "seeds-public.json"
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not GOLD.exists(), reason="the scraped documents are not beside the repository"),
]


@pytest.fixture(scope="module")
def gold() -> dict[str, Any]:
    return json.loads(GOLD.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def test_title_author_and_date_of_every_document_are_right(gold: dict[str, Any]) -> None:
    wrong = []
    for wanted in gold["sources"]:
        found = reading.read(
            (SHARED / "sources" / wanted["source"]).read_bytes(), name=wanted["source"]
        ).metadata
        wrong += [
            (wanted["source"], field, getattr(found, field))
            for field in ("title", "author", "date")
            if field in wanted and getattr(found, field) != wanted[field]
        ]
    assert wrong == []


def test_no_furniture_is_left_and_every_wanted_quote_is(gold: dict[str, Any]) -> None:
    folder = SHARED / "sources"
    texts = {path.name: reading.read(path.read_bytes(), name=path.name).text for path in folder.iterdir()}
    assert [
        junk for junk in gold["never_quoted"] for text in texts.values() if junk.lower() in text.lower()
    ] == []
    wanted = [one for query in gold["queries"] for one in query["relevant"]]
    assert [one for one in wanted if not reading.same_letters(one["contains"], texts[one["source"]])] == []

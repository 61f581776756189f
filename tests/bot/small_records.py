"""What a workspace remembers besides its sources, kept in memory."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from knowledge.drafts import Draft, Framing, Picks
from knowledge.storage.cards import Cards
from knowledge.storage.records import Dispute
from knowledge.storage.store import Vectors
from knowledge.types import Kept, NotebookEntry, Question, Stance, Vote

AT = "2026-01-07T10:00:00+00:00"


class SmallRecords:
    """The same as a database would remember, until it is dropped."""

    def __init__(self) -> None:
        self.set: dict[str, str] = {}
        self.channels: dict[str, str] = {}
        self.questions: dict[str, Question] = {}
        self.voted: dict[tuple[str, str, str], Vote] = {}
        self.notebooks: dict[str, dict[str, NotebookEntry]] = {}
        self.preferred: dict[str, dict[str, str]] = {}
        self.drafts: dict[str, Draft] = {}

    def settings(self) -> dict[str, str]:
        return dict(self.set)

    def set_setting(self, name: str, value: str | None) -> None:
        _put(self.set, name, value)

    def channel_topic(self, channel: str) -> str | None:
        return self.channels.get(channel)

    def set_channel_topic(self, channel: str, topic: str | None) -> None:
        _put(self.channels, channel, topic)

    def keep_question(self, *, person: str, command: str, arguments: Mapping[str, str]) -> str:
        token = f"q{len(self.questions):07}"
        self.questions[token] = Question(
            token=token, person=person, command=command, arguments=dict(arguments), at=AT
        )
        return token

    def question(self, token: str) -> Question | None:
        return self.questions.get(token)

    def change_question(self, token: str, *, before: Mapping[str, str], after: Mapping[str, str]) -> bool:
        question = self.questions.get(token)
        if question is None or question.arguments != dict(before):
            return False
        self.questions[token] = replace(question, arguments=dict(after))
        return True

    @property
    def cards(self) -> Cards:
        raise NotImplementedError

    def vote(self, *, person: str, key: int, asked: str, stance: Stance, vector: Vectors) -> bool:
        raise NotImplementedError

    def votes(self) -> list[Vote]:
        return list(self.voted.values())

    def disputes(self, keys: Collection[int] | None = None) -> list[Dispute]:
        raise NotImplementedError

    def outdated(self) -> list[str]:
        return []

    def renew(self, asked: str, vector: Vectors) -> None:
        raise NotImplementedError

    def dismiss(self, claim_id: str) -> int:
        against = [key for key, vote in self.voted.items() if vote.quote == claim_id]
        for key in against:
            del self.voted[key]
        return len(against)

    def preferences(self, person: str) -> dict[str, str]:
        return dict(self.preferred.get(person, {}))

    def set_preference(self, person: str, name: str, value: str | None) -> None:
        _put(self.preferred.setdefault(person, {}), name, value)

    def keep_draft(
        self, *, person: str, source: str, picks: Picks, earlier: Sequence[Picks] = (), framing: Framing
    ) -> str | None:
        there = self.draft_about(source, person=person)
        token = there.token if there else f"d{len(self.drafts):07}"
        self.drafts[token] = Draft(
            token=token,
            person=person,
            source=source,
            picks=picks,
            earlier=tuple(earlier),
            framing=framing,
            at=AT,
        )
        return token

    def draft(self, token: str) -> Draft | None:
        return self.drafts.get(token)

    def draft_about(self, source: str, *, person: str) -> Draft | None:
        mine = (one for one in self.drafts.values() if one.person == person and one.source == source)
        return next(mine, None)

    def discard_draft(self, token: str) -> bool:
        return self.drafts.pop(token, None) is not None

    def save(self, person: str, key: int, text: str | None = None) -> bool:
        mine, quote = self.notebooks.setdefault(person, {}), f"FB-{key:03}"
        new = quote not in mine
        words = text if text is not None or new else mine[quote].text
        mine[quote] = NotebookEntry(quote=quote, text=words, at=AT)
        return new

    def unsave(self, person: str, claim_id: str) -> bool:
        return self.notebooks.get(person, {}).pop(claim_id, None) is not None

    def notebook(self, person: str) -> list[NotebookEntry]:
        return list(self.notebooks.get(person, {}).values())

    def clear_notebook(self, person: str) -> int:
        return len(self.notebooks.pop(person, {}))

    def about(self, person: str) -> Kept:
        return Kept(
            person=person,
            questions=tuple(one for one in self.questions.values() if one.person == person),
            votes=tuple(one for one in self.voted.values() if one.person == person),
            drafts=tuple(one for one in self.drafts.values() if one.person == person),
            preferences=self.preferences(person),
            notebook=tuple(self.notebook(person)),
        )

    def forget(self, person: str) -> None:
        self.questions = {token: one for token, one in self.questions.items() if one.person != person}
        self.voted = {key: one for key, one in self.voted.items() if one.person != person}
        self.preferred.pop(person, None)
        self.drafts = {token: one for token, one in self.drafts.items() if one.person != person}
        self.notebooks.pop(person, None)


def _put(kept: dict[str, str], name: str, value: str | None) -> None:
    if value is None:
        kept.pop(name, None)
    else:
        kept[name] = value

"""Makes a stored source out of a file's bytes: read, segment, attribute, detect, embed, store."""

from collections.abc import Sequence
from dataclasses import replace

from knowledge.encoder import Encoder
from knowledge.errors import AlreadyThere, InputError, UnreadableFile
from knowledge.outside import OUTSIDE, Outside
from knowledge.places import load
from knowledge.storage.store import NewSource, WorkspaceStore
from knowledge.tagger import SpanTagger
from knowledge.types import Claim, Document, File, Review, Source
from knowledge.understanding.attribution import attributions, author_speaker
from knowledge.understanding.claims import claims
from knowledge.understanding.sentences import sentences
from knowledge.understanding.topics import claim_topics, entities_named, entity_topic, main_topic


def understand(document: Document) -> tuple[Claim, ...]:
    """Find a document's claims with their speakers: a pure function of the document."""
    found = sentences(document)
    cited = attributions(document, found, tagged=SpanTagger.load().tag(document.text))
    return claims(document, found, cited, author=author_speaker(document))


def source_topic(document: Document, found: Sequence[Claim]) -> str | None:
    """Name what a document is about, from its title and claims."""
    return main_topic(document.metadata.title, [c.quote for c in found], [c.entities for c in found])


def add(
    store: WorkspaceStore,
    place: str | File,
    *,
    topic: str | None,
    encoder: Encoder,
    outside: Outside = OUTSIDE,
    review: Review | None = None,
    job: int | None = None,
) -> Source:
    """Add one file or link to a workspace, under a topic's name as `topic_name` gives it.

    `job`: what is done with this, and is taken off the list of what is still to be added in the same transaction.

    Raises `UnreadableFile` when it cannot become a source, `AlreadyThere` when it is one.
    """
    content, name, url = load(place, fetch=outside.fetch)
    refuse_known(store, content, name=name)
    document = outside.reader().read(content, name=name)
    if url and not document.metadata.url:
        document = replace(document, metadata=replace(document.metadata, url=url))
    fingerprint = refuse_reprint(store, document, name=name)
    found = understand(document)
    if not found:
        raise UnreadableFile(f"{name} holds no claim; add a text with full sentences that assert something.")
    about = topic or source_topic(document, found)
    return store.add(
        NewSource(
            file=name,
            original=content,
            document=document,
            topic=about,
            fingerprint=fingerprint,
            claims=found,
            topics=[claim_topics(claim.entities, source_topic=about) for claim in found],
            vectors=encoder.encode([claim.quote for claim in found]),
            review=review,
            job=job,
        )
    )


def topic_name(topic: str) -> str:
    """The name under which a topic is kept: `russia-china` for "Sino-Russian". Raises `InputError`."""
    from knowledge.understanding.words import words

    if not words(topic):
        raise InputError("A topic needs a word; for example: --topic russia-china")
    named = entities_named(topic)
    return entity_topic(named) if named else "-".join(words(topic))


def refuse_known(store: WorkspaceStore, content: bytes, *, name: str) -> None:
    """Raise `AlreadyThere` when these very bytes were added before."""
    from hashlib import sha256

    known = store.find_sha256(sha256(content).hexdigest())
    if known:
        raise AlreadyThere(f"{name} is in the library already as {known.id} ({known.file}).")


def refuse_reprint(store: WorkspaceStore, document: Document, *, name: str) -> tuple[int, ...]:
    """Return the text's fingerprint. Raises `AlreadyThere` when it differs little from a stored text."""
    from knowledge.reading.fingerprints import SAME_TEXT, fingerprint

    made = fingerprint(document.text)
    for source_id in store.resembling(made, least=SAME_TEXT):
        known = store.source(source_id)
        other_name = known.file if known else source_id
        raise AlreadyThere(f"{name} is a reprint of {source_id} ({other_name}), so it need not be added.")
    return made

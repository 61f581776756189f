"""What an embed may hold."""

from tests.doubles.discord.refusals import Path, Payload, Problems

MOST_EMBEDS = 10
MOST_CHARACTERS = 6_000
TITLE, DESCRIPTION, FIELDS, FIELD_NAME, FIELD_VALUE, FOOTER, AUTHOR = 256, 4_096, 25, 256, 1_024, 2_048, 256
URL = 2_048
WEB = ("http", "https")
PICTURES = (*WEB, "attachment")


def embed_texts(embed: Payload) -> list[str]:
    """The texts that count toward the limit over all embeds, in the order they are shown."""
    author, footer = embed.get("author") or {}, embed.get("footer") or {}
    texts = [author.get("name"), embed.get("title"), embed.get("description")]
    for one in embed.get("fields") or []:
        texts += [one.get("name"), one.get("value")]
    return [text for text in [*texts, footer.get("text")] if isinstance(text, str) and text]


def check_embeds(problems: Problems, embeds: object) -> None:
    listed = problems.items(("embeds",), embeds, most=MOST_EMBEDS)
    for place, embed in enumerate(listed):
        _check_embed(problems, ("embeds", place), embed)
    if sum(len(text.strip()) for embed in listed for text in embed_texts(embed)) > MOST_CHARACTERS:
        problems.add(
            ("embeds",), "MAX_EMBED_SIZE_EXCEEDED", f"Embed size exceeds maximum size of {MOST_CHARACTERS}"
        )


def _check_embed(problems: Problems, path: Path, embed: Payload) -> None:
    problems.text((*path, "title"), embed.get("title"), most=TITLE)
    problems.text((*path, "description"), embed.get("description"), most=DESCRIPTION)
    for place, one in enumerate(problems.items((*path, "fields"), embed.get("fields"), most=FIELDS)):
        problems.text((*path, "fields", place, "name"), one.get("name"), least=1, most=FIELD_NAME)
        problems.text((*path, "fields", place, "value"), one.get("value"), least=1, most=FIELD_VALUE)
    if (footer := embed.get("footer")) is not None:
        problems.text((*path, "footer", "text"), footer.get("text"), most=FOOTER)
    if (author := embed.get("author")) is not None:
        problems.text((*path, "author", "name"), author.get("name"), least=1, most=AUTHOR)
        _check_link(problems, (*path, "author", "url"), author.get("url"), WEB)
    _check_link(problems, (*path, "url"), embed.get("url"), WEB)
    for picture in ("image", "thumbnail"):
        link = (embed.get(picture) or {}).get("url")
        _check_link(problems, (*path, picture, "url"), link, PICTURES)


def _check_link(problems: Problems, path: Path, link: object, schemes: tuple[str, ...]) -> None:
    if link is not None:
        problems.link(path, link, most=URL, schemes=schemes)

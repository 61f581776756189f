"""The commands of those who look after the library."""

from typing import Final

from bot import answering, keeping, library
from bot.command import Command, Parameter
from bot.commands.parameters import SOURCE, choice, option, required
from bot.moderation import moderators
from bot.settings import ADD, ANSWERS, INTAKE, LANGUAGE, LINKS, PAGES

COMMANDS: Final[tuple[Command, ...]] = (
    Command(
        name="topic set",
        summary="Give this channel a topic, so that a question need not name it.",
        parameters=(required("topic", "A topic of the library, or any phrase.", suggests="topics"),),
        example="topic set russia-china",
        run=keeping.topic_set,
        audience="moderator",
    ),
    Command(
        name="topic clear",
        summary="Take this channel's topic away.",
        example="topic clear",
        run=keeping.topic_clear,
        audience="moderator",
    ),
    Command(
        name="settings",
        summary="Who adds sources, private or public answers, the language, the pages, review of new claims.",
        parameters=(
            choice("add", "Who may add sources.", ADD.choices),
            choice("answers", "Whether answers are private at first.", ANSWERS.choices),
            choice("language", "The language of the interface.", LANGUAGE.choices),
            choice("pages", "Who may read the library's pages.", PAGES.choices),
            choice("links", "For how many days a link to the pages opens them.", LINKS.choices),
            choice(
                "intake",
                "Whether new claims are reviewed, after or before they can be quoted.",
                INTAKE.choices,
            ),
        ),
        example="settings --answers public",
        run=keeping.settings,
        audience="moderator",
        personal=True,
    ),
    Command(
        name="moderators",
        summary="Let the people of a role or user group moderate, too.",
        parameters=(
            Parameter(name="group", summary="A role's or user group's name, or a mention of it."),
            choice("do", "Name no group any more.", (moderators.CLEAR,)),
        ),
        example="moderators @debate-team",
        run=moderators.moderators,
        audience="moderator",
        personal=True,
    ),
    Command(
        name="votes",
        summary="Quotes that people voted down; drop the votes against one.",
        parameters=(option("dismiss", "The short id of the quote whose votes are dropped."),),
        example="votes --dismiss RC-014",
        run=keeping.votes,
        audience="moderator",
    ),
    Command(
        name="ingest",
        summary="Add sources: text, Markdown, HTML, PDF and Word files, or links.",
        parameters=(
            required("place", "A file's path or a link.", kind="places"),
            option("topic", "The topic that the sources are about.", suggests="topics"),
        ),
        example="ingest essay.txt --topic russia-china",
        run=library.ingest,
        audience="moderator",
        aliases=("source add",),
        chat_name="source add",
    ),
    Command(
        name="source edit",
        summary='Change what is known about a source; "" clears a field.',
        parameters=(
            SOURCE,
            option("title", "Its title."),
            option("author", "Who wrote it."),
            option("outlet", "Where it was published."),
            option("date", "When it was published, such as 2025-03-02."),
            option("url", "Its link."),
            option("topic", "The topic it is about.", suggests="topics"),
        ),
        example='source edit essay.txt --author "Mara Lind" --date 2025-03-02',
        run=library.edit,
        audience="moderator",
    ),
    Command(
        name="source remove",
        summary="Delete a source with its claims.",
        parameters=(SOURCE,),
        example="source remove essay.txt",
        run=library.remove,
        audience="moderator",
    ),
    Command(
        name="claims",
        summary="Every claim as stored, with speaker and place.",
        parameters=(option("source", "Only claims of this source.", suggests="sources"),),
        example="claims --source essay.txt",
        run=answering.claims,
        audience="moderator",
    ),
    Command(
        name="verify",
        summary="Check every stored quote against its source.",
        example="verify",
        examines=True,
        run=library.verify,
        audience="moderator",
    ),
)

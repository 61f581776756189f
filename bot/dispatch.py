"""From what somebody did in a chat or typed on a line to a reply: the one place where errors become sentences.

Every function here is synchronous, runs in a worker thread of an adapter, and never raises.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bot import (
    chat_texts,
    corrections,
    filling,
    notices,
    observing,
    presses,
    questions,
    refusals,
    running,
    shapes,
)
from bot import home as home_page
from bot import messages as chat_messages
from bot.command import Command
from bot.commands import find, named
from bot.dressing import is_private as private_answer
from bot.forms import Form
from bot.host import Busy, Restarting
from bot.languages import SOURCE, speaking, spoken
from bot.moderation import audit
from bot.parser import command_word, parse
from bot.permissions import allowed, require
from bot.presses import Expected
from bot.reply import Note, Outcome, Posted, Posting, Reply
from bot.request import Asker, Place
from bot.settings import language_for
from bot.site.links import linked
from bot.summaries import drafts as summary_drafts
from knowledge.errors import CounterpointError, InputError
from knowledge.types import File

logger = logging.getLogger(__name__)
DRAFT_FORM, DRAFT_SENT = "form:draft:", "send:draft:"
"""What the codes of forms begin with that belong to the draft of a post, and not to a command."""


def answer(command: Command, given: Mapping[str, str | Sequence[Place] | None], asker: Asker) -> Reply:
    """Run a command whose arguments a platform has gathered."""
    return _guarded(command.name, asker, lambda: running.run(command, given, asker))


def answer_line(line: str, asker: Asker) -> Reply:
    """Run a line as somebody typed it; a slip in a chat is answered with buttons for what was meant."""

    def read_and_run() -> Reply:
        if command := find(command_word(line)):
            require(command, asker)
        asked = parse(line)
        return running.run_bound(asked.command, asked.arguments, asker)

    reply = _guarded(command_word(line), asker, read_and_run)
    if reply.outcome == "refused" and asker.chat:
        return guarded(reply.command, lambda: replace(reply, actions=corrections.offered(line, asker)))
    return reply


def answer_words(text: str, asker: Asker, files: Sequence[File] = ()) -> Reply:
    """Answer a mention or a direct message: a command, else a claim to find counters of; files are added."""
    if files:
        return _guarded("ingest", asker, lambda: chat_messages.with_files(text, asker, files))
    if text.lstrip().startswith("/") or chat_messages.is_command(text):
        return answer_line(text, asker)
    return _guarded("counter", asker, lambda: chat_messages.counters_of(text, asker))


def may_add(asker: Asker) -> bool:
    """Whether somebody may add sources here: asked before their file is fetched."""
    try:
        return allowed(named("ingest"), asker)
    except CounterpointError:
        # running the command says what is wrong
        return False


def refused(error: CounterpointError, command: str, *, locale: str = SOURCE) -> Reply:
    """What went wrong before the bot was asked, as a reply in a chat: no room, no file, no workspace."""
    with speaking(locale):
        reply = _with_reference(guarded(command, lambda: _raised(error), chat=True))
    _note(reply, {Busy: "busy", Restarting: "restarting"}.get(type(error), reply.outcome))
    return reply


def counters_of(text: str, asker: Asker) -> Reply:
    """Find counters of what a message says."""
    return _guarded("counter", asker, lambda: chat_messages.counters_of(text, asker))


def expected(code: str, asker: Asker) -> Expected:
    """Where the answer to a press will probably stand, and for whom: a cheap look before acknowledging."""
    try:
        return presses.expected(code, asker)
    except CounterpointError:
        # the press says what is wrong, in a message of its own
        return Expected()


def press(code: str, asker: Asker, chosen: str | None = None) -> Reply:
    """Do what a button is for, or a menu with the chosen value."""
    return _guarded("help", asker, lambda: presses.pressed(code, asker, chosen))


def form_behind(code: str, asker: Asker) -> Form | Reply:
    """The form that a button opens, or a reply that says why not."""
    found: list[Form] = []

    def look() -> Reply:
        if code.startswith(DRAFT_FORM):
            found.append(summary_drafts.form(code.removeprefix(DRAFT_FORM), asker))
            return Reply(command=summary_drafts.COMMAND, data={})
        command, given = running.command_of(code.partition(":")[2])
        require(command, asker)
        form = filling.form_before(command, given, asker, pressed=True)
        if form is None:
            return running.run(command, given, asker)
        found.append(form)
        return Reply(command=command.name, data={})

    reply = _guarded("help", asker, look)
    return found[0] if found else reply


def form_before(
    command: Command, given: Mapping[str, str | Sequence[Place] | None], asker: Asker
) -> Form | None:
    """What must be asked before a command can run, or None where it can run, or say why not."""
    try:
        with speaking(language_for(asker)):
            return filling.form_before(command, given, asker)
    except CounterpointError:
        # running the command says what is wrong
        return None


def submit(code: str, values: Mapping[str, str | File], asker: Asker) -> Reply:
    """Run the command of a form that was sent."""

    def fill_and_run() -> Reply:
        if code.startswith(DRAFT_SENT):
            return summary_drafts.sent(code.removeprefix(DRAFT_SENT), values, asker)
        command, fixed = running.command_of(code.partition(":")[2])
        require(command, asker)
        given = {**filling.values_given(command, values), **fixed}
        return running.run(command, given, asker)

    return _guarded("help", asker, fill_and_run)


def submit_line(code: str, line: str, asker: Asker) -> Reply:
    """Run the command of a form of one field with a line that was typed for it: see `Reply.awaiting`."""
    form = form_behind(code.replace("send:", "form:", 1), asker)
    return form if isinstance(form, Reply) else submit(code, {form.fields[0].name: line}, asker)


def after_posting(posting: Posting, posted: Posted, asker: Asker) -> Reply:
    """What to tell whoever had something posted, now that it is known what became of it."""

    def tell() -> Reply:
        if posted.messages:
            audit.record(asker, "post", f"{posting.post.command} in {posted.channel}")
        return posting.then(posted)

    return _guarded("help", asker, tell)


def home(asker: Asker) -> Reply:
    """The page that a platform shows of the bot itself: the library's topics, search, one's own settings."""
    return _guarded("help", asker, lambda: home_page.page(asker))


def is_private(command: Command | None, asker: Asker) -> bool:
    """Whether the answer of a command, or of pressing a button, will be for the asker's eyes only."""
    try:
        return command is None or private_answer(command, asker)
    except CounterpointError:
        # an answer that cannot be given is an error, and errors are private
        return True


def unexpected(error: BaseException, command: str, asker: Asker | None = None) -> Reply:
    """A fault of ours: the log has it under a reference, the reply says so."""
    reference = questions.reference()
    questions.note(command=_known(command), outcome="failed")
    if isinstance(error, CounterpointError):
        # its sentence says all, and names files that are nobody's business in a chat
        logger.error("failed, %s: %s", reference, error)
    else:
        logger.error("unexpected, %s", reference, exc_info=error)
    with speaking(_language(asker) if asker else spoken()):
        return replace(failure(command, refusals.unexpected(reference), "failed"), reference=reference)


def guarded(name: str, run: Callable[[], Reply], *, chat: bool = False) -> Reply:
    """Run what makes a reply; an error becomes a reply that says so.

    `chat`: what is wrong with a database is the operator's, who reads the log, and nobody else's.
    """
    try:
        return run()
    except InputError as error:
        return failure(name, str(error), "refused")
    except Busy as error:
        # said anew, in the language that is spoken here
        return failure(name, error.sentence, "failed")
    except Restarting as error:
        return failure(name, error.sentence(), "failed")
    except CounterpointError as error:
        return unexpected(error, name) if chat else failure(name, str(error), "failed")
    except Exception as error:  # noqa: BLE001
        # The edge of the bot: nobody in a chat may see a traceback, and the next command must go on.
        return unexpected(error, name)


def failure(command: str, sentence: str, outcome: Outcome) -> Reply:
    """A reply that says why there is no answer."""
    data = shapes.error(command, sentence)
    told = notices.spoken(sentence)
    note = Note(text=told, tone="warning")
    return Reply(command=command, data=data, pieces=(note,), outcome=outcome, error=told)


def _raised(error: CounterpointError) -> Reply:
    raise error


def _guarded(name: str, asker: Asker, run: Callable[[], Reply]) -> Reply:
    with speaking(_language(asker)):
        reply = guarded(name, lambda: linked(run(), asker), chat=asker.chat)
        _note(reply, reply.outcome)
        return _with_reference(reply) if asker.chat and reply.error else reply


def _note(reply: Reply, outcome: str) -> None:
    """Tell what became of a question, in words that are the bot's own and nobody's."""
    data = reply.data
    if outcome == "answered" and [] in (data.get("answers"), data.get("positions")):
        outcome = "empty"
    questions.note(command=_known(reply.command), outcome=outcome)
    if reply.command == "ingest" and "added" in data:
        observing.observer().added(sources=len(data["added"]), skipped=len(data["skipped"]))


def _known(word: str) -> str:
    """A command's name; what somebody typed in its place is nobody's business."""
    command = find(word)
    return command.name if command else "unknown"


def _language(asker: Asker) -> str:
    """The language to answer in, also where the database with the settings cannot be read."""
    try:
        return language_for(asker)
    except Exception:  # noqa: BLE001
        # the command reads from the same database, and says what is wrong with it
        return asker.locale


def _with_reference(reply: Reply) -> Reply:
    """An error in a chat carries a number that stands in the log, too."""
    reference = reply.reference or questions.reference()
    if reply.reference is None:
        logger.info("%s %s: %s", reference, reply.outcome, reply.command)
    note = Note(text=chat_texts.reference(reference), tone="quiet")
    return replace(reply, reference=reference, pieces=(*reply.pieces, note), private=True, for_one=True)

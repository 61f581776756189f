"""Texts that only the operator reads: at `counterpoint run`, at `counterpoint doctor`, and in the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from adapters.program.platforms import Platform
    from knowledge.storage.postgres.server import About

RUN = """Answer in Discord and Slack, wherever their tokens are set, and serve the pages, until it is stopped.

docs/setup-discord.md and docs/setup-slack.md say how to get the tokens; `counterpoint doctor` checks them.
"""
RUN_SHORT = "Answer in Discord and Slack."
DOCTOR = """Check what `counterpoint run` needs: data folder, databases, models, settings, and each platform.

Says for whatever is not good what to do next. Exit status: 0 all is good, 1 something is not.
"""
DOCTOR_SHORT = "Check what `counterpoint run` needs."
NEW_KEY = "Print a fresh COUNTERPOINT_SECRET_KEY and nothing else."
DATA = "Folder of the databases, as before the command."
HEALTHCHECK = """Ask the Counterpoint that runs on this machine how it is.

Needs the COUNTERPOINT_OPERATOR_PORT that it runs with. Exit status: 0 it is well, 1 it is not, or does not answer.
"""
HEALTHCHECK_SHORT = "Ask a running Counterpoint how it is."
HEALTHCHECK_READY = "Ask whether it is ready to answer, not only whether it is alive."
NO_OPERATOR_PORT = (
    "COUNTERPOINT_OPERATOR_PORT is not set; set it to the port that the program runs with, such as 9464."
)
WEB = """Show the library as pages in a browser, until it is stopped.

Prints the link to open. docs/web.md says how to show them to others.
"""
WEB_SHORT = "Show the library as pages in a browser."
WEB_PORT = "Port to listen on; 0 takes a free one."
WEB_HOST = "Address of this machine to listen on."
JSON = "Print one JSON object and nothing else."
ALL_GOOD = "All is good: counterpoint run can start."
MODELS_ANSWER = "All three answer."
NOT_SET = "not set up"
STOPPING = "stopping; what is being answered gets up to %d seconds"
HANDED_BACK = "%d questions could not be finished in time; whoever asked was told to ask again"
CUT_OFF = "stopped before everything was finished"
HIDDEN = "[hidden]"
KEY_HINT = "make one with: counterpoint doctor --new-key"


def no_platform(platforms: Sequence[Platform]) -> str:
    """No token is set: which ones to set, and where it says how."""
    ways = "; or ".join(f"for {one.name} set {one.needs} ({one.guide} says how)" for one in platforms)
    return f"There is nobody to answer yet, no token is set: {ways}. Then run it again."


def bad_number(name: str, given: str, *, most: int, least: int = 1) -> str:
    """A variable that should hold a number does not."""
    return f'{name} is a whole number from {least} to {most}, not "{given}".'


def bad_choice(name: str, given: str, choices: Sequence[str]) -> str:
    """A variable holds something else than what there is to choose from."""
    return f'{name} is one of {", ".join(choices)}, not "{given}".'


def unwritable(name: str, line: int) -> str:
    """A record of the log that could not be written, without what it would have said."""
    return f"a record of {name}, line {line}, could not be written"


def operator_port_taken(host: str, port: int, why: str) -> str:
    """Health and metrics cannot be told where the operator wants it."""
    return f"Health and metrics cannot be served on {host}:{port} ({why}); set COUNTERPOINT_OPERATOR_PORT to another."


def no_answer_at(host: str, port: int, why: str) -> str:
    """Nobody is there to be asked."""
    return f"Counterpoint does not answer at {host}:{port} ({why}); is it running, with the same settings?"


def health(*, good: bool, ready: bool, missing: Sequence[str]) -> str:
    """What `counterpoint healthcheck` found."""
    if good:
        return "Ready." if ready else "Alive."
    return f"Not ready; missing: {', '.join(missing)}." if missing else "Not well; the log says why."


def bad_key(place: int, of: int) -> str:
    """A key that Fernet cannot use; the key itself is never shown."""
    which = "is no key" if of == 1 else f"holds something at place {place} of {of} that is no key"
    return f"COUNTERPOINT_SECRET_KEY {which}; {KEY_HINT}."


def unreachable(name: str, error: BaseException) -> str:
    """The service did not answer as a service does."""
    detail = f" ({type(error).__name__})"
    return f"{name} could not be reached{detail}; check the network, a proxy, and {name.upper()}_API_URL if it is set."


def too_slow(name: str, seconds: float) -> str:
    """The service did not answer in time."""
    return (
        f"{name} did not answer within {seconds:g} seconds; check the network, a proxy, and "
        f"{name.upper()}_API_URL if it is set."
    )


def unexpected(name: str, error: BaseException) -> str:
    """A fault of the program's own."""
    return (
        f"{name} met something that should not have happened ({type(error).__name__}); "
        f"run it with counterpoint --debug to see what."
    )


def ended(name: str) -> str:
    """A platform stopped though nobody asked it to."""
    return f"{name} ended by itself."


def again(sentence: str, seconds: float) -> str:
    """What happened, and that it will be tried again."""
    return f"{sentence} Trying again in {seconds:.0f} s."


def goes_on(sentence: str) -> str:
    """One platform is lost, the others are not."""
    return f"{sentence} The other platforms go on."


def models_broken(error: BaseException) -> str:
    """A model file is missing or damaged."""
    return f"The models cannot be used ({type(error).__name__}); install Counterpoint again."


def writable(folder: Path) -> str:
    """The data folder is as it should be."""
    return f"{folder} can be written."


def to_be_made(folder: Path) -> str:
    """The data folder is not there yet, and can be."""
    return f"{folder} is not there yet and will be made."


def not_writable(folder: Path, why: str) -> str:
    """The data folder cannot be used."""
    return f"{folder} cannot be written ({why}); give this user the right to, or name another with --data."


def space(free: int, *, good: bool) -> str:
    """How much room the disk has."""
    room = f"{free / 1e9:.1f} GB are free"
    return f"{room}." if good else f"Only {room}; make room before sources are added."


def databases(sound: int) -> str:
    """How many workspaces opened."""
    if not sound:
        return "There is none yet; each server or team gets its own with its first use."
    return f"{sound} workspace{'' if sound == 1 else 's'} opened, and all in {'it' if sound == 1 else 'them'} is sound."


def went_on(added: int, refused: int) -> str:
    """What became of what was to be added when the program was last ended."""
    return f"went on adding after a restart: {added} added, {refused} there already or not to be added"


def platform_not_set(platform: Platform) -> str:
    """A platform of which nothing is set."""
    return f"{NOT_SET}; {platform.guide} says how."


def keys(number: int, *, needed: bool) -> str:
    """How many keys there are, and what for."""
    if number:
        return "Set." if number == 1 else f"{number} keys are set; the first seals, all of them open."
    if needed:
        return f"COUNTERPOINT_SECRET_KEY is not set, and teams that install by OAuth need it; {KEY_HINT}."
    return (
        "Not set, and not needed: no team installs by OAuth. But without it, what was acknowledged and not answered ends "
        f"with a process that is killed; {KEY_HINT}."
    )


def verdict(bad: int) -> str:
    """The last line of the check-up."""
    if not bad:
        return ALL_GOOD
    return f"{bad} thing{' is' if bad == 1 else 's are'} not as {'it' if bad == 1 else 'they'} should be."


def open_this(address: str) -> str:
    """Where the pages are, on a line of its own."""
    return f"Open {address}\nCtrl-C stops it."


def postgres(found: About) -> str:
    """What the database is, and who the program works as there."""
    free = (
        " Its login could see all rows, and nothing is done as it; a plain login is safer (docs/postgresql.md)."
        if found.login_is_free
        else ""
    )
    return (
        f"{found.name}: version {found.version} with pgvector {found.vectors}, {found.connections} of "
        f"{found.most_connections} connections in use; the program works as {found.works_as}.{free}"
    )

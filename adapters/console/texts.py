"""Texts that only people at a terminal read."""

from collections.abc import Sequence

ABOUT = """Back a debate with evidence: quotes that are word for word in a source.

\b
  counterpoint ingest essay.txt interview.pdf
  counterpoint counter "alliance is easy"
  counterpoint views russia-china
  counterpoint chat
  counterpoint run
"""
DATA = "Folder of the databases; also COUNTERPOINT_DATA. [default: ~/.local/share/counterpoint]"
WORKSPACE = "Name of the workspace."
DEBUG = "Show the log, and what lies behind an error, on standard error."
DEBUG_HINT = "Run it again as counterpoint --debug to see the log."
FORCE = "Replace the file where it exists."
JSON = "Print one JSON object and nothing else."
CHAT = "Type commands as in chat, a line each."
CHAT_JSON = "Answer every line with one JSON object on a line of its own."
QUIET = "Say nothing but how many were added, and nothing at all when none was."
NEW = "Pass over files that are in the library already, without a word."
TOPIC_FROM_FOLDER = "Take the name of a file's folder as its topic."
TWO_TOPICS = "Give either --topic or --topic-from-folder, not both."
OUTPUT = "Save it in a file; the ending says as what: {endings}."
SAVING = "As a picture: the same with -o FILE, such as -o map.png"
INTERRUPTED = "Stopped."
PROMPT = "› "
LEAVING = ("/quit", "/exit", "quit", "exit")
READING = "Reading"
EMPTY_LIBRARY = "There are no sources yet. Add some, for example: /ingest essay.txt"
LEAVE_HINT = "/quit leaves"
EXAMPLES = {
    "/views russia-china": "who stands where",
    '/counter "alliance is easy"': "what argues against it",
    "/help": "everything else",
}
TITLE = "Counterpoint"
GROUPS = {
    "claim": "Drop or restore one claim, or correct who says it.",
    "source": "Show, sum up, change or remove one source.",
    "topic": "The topic that questions are about when they name none.",
}


def greeting(sources: str, topics: str) -> str:
    """What is in the library, in a line."""
    return f"{sources} on {topics}" if topics else sources


def saved(path: str) -> str:
    """A file was written."""
    return f"Saved as {path}."


def wrong_ending(path: str, endings: Sequence[str]) -> str:
    """A file's name does not say what it shall be."""
    *most, last = (f".{ending}" for ending in endings)
    return f'The name "{path}" must end in {", ".join(most)} or {last}, which says what is saved.'


def two_formats(path: str, format_: str) -> str:
    """A file's name and an option contradict each other."""
    return f'The name "{path}" says another format than --format {format_}; leave the option out.'


def needs_file(file: str) -> str:
    """A terminal cannot show what was asked for."""
    return f"A terminal cannot show what is no text; save it in a file, such as -o {file}"


def no_place(path: str) -> str:
    """A file cannot be written there."""
    return f"No file can be written to {path}; name a file in a folder that exists."


def there_already(path: str) -> str:
    """A file would be written over another."""
    return f"{path} is there already; add --force to replace it, or name another file."


def usage(sentence: str, command: str) -> str:
    """What is wrong with the command line, and where to read how it goes."""
    return (
        sentence if sentence.endswith("?") else f"{sentence.rstrip('.')}; {command} --help shows what fits."
    )


def unexpected(error: BaseException) -> str:
    """A fault of the program's own."""
    return f"Something went wrong that should not have ({type(error).__name__}); --debug shows what."


def system(error: OSError) -> str:
    """The machine refused something: no space, no permission."""
    place = f": {error.filename}" if error.filename else ""
    return f"The system refused ({error.strerror or type(error).__name__}{place})."

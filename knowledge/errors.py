"""Errors that people read: each message is one clear sentence that says what to do next."""


class CounterpointError(Exception):
    """Something went wrong that we can name. The command line exits with status 1."""


class InputError(CounterpointError):
    """The user's input was wrong. The command line exits with status 2."""


class UnreadableFile(InputError):
    """A file cannot become a source: empty, encrypted, broken, too large, not a text."""


class AlreadyThere(InputError):
    """The same text is in the library already."""


class NotFound(InputError):
    """Nothing of that name: a source, a claim, a topic, a speaker."""


class DatabaseError(CounterpointError):
    """The data folder or a database in it cannot be used: broken, newer than this program, read-only."""

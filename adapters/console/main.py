"""The command `counterpoint`: reads the command line, exits with 0, 1 or 2, and never shows a traceback."""

from __future__ import annotations

import logging
import os
import sys
import warnings
from typing import TYPE_CHECKING, Any

import click

from adapters.console import texts
from adapters.console.commands import Settings, registered
from adapters.console.data import data_folder
from adapters.console.words import PROGRAM, CommandLine
from knowledge.errors import CounterpointError, InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

ANSWERED, FAILED, WRONG_INPUT = 0, 1, 2
INTERRUPTED = 130
logger = logging.getLogger(__name__)


@click.group(cls=CommandLine, help=texts.ABOUT, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--data", metavar="DIR", help=texts.DATA)
@click.option("--workspace", metavar="ID", default="local", show_default=True, help=texts.WORKSPACE)
@click.option("--debug", is_flag=True, help=texts.DEBUG)
@click.version_option(package_name="counterpoint", message="%(prog)s %(version)s")
@click.pass_context
def counterpoint(context: click.Context, data: str | None, workspace: str, *, debug: bool) -> None:
    """Gather what holds for every command."""
    _log(debug=debug)
    context.obj = Settings(data=data_folder(data, os.environ), workspace=workspace)


for _command in registered():
    counterpoint.add_command(_command)


@counterpoint.command(help=texts.CHAT)
@click.option("--json", "as_json", is_flag=True, help=texts.CHAT_JSON)
@click.pass_obj
def chat(settings: Settings, *, as_json: bool) -> int:
    """Answer typed lines until they end."""
    from adapters.console.chat import converse

    return converse(settings.data, settings.workspace, as_json=as_json, pages=settings.pages)


def main(arguments: Sequence[str] | None = None, *, program: click.Command = counterpoint) -> None:
    """Run the command line and exit. `program` has more commands than the console's, where it is given."""
    _use_utf8()
    sys.exit(run(sys.argv[1:] if arguments is None else arguments, program=program))


def run(arguments: Sequence[str], *, program: click.Command = counterpoint) -> int:
    """Run one command line and return its exit code; what goes wrong is one line on standard error."""
    try:
        status = _invoke(arguments, program)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever reads us has seen enough. What is still buffered must not fail again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ANSWERED
    except KeyboardInterrupt:
        return _fail(texts.INTERRUPTED, INTERRUPTED)
    except InputError as error:
        return _fail(str(error), WRONG_INPUT)
    except CounterpointError as error:
        return _fail(str(error), FAILED)
    except OSError as error:
        return _fail(texts.system(error), FAILED)
    except Exception as error:
        # The edge of the program: nobody may see a traceback unasked.
        logger.debug("unexpected", exc_info=True)
        return _fail(texts.unexpected(error), FAILED)
    return status


def _invoke(arguments: Sequence[str], program: click.Command) -> int:
    try:
        status: Any = program.main(args=list(arguments), prog_name=PROGRAM, standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as help_wanted:
        click.echo(help_wanted.format_message())
        return ANSWERED
    except click.UsageError as error:
        shown = error.ctx.command_path if error.ctx else PROGRAM
        return _fail(texts.usage(error.format_message(), shown), WRONG_INPUT)
    except click.ClickException as error:
        return _fail(error.format_message(), WRONG_INPUT)
    except click.Abort:
        raise KeyboardInterrupt from None
    except SystemExit:
        # Both click and rich leave so on a broken pipe, with status 1, and here for no other reason.
        raise BrokenPipeError from None
    return status if isinstance(status, int) else ANSWERED


def _fail(sentence: str, status: int) -> int:
    click.echo(" ".join(sentence.split()), err=True)
    return status


def _use_utf8() -> None:
    """Speak UTF-8 whatever the locale says; what it cannot hold is replaced and never fatal."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(encoding="utf-8", errors="replace")


def _log(*, debug: bool) -> None:
    """Send the log to standard error when it was asked for; libraries are silent otherwise."""
    if debug:
        logging.basicConfig(level=logging.DEBUG, format="%(levelname)s %(name)s: %(message)s")
        return
    logging.basicConfig(level=logging.CRITICAL, handlers=[logging.NullHandler()])
    warnings.simplefilter("ignore")


if __name__ == "__main__":
    main()

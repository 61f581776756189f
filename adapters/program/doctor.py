"""`counterpoint doctor`: looks at everything that `counterpoint run` needs, and says what to do next."""

from __future__ import annotations

import asyncio
import logging
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from adapters.program import checks, texts
from adapters.program.judge_check import judge
from adapters.program.settings import ProgramSettings
from adapters.program.supervision import of_the_network
from bot.host import Finding
from knowledge.errors import CounterpointError, InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from adapters.program.platforms import Platform

PATIENCE: Final = 20.0
"""Seconds that a platform's service has to answer."""
Asked: TypeAlias = "tuple[Platform, Any]"
"""A platform with its settings: None where it is not set up, a finding where they are wrong."""
logger = logging.getLogger(__name__)


def examine(
    platforms: Sequence[Platform], environment: Mapping[str, str], data: Path, *, patience: float = PATIENCE
) -> Iterator[Finding]:
    """Give the findings one by one, as they are found out. Never raises for what is wrong."""
    asked = [(platform, _read(platform, environment)) for platform in platforms]
    keys: tuple[str, ...] = ()
    try:
        keys = ProgramSettings.read(environment, data=data).keys
    except InputError as error:
        yield Finding(name="Settings", good=False, sentence=str(error))
    else:
        yield checks.secret_key(keys, needed=any(_seals(*one) for one in asked))
    yield checks.data_folder(data)
    yield from checks.guarded("Disk", partial(checks.free_space, data))
    yield from checks.guarded("PostgreSQL", partial(checks.postgres, environment))
    yield from checks.guarded("Databases", partial(_databases, data, keys, environment))
    yield from checks.guarded("Models", checks.models)
    yield from checks.guarded("Judge", partial(judge, data, environment))
    yield from _platforms(asked, patience=patience)


def _platforms(asked: Sequence[Asked], *, patience: float) -> list[Finding]:
    """Ask every platform that is set up, all at once; say of the others that they are not."""
    if all(settings is None for _, settings in asked):
        sentence = texts.no_platform([platform for platform, _ in asked])
        return [Finding(name="Platforms", good=False, sentence=sentence)]
    return asyncio.run(_all(asked, patience=patience))


def _seals(platform: Platform, settings: Any) -> bool:
    return settings is not None and not isinstance(settings, Finding) and platform.seals(settings)


def _databases(data: Path, keys: Sequence[str], environment: Mapping[str, str]) -> list[Finding]:
    from bot.operator.storage import database
    from knowledge.library import Library

    place = database(environment)
    library = Library(data, keys=keys, database=place)
    try:
        about_all = checks.guarded(
            "Installation", partial(checks.installation, library, None if place else data)
        )
        return [*checks.databases(library), *about_all]
    finally:
        library.close()


def _read(platform: Platform, environment: Mapping[str, str]) -> Any:
    """A platform's settings, None, or what is wrong with them."""
    try:
        return platform.read(environment)
    except InputError as error:
        return Finding(name=f"{platform.name} settings", good=False, sentence=str(error))


async def _all(asked: Sequence[Asked], *, patience: float) -> list[Finding]:
    answers = (_about(platform, settings, patience=patience) for platform, settings in asked)
    return list(chain.from_iterable(await asyncio.gather(*answers)))


async def _about(platform: Platform, settings: Any, *, patience: float) -> list[Finding]:
    if settings is None:
        return [Finding(name=platform.name, good=True, sentence=texts.platform_not_set(platform))]
    if isinstance(settings, Finding):
        return [settings]
    try:
        return await asyncio.wait_for(platform.findings(settings), patience)
    except TimeoutError:
        sentence = texts.too_slow(platform.name, patience)
    except Exception as error:
        logger.debug("%s", platform.name, exc_info=True)
        sentence = _sentence(platform, error)
    return [Finding(name=platform.name, good=False, sentence=sentence)]


def _sentence(platform: Platform, error: Exception) -> str:
    if isinstance(error, CounterpointError):
        return str(error)
    if of_the_network(error):
        return texts.unreachable(platform.name, error)
    return texts.unexpected(platform.name, error)

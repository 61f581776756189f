from dataclasses import replace

import pytest

from bot.request import Asker
from tests.bot.small_library import SmallWorkspace


@pytest.fixture
def workspace() -> SmallWorkspace:
    return SmallWorkspace()


@pytest.fixture
def ada(workspace: SmallWorkspace) -> Asker:
    """Somebody in a channel of a chat."""
    return Asker(workspace=workspace, person="ada", chat=True, channel="general")


@pytest.fixture
def ben(ada: Asker) -> Asker:
    return replace(ada, person="ben")

"""All pages that reading is tried on."""

from tests.knowledge.reading.page import Page
from tests.knowledge.reading.press_pages import (
    AGENCY,
    CHANNEL,
    MAGAZINE,
    NEWS,
    OPINION,
    THINK_TANK,
    TRANSCRIPT,
)
from tests.knowledge.reading.web_pages import BLOG, FORUM, MOJIBAKE, NEWSLETTER, STORY, WIKI

__all__ = ["ALL", "MAGAZINE", "THINK_TANK", "Page"]

PRESS = (NEWS, OPINION, MAGAZINE, TRANSCRIPT, THINK_TANK, CHANNEL, AGENCY)
ALL = (*PRESS, BLOG, NEWSLETTER, FORUM, MOJIBAKE, WIKI, STORY)

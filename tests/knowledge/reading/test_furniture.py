"""Furniture is told from prose that begins in the same way."""

import pytest

from knowledge.reading.furniture import is_furniture


@pytest.mark.parametrize(
    "line",
    [
        "Leave a Reply",
        "No comments:",
        "Comment (0)",
        "12 Comments",
        "What’s Your Reaction?",
        "Share This Post",
        "Click Register",
        "Try Premium for a month",
        "author_image",
        "hero-banner_img.jpg",
        "(Image source: Wide View)",
        "Dockers on strike in the old port. (Photo: Elin Strand)",
        "A crane in Port Amity [Sami Oduya/AP Photo]",
        "Editor: Lin Maarten",
        "Translated by Hugo Brandt",
        "© 2024 The Quay. All rights reserved.",
        "Home > World > Ports",
        "Facebook | Twitter | Print",
        "5 min read",
        "1,204 views",
        "3 hours ago",
        "Read more: The ten longest piers",
        "Related: Why lighthouses matter",
        "You may also like",
        "Sign up for our newsletter and never miss a story.",
        "Subscribe to read the full story",
        "We use cookies to make this site work.",
        "This article was first published in The Quay.",
        "The views expressed here are those of the author and do not necessarily reflect our policy.",
        "Follow her on Bluesky @quayside",
        "Your email address stays private.",
        "https://example.org/a-page",
        "0",
        "···",
        "Thoughts?",
        "Page 3 of 9",
        "Already a subscriber? Log in",
        "Advertisement",
        "Listen to this article",
        "Tags: ports, trade",
        "Ready for more?",
    ],
)
def test_a_line_of_the_page_is_furniture(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "Not a member of NATO, the island relies on its neighbours.",
        "Ukraine will become a member of the European Union one day.",
        "Already a third of the grain leaves by rail.",
        "Ten years ago, the port was empty.",
        "500 members of parliament voted against the treaty.",
        "The terms and conditions of the ceasefire were never published.",
        "The company’s cookies are baked in the old mill.",
        "Home is where the vote is counted.",
        "The minister said on X that the talks had failed.",
        "Share prices fell by a fifth within a week.",
        "Like his father, the mayor mistrusts banks.",
        "If you like peace, pay for it.",
        "Follow the money and you will find the quarry.",
        "The Palestinian Authority (PA) rejected the plan.",
        "Support for the strike has doubled since May.",
        "Published in 1931, the book argued that ports make nations.",
        "Photographs of the spill changed the debate.",
        "Watch how the vote splits and you will see the coalition's weak point.",
        "Comments by the chancellor moved the market.",
        "The report was edited by the ministry before the vote.",
    ],
)
def test_a_sentence_that_looks_like_one_is_not(line: str) -> None:
    assert not is_furniture(line)

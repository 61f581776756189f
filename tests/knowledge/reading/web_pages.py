"""Pages of blogs, forums and encyclopedias, written for these tests: the people and bodies are invented."""

# ruff: noqa: E501  (a scraped paragraph is one line)

from tests.knowledge.reading.page import Page

BLOG = Page(
    name="blog theme with date line and reply form",
    title="Free school meals pay for themselves",
    author="Tilda Marsh",
    date="2022-09-14",
    kept=(
        "Every study we have points the same way",
        "The objection that rich children eat too is true and beside the point",
    ),
    junk=(
        "Uncategorized",
        "Tagged",
        "Leave a Reply",
        "Required fields",
        "Save my name",
        "Previous",
        "Posted",
        "Proudly",
        "Like this",
    ),
    raw="""The Slow Ladle
Notes on food and fairness
Home
About
Contact
Free school meals pay for themselves
Posted on September 14, 2022 by Tilda Marsh
Every study we have points the same way: children who eat at noon learn more in the afternoon, and they earn more as adults.
The objection that rich children eat too is true and beside the point. Means tests cost money, and they cost the poorest their pride.
So feed them all. It is cheaper than what we do now, and it is kinder.
Share this:
Twitter
Facebook
Like this:
Like Loading...
Posted in Uncategorized
Tagged food, schools, welfare
Previous Post: A defence of soup
Next Post: Who owns the allotments?
2 thoughts on “Free school meals pay for themselves”
Greta says:
September 15, 2022 at 7:02 am
What about the families that pack lunches because of allergies? Nobody in the ministry seems to have thought about that.
Reply
Leave a Reply
Your e-mail is never shown. Required fields are marked *
Comment *
Name *
Email *
Save my name, email, and website in this browser for the next time I comment.
Proudly powered by a blog engine
""",
)

NEWSLETTER = Page(
    name="newsletter post with like counts and subscribe boxes",
    title="The four-day week is not a gift",
    author="Anselm Croft",
    date="2025-01-21",
    kept=("Employers who tried it report that output held", "It is a trade, and both sides gain from it."),
    junk=(
        "Subscribe",
        "Paid",
        "∙",
        "Share",
        "Thanks for reading",
        "Discussion about this post",
        "Restacks",
        "Type your email",
    ),
    raw="""The four-day week is not a gift
And that is why it works

Anselm Croft
Jan 21, 2025
∙ Paid

38

6
4
Share

Employers who tried it report that output held while sick days fell by a third. That should not surprise anyone who has sat through a Friday afternoon.

Thanks for reading Slow Hours! Subscribe for free to receive new posts and support my work.

Type your email...
Subscribe
It is a trade, and both sides gain from it. Workers give up slack, firms give up the pretence that hours are output.

Share

Discussion about this post
Comments
Restacks
Ready for more?
""",
)

FORUM = Page(
    name="forum post without title, author or date",
    kept=(
        "Rent control did nothing for me except trap me in a flat",
        "landlords just stop repairing things",
    ),
    junk=("Upvote", "Reply", "What do you think", "points", "level 1", "Sort by"),
    raw="""Rent control did nothing for me except trap me in a flat that I could not leave, because every other place in the city cost twice as much. I get why people like it, but it protects whoever got there first.
The other thing is that landlords just stop repairing things. Mine took eleven months to fix the boiler, and the tenants' office shrugged.
What do you think?
Upvote
112
Downvote
87 comments
Sort by: Best
level 1
saltmarsh_77
3 hr. ago
Same here, my building has had a broken lift since spring and nobody will even answer the phone about it any more.
Reply
""",
)

MOJIBAKE = Page(
    name="post whose dashes and apostrophes were lost",
    title=None,
    kept=(
        "Zoos don’t teach children about nature—they teach them about cages.",
        "It’s a prison with an ice cream stand, and the keepers’ own surveys say so.",
        "the animal’s world",
    ),
    junk=("ā", "Reply"),
    raw="""Zoos donāt teach children about natureāthey teach them about cages. Anyone who has watched a bear walk in circles knows that.
Itās a prison with an ice cream stand, and the keepersā own surveys say so. Breeding programmes could exist without visitors, as two reserves have shown for decades now.
A child who sees a film of the animalās world learns more than one who sees the animal without it.
Reply
""",
)

WIKI = Page(
    name="encyclopedia article with jump links, notes and categories",
    title="Harbour Neutrality Doctrine",
    author=None,
    date=None,
    kept=(
        "The Harbour Neutrality Doctrine is a principle of maritime law",
        "Opponents hold that the doctrine rewards smugglers.",
    ),
    junk=(
        "Jump to",
        "edit",
        "Retrieved from",
        "Categories",
        "This page was last edited",
        "Main page",
        "From Wikipedia",
    ),
    raw="""Main page
Contents
Random article
Harbour Neutrality Doctrine
From Wikipedia, the free encyclopedia
Jump to navigation
Jump to search
The Harbour Neutrality Doctrine is a principle of maritime law under which a port that shelters ships of both parties to a war may not be blockaded by either of them.
Criticism
Opponents hold that the doctrine rewards smugglers. Defenders answer that a blockade starves dockers first and armies last, which the record of two wars bears out.
See also
Law of the sea
Free port
References
Lindqvist, P. (1987). Ports at War. Quayside Press.
Retrieved from the archive on 3 May 2021
Categories: Maritime law
This page was last edited on 9 June 2023, at 04:11.
""",
)


STORY = Page(
    name="story platform with the name twice and tags at the end",
    title="Remote work is not killing cities",
    author="Greta Halloway",
    date="2023-10-03",
    kept=(
        "Downtowns were in trouble",
        "What killed the lunch counter",
    ),
    junk=(
        "Open in app",
        "Unsplash",
        "Follow",
        "Writes about streets",
        "Recommended",
        "Urbanism",
        "min read",
    ),
    raw="""Open in app
Sign up
Sign in
Write

Remote work is not killing cities
Greta Halloway
Greta Halloway
·
Follow
Published in
Urban Notes
·
6 min read
·
Oct 3, 2023
--
4
Listen
Share
Photo by Anders Pell on Unsplash
Downtowns were in trouble long before anybody heard of a video call. Office vacancy rose in eleven of the last fifteen years, and rents rose with it.
“The commute was a tax that nobody voted for,” said Ilse Brandt, who runs a housing charity.
What killed the lunch counter was the parking lot. Cities gave away their cheapest land to cars and then wondered why nobody walked past.
Cities
Remote Work
Urbanism
--
--
4
Written by Greta Halloway
1.2K Followers
Writes about streets and what happens on them.
Follow
More from Greta Halloway
The bench that saved a square
Recommended from Medium
Help
Status
About
Careers
""",
)

"""Pages of papers, broadcasters and institutes, written for these tests: the people and bodies are invented."""

# ruff: noqa: E501  (a scraped paragraph is one line)

from tests.knowledge.reading.page import Page

NEWS = Page(
    name="news site with menu, share row, captions and a promotion",
    title="Ferry strike leaves islanders short of medicine",
    author="Orla Venn",
    date="2024-11-19",
    kept=(
        "The strike that began on Sunday has emptied pharmacy shelves on three islands",
        "Deliveries will not resume before Friday",
        "the union accuses the company of breaking its word",
    ),
    junk=(
        "Skip to",
        "Watch Live",
        "Facebook",
        "Read more",
        "Lighthouse keepers retire",
        "Getty",
        "queue at the pier",
        "newsletter",
        "©",
        "Sign up",
        "Tamsin Oakes",
        "Ad Feedback",
        "min read",
    ),
    raw="""Skip to main content
Menu
World
Politics
Opinion
Watch Live
Sign in
Home > World > Islands
Ferry strike leaves islanders short of medicine
By Orla Venn and wires
3 min read
Updated 9:14 PM EST, Tue November 19, 2024
Facebook
Tweet
Email
Link Copied!
Passengers queue at the pier in Skarvik on Monday. Pavel Drost/AFP/Getty Images
The strike that began on Sunday has emptied pharmacy shelves on three islands, and officials warn that patients who depend on insulin have supplies for two days at most.
Ad Feedback
Deliveries will not resume before Friday, said Mayor Ingrid Halloran. “We have asked the navy for help, and it has said no.”
Read more: Lighthouse keepers retire after forty years
The company says that talks failed over night pay, while the union accuses the company of breaking its word on crew sizes for the third winter in a row.
Sign up for our Harbour Briefing newsletter and get the news in your inbox every morning.
A court will hear the case next week. Until then the ferries stay where they are, and so do the people who need them most.
Reporting by Orla Venn; editing by Tamsin Oakes
Related articles
Lighthouse keepers retire after forty years
What the tide tables will not tell you
Five islands to see before winter
© 2024 Northern Wire. All rights reserved.
""",
)

OPINION = Page(
    name="opinion page with standfirst, bio and comment form",
    title="Nuclear power deserves a second hearing",
    author="Marek Dunlow",
    date="2023-05-04",
    kept=(
        "Critics point to cost, and they are right that no reactor has come in on budget",
        "A grid that runs on weather alone needs storage that nobody has built",
        "Fear is a poor planner.",
        "We closed the plants in a panic",
    ),
    junk=(
        "Photograph",
        "Cooling towers at dusk",
        "senior lecturer",
        "Do you have an opinion",
        "Explore more",
        "Most viewed",
        "Why I gave up my car",
        "Share",
        "comments",
        "I disagree with every word",
    ),
    raw="""Opinion
Energy
This article is more than 1 year old

Nuclear power deserves a second hearing

Marek Dunlow

We closed the plants in a panic, and the atmosphere has been paying the bill ever since

Thu 4 May 2023 08.00 BST
Share
214
Cooling towers at dusk. Photograph: Lena Ortmann/The Ledger

Critics point to cost, and they are right that no reactor has come in on budget since the seventies. Yet the comparison is seldom a fair one.

A grid that runs on weather alone needs storage that nobody has built at this scale. Until somebody does, the choice is between gas and the atom, whatever the posters say.

Skip past newsletter promotion

after newsletter promotion

Fear is a poor planner. The accidents that made the industry infamous killed fewer people than coal smoke kills in a month.

Marek Dunlow is a senior lecturer in energy policy at the University of Westhaven

Do you have an opinion on the issues raised in this article? If you would like to submit a response of up to 300 words by email, please click here.

Explore more on these topics
Energy
Nuclear power
Share
Reuse this content
View comments (214)
Most viewed
Why I gave up my car
The town that banned lawns
User0441: I disagree with every word of this, and the author should look at what solar costs today before writing again.
""",
)

MAGAZINE = Page(
    name="magazine page with pull quote, repeated title and late byline box",
    title="Cities should sell their stadiums",
    author="Josephine Adair",
    date="2020-07-30",
    kept=(
        "No public investment has been studied so often and defended so rarely",
        "What a city buys with a stadium is a vacant lot with seats",
        "The teams will not leave.",
    ),
    junk=(
        "Advertisement",
        "Continue reading",
        "contributing editor",
        "Photo illustration",
        "Recommended Reading",
        "Save Story",
    ),
    raw="""Cities should sell their stadiums
Save Story
Cities Should Sell Their Stadiums
The case for handing the keys, and the debts, to the teams that use them.
By Josephine Adair
July 30, 2020
Photo illustration by Kofi Brandt. Sources: city archive; Getty.
No public investment has been studied so often and defended so rarely by the people who study it. In forty years economists have found one stadium that paid for itself.
Advertisement
What a city buys with a stadium is a vacant lot with seats
The bonds run for thirty years, and the roof lasts for twenty. What a city buys with a stadium is a vacant lot with seats, open eighty days a year.
Continue reading
The teams will not leave. They threaten to at every renewal, and at every renewal they find that nobody else wants to build for them either.
Recommended Reading
The parking lot that ate downtown
How to lose a referendum
Josephine Adair is a contributing editor and the author of “Home Field Debt.”
""",
)

TRANSCRIPT = Page(
    name="transcript of an interview",
    title="Transcript: Should voting be compulsory?",
    author=None,
    date="2021-10-02",
    kept=(
        "HOST: Welcome back.",
        "PELHAM: It works because it changes who the parties talk to.",
        "VARGA: A vote that is forced is no expression of the will of anyone.",
    ),
    junk=("Listen", "Download", "may not be in its final form", "Sponsor", "Copyright"),
    raw="""Transcript: Should voting be compulsory?
October 2, 2021 5:00 AM ET
Heard on Long Table
Listen · 12:41
Download
Embed
HOST: Welcome back. With us are Ruth Pelham, who studies elections, and the columnist Istvan Varga.
PELHAM: Thank you for having me.
HOST: Let me start with you, Ruth. Does it work?
PELHAM: It works because it changes who the parties talk to. When everyone votes, nobody gains by keeping the poor at home.
VARGA: A vote that is forced is no expression of the will of anyone. It is attendance.
HOST: We have to leave it there. Thank you both.
Copyright © 2021 Long Table. All rights reserved. Visit our website terms of use for further information.
""",
)

THINK_TANK = Page(
    name="think tank commentary with author role, footnotes and cookie line",
    title="A border tax on carbon will not start a trade war",
    author="Ines Halvorsen",
    date="2024-03-08",
    kept=(
        "The fear that trading partners will retaliate rests on a misreading",
        "What the levy does",
        "It charges importers what domestic producers already pay",
        "Retaliation would cost them more than the levy itself.",
    ),
    junk=(
        "We use cookies",
        "Accept all",
        "PDF",
        "Senior Fellow",
        "do not necessarily reflect",
        "About the author",
        "Footnotes",
        "Stay informed",
        "Cite this",
        "Image:",
    ),
    raw="""We use cookies to improve your experience. Read our privacy policy to learn more.
Accept all
Programmes | Publications | Events | About us
Commentary
A border tax on carbon will not start a trade war
8 March 2024
Dr. Ines Halvorsen
Senior Fellow, Trade and Climate Programme
Download PDF
Image: Container terminal, Port of Maas. Source: iStock
The fear that trading partners will retaliate rests on a misreading of how the levy is built. It discriminates between clean and dirty steel and not between countries.
What the levy does
It charges importers what domestic producers already pay. Exporters that price carbon at home are exempt, so the cheapest answer to the levy is to copy it.
Who could object
Two large exporters have threatened countermeasures. Retaliation would cost them more than the levy itself. Their own ministries have published the numbers.
The views expressed in this commentary are those of the author and do not necessarily reflect the position of the Institute.
About the author
Ines Halvorsen is a Senior Fellow in the Trade and Climate Programme and was previously an adviser to the Ministry of Commerce.
Footnotes
1. See the impact assessment, table 4.
2. Interview with the author, January 2024.
Stay informed
Subscribe to our mailing list
Cite this publication
""",
)


CHANNEL = Page(
    name="broadcaster with a name above the byline and a list of links inside the text",
    title="Why the tariff truce will not hold",
    author="Farid Munsoor",
    date="2024-06-12",
    kept=(
        "Both capitals need an enemy",
        "Every previous pause ended",
        "There is a better way",
    ),
    junk=(
        "CAPTCHA",
        "Sign up",
        "list of",
        "Grain prices",
        "Senior analyst",
        "Suhail",
        "views expressed",
        "copylink",
    ),
    raw="""Opinion|Trade
Why the tariff truce will not hold
Both capitals need an enemy more than they need soybeans.

Farid Munsoor
By Farid Munsoor
Senior analyst at the Gulf Centre for Trade.
Published On 12 Jun 2024
12 Jun 2024
Share
facebook
twitter
whatsapp
copylink
A container ship leaves Port Hadra on June 3, 2024 [File: Suhail Idris/Reuters]
The truce announced last week has been greeted with relief in the markets. It should not have been, because nothing in it binds either side beyond the autumn.
Sign up for our weekly newsletter
protected by reCAPTCHA
Every previous pause ended in the same way. A plant closed, an election came near, and a minister found that tariffs poll better than trade.
list of 3 items
list 1 of 3
Grain prices fall for third month
list 2 of 3
What the pipeline deal left out
end of list
There is a better way, and both governments know it. They could hand disputes to the court that they founded together in 1995.
The views expressed in this article are the author's own and do not necessarily reflect the channel's editorial stance.
Farid Munsoor
Senior analyst at the Gulf Centre for Trade
Farid Munsoor is a senior analyst at the Gulf Centre for Trade.
""",
)


AGENCY = Page(
    name="agency page signed with a name behind the text",
    title="The old canal, a new quarrel",
    author="Nhat Minh",
    date="2024-11-18",
    kept=(
        "The canal treaty is about to expire",
        "The engineers want a decision",
    ),
    junk=(
        "Nhat Minh",
        "Comment",
        "Latest News",
        "Rice exports",
        "GMT",
    ),
    raw="""World
The old canal, a new quarrel

18/11/2024 14:02 (GMT+7)

The canal treaty is about to expire, and neither neighbour has named a negotiator. This silence, diplomats say, is meant to be heard.
A barge on the canal at dusk.
It is important to stress that both capitals have reasons to wait, since the drought has cut traffic by half and the tolls no longer pay for the locks. The engineers want a decision before winter.
Nhat Minh

Comment (0)
Send comment
Latest News
Rice exports rise
""",
)

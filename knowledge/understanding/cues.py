"""Words that report what somebody says, by what follows them."""

from typing import Final

from knowledge.understanding.vocabulary import vocabulary

_SAY = """
    say add allege announce argue assert avow boast caution charge claim comment complain concede conclude contend
    counter cry declare disclose elaborate emphasise emphasize exclaim explain forecast hint imply indicate
    insist interject joke lament maintain mention muse note observe opine point posit predict proclaim promise quip
    recall recount reflect reiterate remark remind repeat reply report respond retort reveal scoff shout signal
    speculate state stress suggest surmise sum testify tweet underline underscore vow warn wonder yell confirm affirm
    acknowledge admit agree assure pledge posit reason rule
"""
_IRREGULAR_SAY = """
    said says saying told tells telling wrote writes writing written continued continues found finds finding show
    shows showed shown swore read reads posted put puts cried cries replied replies replying implied implies
    testified testifies forecast asked asks asking
"""
_THINK = """
    believe consider estimate expect fear feel hope reckon suspect doubt figure assume calculate worry
"""
_IRREGULAR_THINK = (
    "think thinks thought thinking felt feel feels believing knows knew sees saw worries worried"
)
_CALL = """
    urge demand propose recommend advocate criticise criticize condemn denounce decry praise defend blame accuse
    describe highlight oppose endorse favor favour deplore characterise characterize portray reiterate
    emphasise emphasize stress underline underscore pledge vow promise threaten express voice
"""
_IRREGULAR_CALL = "called calls calling"


def _forms(stems: str) -> frozenset[str]:
    """The forms of regular verbs: `argue`, `argues`, `argued`, `arguing`."""
    forms: set[str] = set()
    for stem in stems.split():
        forms.add(stem)
        short = stem.removesuffix("e")
        if stem.endswith("y") and stem[-2] not in "aeiou":
            forms.update({stem[:-1] + "ies", stem[:-1] + "ied", stem + "ing"})
        else:
            tail = "es" if stem.endswith(("s", "ss", "sh", "ch")) else "s"
            forms.update({stem + tail, short + "ed", short + "ing"})
    return frozenset(forms)


PLAIN: Final = frozenset(f"{_SAY} {_THINK} {_CALL} think know see show find write tell ask read".split())
"""The verbs without an ending: they need more than one speaker, and often are nouns."""

_DOUBLED = vocabulary("quipped quipping admitted admitting summed")

SAY: Final = _forms(_SAY) | frozenset(_IRREGULAR_SAY.split()) | _DOUBLED
"""Verbs of saying: a clause or a quotation follows or stands before."""

THINK: Final = _forms(_THINK) | frozenset(_IRREGULAR_THINK.split())
"""Verbs of thinking: a clause follows."""

CALL: Final = _forms(_CALL) | frozenset(_IRREGULAR_CALL.split())
"""Verbs of judging and demanding: what is judged or demanded follows."""

BARE: Final = vocabulary(
    "said says say saying believes believe believed thinks think thought added adds hopes hoped told tells telling "
    "argues argued claims claimed insists insisted noted notes predicted suggests suggested acknowledged fears feared "
    "warned announced tweeted wrote writes conceded admitted maintains maintained contends contended expects felt "
    "feels explained reported reports alleged promised declared stated states saying arguing adding noting reckons"
)
"""Verbs after which a clause may stand without `that`."""

TELL: Final = vocabulary(
    "told tells telling reminded reminds reminding assured assures assuring warned warns warning asked asks asking "
    "informed informs urged urges"
)
"""Verbs that name the hearer first: `told reporters that …`."""

INVERTED: Final = vocabulary(
    "said says added adds wrote writes asked asks explained explains argued argues continued noted notes observed "
    "replied responded remarked recalled concluded warned tweeted insisted declared stated reported reports announced "
    "exclaimed joked quipped commented complained lamented emphasized emphasised stressed cautioned elaborated"
)
"""Verbs that may stand before their speaker: `…,” said the minister`."""

DENIES: Final = vocabulary(
    "not never n't no without cannot neither nor denied denies deny denying refused refuses declined declines hardly "
    "didn't doesn't hasn't haven't wouldn't won't don't didn’t doesn’t hasn’t haven’t wouldn’t won’t don’t could "
    "should if whether to"
)
"""Before the cue, these turn it into something that is not said."""

ADVERBS: Final = vocabulary(
    "also has have had later further then again once still now even often always just simply first recently yesterday "
    "today tonight soon earlier since ever thus therefore himself herself itself already both is was been are were be "
    "being reportedly once rightly who jointly went on would goes 've ’ve has’ 's ’s did does too"
)
"""Words that may stand between a speaker and the cue, besides those in -ly."""

VIEWS: Final = vocabulary(
    "view claim belief assertion argument contention conviction suggestion warning conclusion insistence prediction "
    "statement words remark remarks comment comments assessment opinion allegation position"
)
"""Nouns of saying: `her view that …`, `a statement by …`."""

FINITE: Final = vocabulary(
    "is are was were be been has have had will would can could may might must should shall do does did won't can't isn't "
    "doesn't don't didn't wasn't aren't won’t can’t isn’t doesn’t don’t didn’t wasn’t aren’t ’s 's ’re 're ’ll 'll "
    "’d 'd ’ve 've i'm i’m cannot"
)
"""Verb forms that make words a clause; so do most words in -ed."""

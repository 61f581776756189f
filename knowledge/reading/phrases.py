"""How page furniture is worded: patterns that furniture.py looks for.

A line may hold several, parted by `|`. Each was checked against prose that begins the same way ("Not a member
of NATO, ..." is no login box). All are bounded, so that hostile text costs no more than its length.
"""

import re

NAMES = {
    "SOCIAL": r"(?:facebook|twitter|instagram|linkedin|youtube|telegram|whatsapp|reddit|tiktok|bluesky|threads|x)",
    "UNITS": r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|mo|years?|yrs?|[mhdwy])",
    "COUNTED": r"(?:comment|share|view|like|repl(?:y|ie)|read|vote|point|upvote|follower|clap|response|reaction"
    r"|restack|note|listen|play|photo|image|retweet|member|subscriber|reader|download)s?",
    "DONE": r"(?:published|posted|updated|edited|modified|corrected|amended|translated|reprinted|republished"
    r"|produced|first|last|originally|also|recently)",
    "PIECE": r"(?:article|story|post|piece|essay|column|interview|transcript|report|page|content|op-ed"
    r"|commentary|work|text|opinion|episode|speech|blog)",
    "MADE": r"(?:edit(?:ed|or|ing)?|translat(?:ed|or|ion)|copy ?edit(?:ed|or)|compiled|report(?:ed|ing)|writing"
    r"|additional reporting|produce[dr]|photo(?:graph)?(?:s|y|er)?|pictures?|images?|illustrat(?:ion|or|ed)s?"
    r"|graphics?|videos?|artwork|cover|cover photo|featured image|design)",
}

OPENERS = r"""
read (?:more|next|also|the full (?:story|article|text|transcript|report|interview))\b
(?:also read|see also|read|recommended|suggested|must read|related|more|watch|listen|up next)\s?[:|»→]
related (?:articles?|stor(?:y|ies)|content|topics?|posts?|reading|news|links?|coverage)\b
more (?:from|stories|news|headlines|coverage)\b|more on (?:this|the) (?:story|topic)
(?:more|further) reading\b
you (?:may|might)(?: also)? (?:like|be interested|enjoy)\b|don't miss (?:out|our|any|the (?:latest|next))\b
watch (?:now|live|more|the (?:full )?video)\b|listen (?:now|to (?:this|the) (?:article|story|episode|podcast))
(?:click|tap) (?:here|to|on|the|register|subscribe|below)\b
sign (?:up|in) (?:to|for|with|now|here|today|and|free)\b
log ?in (?:to|with|or|here|now)\b|to (?:continue|keep|finish) reading\b|to (?:read|access) (?:this|the full)\b
subscribe (?:to (?:our|the|my|read|get|receive|unlock|continue)|now|for|today|and|here|via|below|on|by)\b
subscribe to [\w ]{1,40}$|register (?:now|for (?:free|our|the)|to (?:read|continue|comment)|here|today)\b
follow (?:us|me|him|her|them|the (?:author|writer|topics))\b|follow [\w .@]{1,40} on {SOCIAL}\b|follow @
(?:find|connect with) (?:us|me|him|her|them) (?:on|at)\b|(?:share|tweet|save|post) (?:this|via|with) {PIECE}?
share (?:on|to) {SOCIAL}\b|share your (?:thoughts|views|opinion|story)|send this\b|print this\b
(?:download|get) (?:the|our|this) (?:app|pdf|report|article|full|paper|free)\b|install (?:the|our) app
join (?:us (?:on|at|for)|our (?:mailing|newsletter|community|channel|list|telegram|whatsapp|discord))\b
join (?:the (?:conversation|discussion)|(?:over |more than )?\d[\d,.]* ?k? ?(?:others|readers|subscribers|members))
support (?:us|our (?:work|journalism|mission|newsroom)|independent (?:media|journalism))\b
donate (?:to|now|today)
(?:try|start|claim|get|begin) (?:it |us |your |premium |a )?(?:\w+ )?(?:for )?free\b|try premium\b
go premium\b
(?:for )?free with a\b|help us (?:keep|stay|continue|grow|fund)\b|make a (?:donation|contribution)\b
get (?:our|unlimited|full access|email alerts|the (?:latest|best|news)|weekly|daily|smarter|updates)\b
enter your email|already (?:a (?:member|subscriber|user)|have an account|registered|signed)\b|have an account
not (?:yet )?a (?:member|subscriber)(?: yet)?\s?\?|no account\b|don't have an account
forgot (?:your )?password
(?:continue|keep) reading\b.{0,60}$
(?:view|show|see|load) (?:all|more|comments|in (?:browser|app)|original|less)\b
scroll (?:down|to|for)\b|skip (?:to|ad|past|newsletter)\b|jump to\b|return to (?:top|home|site)\b
back to (?:top|home|the top|all (?:posts|articles|news)|blog|articles?|news)\b|after newsletter promotion
copyright\b|©|\(c\) ?(?:19|20)\d\d|tags?\s?:|tagged (?:with|as|in|:)|topics?\s?:|keywords?\s?:
filed (?:under|to|in)\b|categor(?:y|ies)\s?:|section\s?:|labels?\s?:|posted in\b|published in:
{MADE}(?: (?:source|credit|credits|by|courtesy(?: of)?))?\s?[:/|]|{MADE} (?:by|courtesy of) [^.]{2,80}\.?$
(?:source|sources|credits?|caption|file photo|via|byline|doi|issn|isbn|contact|e-?mail|phone|tel|twitter)\s?:
editor's? note\b|author's? note\s?:|note (?:to|from) (?:readers|the editors?|editor)\b|about the authors?\b
comments? (?:are (?:closed|moderated|welcome|off)|have been|will be|\(|section|policy|guidelines|rules)
(?:leave|add|post|write) (?:a|your) (?:reply|comment|review|response)\b|be the first to\b
\d{1,6} comments?\b.{0,60}$
your (?:email|e-mail|comment|name|subscription|feedback|browser|cart|consent|privacy choices)\b
required fields
(?:this is an? )?sample (?:text |essay )?written for\b|edit ?\d{0,2}\s?:|archived post\b
type your\b|ready for more\b|discussion about this\b
over \d[\d,]* subscribers\b
notify me\b|save my name\b|this field\b
please (?:log|sign|subscribe|enable|enter|try again|share|like|consider)\b
you (?:must|need to|may|can|have to) (?:be logged|log ?in|sign in|use these|register|unsubscribe|opt out|cancel)
(?:enable|turn on|allow) (?:javascript|cookies|notifications)|javascript\b|(?:please )?(?:respect|read) our\b
by (?:clicking|subscribing|signing up|submitting|registering|using (?:this|our)|entering your|providing your)\b
we (?:use (?:cookies|your|necessary|technolog)|value your|and our (?:\d+ )?partners|welcome your|won't spam)\b
we (?:rely on (?:readers|donations|your)|respect your privacy|want to hear|may earn|noticed you|need your)\b
(?:thank you|thanks)(?: so much)? for (?:reading|subscribing|signing|visiting|watching|listening|being a|joining us)
(?:thank you|thanks)(?: so much)? for your (?:support|comment|feedback|interest|subscription)
if you (?:enjoyed?|liked?|found|appreciate|value) (?:this|our|the (?:article|post)|what you|my|reading)\b
if you (?:wish|want|would like) to (?:comment|support (?:us|our|this)|subscribe|republish|contribute|receive)\b
(?:do you |got |have )(?:have )?an? (?:opinion|story|tip|news tip|question|comment|correction)\b.{0,60}\?
(?:send|submit|email) (?:us|your|letters|tips|feedback|corrections)\b|letters? to the editor\b.{0,60}$
contact (?:us|the (?:author|writer|editor))\b
(?:write to|email|reach) (?:us|me|him|her|the author) (?:at|on|via)\b
let us know\b|what (?:do you think|are your thoughts|is your (?:view|opinion))\b.{0,60}\?
tell us (?:what|how|in)\b
(?:disclaimer|disclosure|correction|clarification|trigger warning|content warning|update|recap)\s?:
(?:originally|first|previously|last) (?:published|posted|appeared|updated|modified|edited)\b
this {PIECE} (?:was|has been) (?:{DONE} ?){1,3}\b|this {PIECE} (?:first |originally )?appeared\b
this {PIECE} is (?:part of (?:a|our|the) (?:\w+ )?(?:series|project|package)|republished|reprinted|also available)\b
this {PIECE} is (?:for (?:paid )?(?:subscribers|members)|adapted from|an? (?:edited )?(?:excerpt|extract|version))\b
this {PIECE} is (?:more than \d{1,2} \w+ old|taken from|from our|brought to)\b
this {PIECE} is (?:reserved|free to|sponsored|only (?:for|available)|published)\b
(?:an? )?(?:earlier|previous|longer|shorter|original) version of this\b
this (?:site|website|newsletter|form) \w+
(?:posted|submitted|asked|answered|started) by\b.{0,60}$|u/\w+|r/\w+|page \d{1,4}(?: ?(?:of|/) ?\d{1,4})?$
(?:estimated )?reading time\b|\d{1,3}[- ]?min(?:ute)?s?[- ]?(?:read|listen|watch)?\W{0,3}$
(?:listen|read)\W{1,4}\d
(?:about |over )?(?:\d{1,4}|an?|one) ?{UNITS} ago(?:\W{0,3}$| (?:by|in|[·•|]).{0,40}$)
(?:updated|edited) .{0,30} ago$
\d[\d,.]{0,9} ?[km]? ?{COUNTED}(?:\W{1,4}\d.{0,40})?\W{0,3}$|{COUNTED}\s?[:(]?\s?\d[\d,.]{0,9}\W{0,3}$
(?:total )?views?\s?:|(?:next|previous|prev) (?:article|post|story|page|up)\b\W{0,3}|views? by\b.{0,60}$
latest (?:from|news|stories|posts|articles)\b|trending\b.{0,30}$|sponsored (?:by|content)\b
advert(?:isement)?\b.{0,40}$
(?:article|story|content) continues (?:below|after)|opens? in (?:a )?new\b|fig(?:ure|\.) ?\d{1,3}\s?[:.]
file ?[-–—:]\s
(?:image|photo|video|media|figure) (?:caption|source|credit|gallery|\d{1,3}\b)|from wikipedia\b
retrieved from\b
redirected from\b|coordinates\s?:|cite this\b|how to cite\b|reprints? (?:and|&) permissions?
republish (?:this|our)\b
(?:for )?more information (?:on|about|visit|see)\b|(?:visit|go to) (?:our\b|https?:|www)
learn more (?:about|at|here)\b
(?:member since|joined|posts|location|messages|reputation|likes received)\s?:?\s?\d|last edited\b
click to expand
(?:gift|unlock) this\b|privacy (?:policy|notice|statement)\b.{0,60}$
cookies? (?:policy|notice|settings|preferences)\b
powered by\b.{0,40}$|(?:web ?)?site (?:by|design)\b.{0,40}$|all comments\b.{0,30}$|sort(?:ed)? by\b.{0,30}$
(?:add|make) .{1,40} (?:a )?preferred source\b|listen to .{1,60} \d{1,3} ?min|transcript provided\b
\(?crosstalk\)?$
"""

ANYWHERE = r"""
\buse of cookies\b|\baccept (?:all )?cookies\b|\bcookies? (?:consent|settings|preferences)\b|\bunsubscribe\b
\b(?:our|agree to (?:the|our)|accept (?:the|our)) (?:privacy policy|terms)\b|\bterms of (?:use|service)\b
\b(?:in|to|into) your (?:inbox|mailbox|email)\b|\ball rights reserved\b|\b\d{1,3}-day (?:free )?trial\b
\bfree[- ]trial\b
\bpremium (?:members?|subscribers?|subscription|account|article)\b|\bpaid subscri(?:ber|ption)s?\b
\bcancel any ?time\b
\b(?:only (?:for|available to)|exclusive(?:ly)? (?:for|to)) (?:our )?(?:paid |paying )?(?:subscribers|members)\b
\bbecome (?:a|an) (?:\w+ )?(?:subscriber|patron|supporter)\b
\bbecome a (?:paid |paying )?member (?:today|now|to|and)\b
\bhtml tags and attributes\b
\b(?:sign up|subscribe)\b.{0,80}\b(?:newsletter|briefing|channel|podcast|emails?|alerts?|list)\b
\b(?:our|free|weekly|daily) newsletters?\b
\b(?:views|opinions) (?:expressed|in this (?:article|piece|post|column))\b
\b(?:views|opinions|positions?)\b.{0,80}\b(?:do not|does not|don't|not) necessarily (?:reflect|represent|those)
\b(?:are|is) (?:those of the (?:author|writer)s?|the (?:author|writer)'?s'? own)\b
\bmay (?:earn|receive) a (?:small )?commission
\b(?:licen[cs]ed|republished|available) under .{0,20}creative commons\b|\bcreative commons attribution\b
\bcc[ -]by\b|\bmay not be (?:published|reproduced|republished|reprinted|copied)\b
\b(?:reprinted|republished|used|reproduced) (?:here )?with (?:the |kind )?permission\b
\bread (?:the )?original (?:article|story) here
\b(?:follow|contact|email|reach) (?:him|her|them|us|me) (?:on|at|via)\b
\b(?:follow|find) [\w ,']{0,60} on {SOCIAL}\b
\bclick here\b|\bpatreon\b|\bbuymeacoffee\b|\bko-fi\b|\blog(?:ged)? in to (?:post|comment|reply|continue)\b
\b(?:re)?captcha\b
\bsupport our (?:work|journalism|mission)\b|\bdonations? (?:is|are) tax\b
\bour community (?:guidelines|standards)\b
\bshare this (?:article|post|story|page)\b|\bscan the qr\b|\bread \d{1,3} more\b|\bpush notifications\b
\bad ?blocker\b
\b(?:appeared|published|posted) first on\b|\bfirst appeared (?:in|on|at)\b
\bhas been (?:lightly )?edited for (?:length|clarity)\b
"""

CREDITS = r"""
\b(?:image|photo|picture|photograph|illustration)(?: source| credit| by| courtesy of)?\s?:|\bphoto ?/
\bfile (?:photo|picture)\b
\b(?:photo(?:graph)?|image|picture|illustration)s? (?:by|courtesy|credit|via)\b
\bin this (?:file )?(?:photo|image|picture)\b
\bgetty(?: images)?\b|\bshutterstock\b|\bistock\w{0,8}\b|\bunsplash\b|\bpexels\b|\bwikimedia\b|\balamy\b
\bdepositphotos\b
\((?:[^()]{0,60}[/|,] ?)?(?:afp|reuters|ap|epa|epa-efe|xinhua|tass|anadolu|bloomberg|zuma|upi|dpa|sipa|pool)\)\W{0,2}$
\w ?[/|] ?(?:afp|reuters|ap|ap photo|epa|epa-efe|efe|xinhua|tass|anadolu|bloomberg|pool|rex|shutterstock)\b
\bap photo\b|\[file(?: \w+)?\]|\[[^\]/]{2,60}/[^\]]{2,60}\]\W{0,2}$|\((?:l|r|c|left|right|cent(?:er|re))\)
\((?:source|credit|photo|image|via|courtesy|file)\b[^)]{0,80}\)\W{0,2}$
\bpictured (?:here|above|below|left|right|in)\b
"""


def compiled(block: str) -> str:
    """The alternatives of a block as one pattern."""
    lines = [line for line in block.strip().splitlines() if line]
    pattern = "|".join(lines)
    for name, part in NAMES.items():
        pattern = pattern.replace("{" + name + "}", part)
    return pattern


OPENING = re.compile(rf"\W{{0,8}}(?:{compiled(OPENERS)})", re.IGNORECASE)
HELD = re.compile(compiled(ANYWHERE), re.IGNORECASE)
CREDIT = re.compile(compiled(CREDITS), re.IGNORECASE)

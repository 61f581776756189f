"""Words that stand alone on a line of a web page and are never part of its text: menus, buttons, counters."""

import re

NAVIGATION = """home|menu|search|close|open|skip to content|skip to main content|skip to navigation|jump to content
|jump to navigation|toggle navigation|navigation|main navigation|sections|more|more news|see all|see more|show more
|show less|view all|view more|load more|read more|read next|read on|learn more|find out more|continue reading
|keep reading|read full article|read the full article|next|previous|prev|next article|previous article|next post
|previous post|next story|older posts|newer posts|back|back to top|back to home|top|go back|main menu|contents
|table of contents|on this page|in this article|in this story|site map|sitemap|archive|archives|about|about us
|contact|contact us|advertise|advertise with us|careers|jobs|help|faq|faqs|terms|terms of use|terms of service
|terms and conditions|terms & conditions|privacy|privacy policy|privacy notice|cookie policy|cookie settings
|manage cookies|cookies|accessibility|imprint|legal|disclaimer|language|english|edition|us edition|uk edition
|international edition|live|watch live|listen live|live tv|watch|weather|sport|sports|politics|world|world news|us news
|uk news|business|opinion|opinions|editorial|editorials|op-ed|op-eds|tech|technology|science|health|culture
|entertainment|travel|video|videos|podcasts|podcast|newsletters|newsletter|events|lifestyle|style|arts|books|food
|environment|climate|education|magazine|latest|latest news|latest stories|breaking news|top stories|popular
|most popular|most read|most viewed|most shared|most commented|trending|trending now|editors' picks|editor's picks
|editor's choice|recommended|recommended for you|recommended reading|featured|in the news|home page|homepage|africa
|asia|europe|americas|middle east|asia pacific|asia-pacific|north america|latin america|us|uk|us politics|economy
|markets|finance|money|investing|security|defense|defence|foreign policy|society|history|law|analysis|commentary
|exclusive|explainer|feature|features|news|news analysis|interview|opinion piece|guest post|guest essay|column|columns
|columnists|perspective|perspectives|viewpoint|insight|insights|blog|blogs|research|reports|publications|experts
|programs|topics|regions|letters|long read|the long read|main page|random article|recent changes|talk|view source
|view history|what links here|donate to us"""

ACCOUNT = """log in|login|log out|sign in|sign up|sign up now|register|register now|click register|subscribe
|subscribe now|subscribed|unsubscribe|join|join now|join us|my account|account|profile|get started|try free|try it free
|start free trial|free trial|upgrade|donate|donate now|support us|become a member|become a supporter|membership
|gift this article|gift article|unlock article|premium|paid|free|members only|already a member|already a subscriber
|forgot password|password|username|remember me|accept|accept all|accept cookies|accept all cookies|reject all|decline
|got it|ok|i agree|i accept|allow all|no thanks|not now|maybe later|continue|dismiss|enter your email|email address
|your email|first name|last name|open app|get the app|open in app|download app|download|sponsor|support"""

SHARING = """share|shares|share this|share this post|share this article|share this story|share this page|share article
|share on|share on facebook|share on twitter|share on x|share on linkedin|share on whatsapp|share via email|tweet
|facebook|twitter|x|instagram|youtube|whatsapp|telegram|linkedin|reddit|tiktok|threads|bluesky|mastodon|messenger
|flipboard|pinterest|tumblr|pocket|wechat|weibo|line|vk|rss|email|e-mail|mail|print|pdf|copy link|copy|copied
|link copied|copy url|permalink|embed|save|saved|save for later|save article|save story|bookmark|bookmarks
|add to bookmarks|share full article|like|likes|like this|liked|like loading|angry|care|dislike|funny|haha|love|sad|wow
|clap|claps|applause|follow|following|follow us|followers|listen|listen to article|listen to this article|play|pause
|mute|unmute|resume|audio|volume|fullscreen|settings|text size|font size|dark mode|translate|cite|cite this|restack
|subscribe to rss|add as preferred on google|what's your reaction|your reaction|rate this article|was this helpful"""

COMMENTS = """comment|comments|add comment|add a comment|add your comment|post comment|post a comment|leave a comment
|leave a reply|leave comment|write a comment|cancel|cancel reply|reply|replies|submit|send|name|email required
|name required|website|no comments|no comments yet|no responses|view comments|show comments|view all comments
|see all comments|read comments|hide comments|join the conversation|join the discussion|be the first to comment
|responses|response|sort by|newest|oldest|newest first|oldest first|best|top comments|most liked|report|flag|upvote
|downvote|vote|votes|award|give award|op|mod|moderator|level 1|thread|new topic|quote|like reply|report post|thoughts
|your thoughts|any thoughts|discuss|what do you think|what are your thoughts|what say you|agree or disagree
|what's your take|what's your opinion|am i wrong|change my view|comments are closed|deleted|removed|archived post"""

REST = """advertisement|advertisements|advertising|advert|ad|ads|ad feedback|video ad feedback|sponsored|sponsored content
|promoted|promoted content|paid content|paid post|partner content|promo|article continues below|story continues below
|story continues|article continues after advertisement|story continues below advertisement|image|photo|photos|gallery
|slideshow|caption|photograph|hide caption|toggle caption|enlarge this image|enlarge image|view image in fullscreen
|expand|collapse|zoom|tags|tag|categories|category|filed under|references|sources|footnotes|views by|by|editor|author
|authors|about the author|about the authors|written by|published|published on|published by|posted|posted on|posted by
|posted in|updated|last updated|date|loading|error|thank you|thanks for reading|related|related articles
|related stories|related posts|related news|related content|related topics|related links|you may also like
|you might also like|read also|also read|see also|external links|further reading|more from|more on this story
|more on this topic|more stories|more like this|up next|key points|source|via|credit|n/a|none|null|undefined|untitled
|contributor|contributors|staff writer|staff|guest contributor|follow author|avatar|user avatar|logo|icon|banner
|thumbnail|placeholder|transcript below|hidden|original article|originally published|republish|republish this article
|reprints|corrections|opens in new window|opens in a new tab|external|new window|powered by"""


def _set(*groups: str) -> frozenset[str]:
    return frozenset(word.strip() for group in groups for word in group.replace("\n", "").split("|"))


LABELS = _set(NAVIGATION, ACCOUNT, SHARING, COMMENTS, REST)
EDGES = re.compile(r"^[\W\d_]{1,40}|[\W\d_]{1,40}$")


def is_label(line: str) -> bool:
    """Whether a line is one of these words, whatever marks, icons and numbers stand around them."""
    return len(line) <= 80 and bare(line) in LABELS


def bare(line: str) -> str:
    """A line in lower case without the marks, icons and numbers around its words."""
    return EDGES.sub("", EDGES.sub("", line.lower().replace("’", "'")))

"""Small files of every format, made in memory for the tests."""

import io
import zipfile

import docx
from reportlab.lib.pagesizes import A5
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate

TITLE = "Why the old bridge should stay open"
PARAGRAPHS = (
    (
        "Closing the bridge would cut the east bank off from its only hospital, and the ministry knows it. Its own "
        "survey counts nine thousand crossings a day, most of them on foot."
    ),
    (
        "The engineers say that a repair is possible within a year. They warn that a closure would last for five "
        "years at the least, since no money has been set aside for a replacement."
    ),
    "Closing it is therefore the dearest choice of all, although it looks like the cheapest one on paper today.",
)

HTML = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE} | The Daily Quay</title>
<meta property="og:site_name" content="The Daily Quay"><meta name="author" content="Ann Leewright">
<meta property="article:published_time" content="2024-02-05T08:00:00Z"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<article><h1>{TITLE}</h1><p>By Ann Leewright</p>
<p>{PARAGRAPHS[0]}</p><figure><img src="a.jpg"><figcaption>Photograph: Kofi Brandt</figcaption></figure>
<h2>What the engineers say</h2><p>{PARAGRAPHS[1].replace("possible", "pos<b>sible</b>")}</p>
<ul><li>A repair costs nine million crowns.</li><li>A closure costs more every year.</li></ul>
<p>{PARAGRAPHS[2]}</p></article>
<section><h3>Comments (1)</h3><p>Close it, I say, and let them all take the boat instead.</p></section>
<footer>© 2024 The Daily Quay</footer></body></html>"""

MARKDOWN = f"""---
title: {TITLE}
author: Ann Leewright
date: 5 February 2024
---

# {TITLE}

{PARAGRAPHS[0].replace("the ministry", "[the ministry](https://example.org/ministry)")}

## What the engineers say

{PARAGRAPHS[1]}

- **A repair** costs nine million crowns.
- A closure costs *more* every year.

**Bo Oduya** (ferryman): I have rowed across it for thirty years, and I say keep it open.
"""


def pdf(*, lock: str | None = None, pages: int = 1, title: str = TITLE) -> bytes:
    """A PDF with running heads and page numbers, its text flowing over the pages."""
    styles = getSampleStyleSheet()
    flow: list[Flowable] = [
        Paragraph(title, styles["Title"]),
        Paragraph("By Ann Leewright", styles["BodyText"]),
    ]
    flow += [Paragraph("5 February 2024", styles["BodyText"])]
    for page in range(pages * 4):
        number = "" if pages == 1 and page == 0 else f" This is said for the {page + 1}th time."
        flow += [Paragraph(text + number, styles["BodyText"]) for text in PARAGRAPHS]
    if pages == 1:
        flow = flow[:6]
    stream = io.BytesIO()
    encryption = StandardEncryption(lock, strength=128) if lock else None
    template = SimpleDocTemplate(stream, pagesize=A5, encrypt=encryption, invariant=1)
    template.build(flow, onFirstPage=_heads, onLaterPages=_heads)
    return stream.getvalue()


def scan() -> bytes:
    """A PDF without a word in it."""
    stream = io.BytesIO()
    canvas = Canvas(stream, invariant=1)
    canvas.rect(10, 10, 100, 100, fill=1)
    canvas.save()
    return stream.getvalue()


def docx_file() -> bytes:
    """A DOCX with title, heading, list and table."""
    document = docx.Document()
    document.add_heading(TITLE, 0)
    document.add_paragraph("By Ann Leewright")
    document.add_paragraph("5 February 2024")
    document.add_paragraph(PARAGRAPHS[0])
    document.add_heading("What the engineers say", 1)
    document.add_paragraph(PARAGRAPHS[1])
    document.add_paragraph("A repair costs nine million crowns.", style="List Bullet")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "The ministry expects nine thousand crossings a day."
    table.cell(0, 1).text = "The town expects twelve thousand of them."
    document.add_paragraph(PARAGRAPHS[2])
    return saved(document)


def saved(document: "docx.document.Document") -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def archive(parts: dict[str, bytes]) -> bytes:
    """A zip file with these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in parts.items():
            zipped.writestr(name, content)
    return stream.getvalue()


def _heads(canvas: Canvas, template: SimpleDocTemplate) -> None:
    canvas.drawString(40, 560, "The Daily Quay")
    canvas.drawString(200, 20, f"Page {template.page}")

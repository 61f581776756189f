import pytest

from knowledge.types import Document, Speaker
from knowledge.understanding.attribution import attributions, author_speaker
from knowledge.understanding.sentences import sentences
from tests.knowledge.understanding.documents import document

LUND = "Trade Minister Ada Lund opened the talks in Oslo."
Told = list[tuple[str | None, str, str]]


def told(made: Document) -> Told:
    found = attributions(made, sentences(made))
    return [(one.speaker.name, one.manner, made.text[one.content.start : one.content.end]) for one in found]


def speakers(made: Document) -> list[Speaker]:
    return [one.speaker for one in attributions(made, sentences(made))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“The port must stay,” Lund said.", ["The port must stay"]),
        ('"The port must stay," said Lund on Monday.', ["The port must stay"]),
        ("Lund said: “The port must stay.”", ["The port must stay."]),
        ("“The port must stay,” Lund said. “It feeds us.”", ["The port must stay", "It feeds us."]),
        ("“The port,” Lund said, “must stay where it is.”", ["The port", "must stay where it is."]),
        ("“It leaks. It stinks. It costs,” Lund said.", ["It leaks.", "It stinks.", "It costs"]),
        ("“Who pays for the port?” Lund asked.", ["Who pays for the port?"]),
        ("Ada Lund: “The port must stay.”", ["The port must stay."]),
    ],
)
def test_words_in_quotation_marks_belong_to_whom_the_cue_names(text: str, words: list[str]) -> None:
    assert told(document(LUND, text)) == [("Ada Lund", "direct", word) for word in words]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Lund said that the port must stay.", "the port must stay"),
        ("Lund said the port must stay.", "the port must stay"),
        ("Lund has repeatedly argued that the port must stay.", "the port must stay"),
        ("According to Lund, the port must stay.", "the port must stay"),
        ("The port must stay, according to Lund.", "The port must stay"),
        ("The port must stay, Lund wrote in an op-ed.", "The port must stay"),
        ("As Lund noted, the port must stay.", "the port must stay"),
        ("Lund told reporters in Oslo that the port must stay.", "the port must stay"),
        ("On Monday, Lund warned on the radio that the port must stay.", "the port must stay"),
        ("Lund emphasized the need to keep the port.", "the need to keep the port"),
        ("Lund’s view that ports heal towns is old.", "ports heal towns is old"),
        ("Lund spoke for an hour, stating that the port must stay.", "the port must stay"),
        ("The town, which has lost 40 ships (according to Lund), is poor.", "which has lost 40 ships"),
    ],
)
def test_reported_words_belong_to_whom_the_cue_names(text: str, words: str) -> None:
    assert told(document(LUND, text)) == [("Ada Lund", "indirect", words)]


@pytest.mark.parametrize(
    "text",
    [
        "Lund did not say that the port must stay.",
        "Lund denied that the port must stay.",
        "If Lund said that, nobody heard it.",
        "Lund declined to say whether the port must stay.",
        "Some analysts say that the port must stay.",
        "Reports indicate that the port must stay.",
        "Lund reported to the council twice a week.",
        "The so-called “dual port” policy of the town failed.",
        "The two towns declared a “no-limits” partnership last year.",
        "Ports matter. The port must stay.",
    ],
)
def test_what_nobody_is_cited_for_stays_with_the_author(text: str) -> None:
    assert told(document(LUND, text)) == []


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        (
            "Karl Ott, a professor at the School of Ports, elaborated: “It pays.”",
            "Karl Ott",
            "professor at the School of Ports",
        ),
        (
            "U.S. Secretary of State Jo Marsh said that it pays.",
            "Jo Marsh",
            "U.S. Secretary of State",
        ),
        (
            "“It will pay one day,” said Chinese Foreign Ministry spokesperson Wu Bo.",
            "Wu Bo",
            "Chinese Foreign Ministry spokesperson",
        ),
        (
            "Professor Mei Tan of the Academy of Ports and Ships argued that it pays.",
            "Mei Tan",
            "Professor of the Academy of Ports and Ships",
        ),
        ("Sen. Jo Marsh (R-Tex.) said that it pays.", "Jo Marsh", "Senator"),
        ("Analyst Dana Pike observed, “It will pay one day.”", "Dana Pike", "Analyst"),
        ("Mr. Marsh said that it pays.", "Marsh", None),
        ("A report by the Council on Ports notes that it pays.", "Council on Ports", None),
        ("The Foreign Ministry noted that it pays.", "Foreign Ministry", None),
        ("NATO believes that it pays.", "NATO", None),
        ("Beijing has said that it pays.", "Beijing", None),
        ("A senior trade official said that it pays.", "senior trade official", None),
    ],
)
def test_names_and_roles_come_out_clean(text: str, name: str, role: str | None) -> None:
    assert speakers(document(text)) == [Speaker(name=name, role=role)]


def test_a_surname_gets_the_full_name_and_role_from_elsewhere() -> None:
    made = document(
        "Karl Ott, a professor at Bergen, met the mayor.", "Ott further added, “The port must stay.”"
    )
    assert speakers(made) == [Speaker(name="Karl Ott", role="professor at Bergen")]


def test_the_role_may_stand_after_the_first_mention() -> None:
    made = document("Brenk said that it pays.", "French Chancellor Luc Brenk then left.")
    assert speakers(made) == [Speaker(name="Luc Brenk", role="French Chancellor")]


@pytest.mark.parametrize(
    "text", ["He also emphasized the need to keep the port.", "The minister added that ports pay."]
)
def test_a_pronoun_or_office_means_whoever_was_cited(text: str) -> None:
    made = document("Trade Minister Jo Marsh said that it pays.", text)
    assert [speaker.name for speaker in speakers(made)] == ["Jo Marsh", "Jo Marsh"]


def test_the_author_believes_is_the_author() -> None:
    made = document("The author believes that the port must stay.", author="Ida Field", author_role="dean")
    assert speakers(made) == [author_speaker(made)] == [Speaker(name="Ida Field", role="dean")]
    assert told(made) == [("Ida Field", "author", "the port must stay")]


def test_a_statement_is_cited_by_the_sentence_after_it() -> None:
    made = document(
        "The port is ready to open, but it “will not open alone.” This statement by harbour spokesman Jo Marsh "
        "surprised the town."
    )
    assert told(made) == [("Jo Marsh", "indirect", "The port is ready to open, but it “will not open alone.")]
    assert speakers(made) == [Speaker(name="Jo Marsh", role="harbour spokesman")]


def test_two_speakers_in_one_sentence_get_their_own_words() -> None:
    made = document("Jo Marsh said the port would stay, but Karl Ott argued that it was lost.")
    assert told(made) == [
        ("Jo Marsh", "indirect", "the port would stay"),
        ("Karl Ott", "indirect", "it was lost"),
    ]


def test_a_paragraph_that_is_a_quotation_goes_on_with_the_speaker_before() -> None:
    made = document("Jo Marsh continued:", "“The port must stay. It feeds the town.”", "The talks went on.")
    assert told(made) == [
        ("Jo Marsh", "direct", "The port must stay."),
        ("Jo Marsh", "direct", "It feeds the town."),
    ]


def test_quoted_words_of_an_unnamed_group_are_not_the_authors() -> None:
    assert told(document("“The port must stay,” local critics said.")) == [
        ("local critics", "direct", "The port must stay")
    ]


def test_headings_cite_nobody() -> None:
    assert told(document("Lund said that ports pay", "Lund said that ports pay.", kinds=("heading",))) == [
        ("Lund", "indirect", "ports pay")
    ]


def test_a_transcript_gives_each_turn_to_its_speaker() -> None:
    made = document(
        "Recorded in Oslo.",
        "MODERATOR: Should the port stay?",
        "ADA LUND (economist): It must. It feeds us.",
        "It always did.",
        "JO MARSH, MAYOR: Lund says that it pays. It does not.",
        "LUND: It does.",
    )
    assert told(made) == [
        ("Moderator", "direct", "Should the port stay?"),
        ("Ada Lund", "direct", "It must."),
        ("Ada Lund", "direct", "It feeds us."),
        ("Ada Lund", "direct", "It always did."),
        ("Jo Marsh", "direct", "Lund says that it pays."),
        ("Jo Marsh", "direct", "It does not."),
        ("Ada Lund", "direct", "It does."),
    ]
    assert speakers(made)[-1] == Speaker(name="Ada Lund", role="economist")


def test_questions_and_answers_are_a_transcript_too() -> None:
    made = document("Q: Does it pay?", "A: It does.", "Q: Why?", "A: Nobody knows.")
    assert [name for name, _, _ in told(made)] == ["Interviewer", "Interviewee"] * 2


def test_a_list_with_labels_is_no_transcript() -> None:
    assert told(document("Jobs: the port feeds us.", "Taxes: it pays them.", "Pride: it is ours.")) == []


@pytest.mark.parametrize(
    "unit", ["X said that ", "“A b c d e f,” X said. ", "Ada Lund, a , ", "A: b\n", "he said "]
)
def test_hostile_text_is_read_without_failing(unit: str) -> None:
    made = document(unit * (6_000 // len(unit)))
    for one in attributions(made, sentences(made)):
        assert 0 <= one.content.start < one.content.end <= len(made.text)

"""Texts about the judge of stance, for the operator alone: at `counterpoint models` and at `counterpoint doctor`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from knowledge.judges.shelf import Added, Kept

MODELS = """Choose who judges whether a quote counters or supports a claim.

The model that ships needs nothing else. docs/judges.md says what other models take, cost and see.
"""
MODELS_SHORT = "Choose who judges stance."
LIST = "Show the models that there are, and which one judges."
ADD = """Add a pair model in ONNX: a folder on this machine, or owner/name on a model hub.

For example: counterpoint models add nli ./my-model
"""
ADD_SHORT = "Add a pair model from a folder or a hub."
USE = """Let a model judge from now on; a bot that runs takes it when it is started again.

For example: counterpoint models use shipped
"""
USE_SHORT = "Let a model judge from now on."
REMOVE = "Delete a pair model that was added."
GRAPH = "The ONNX file to take, where there are several."
REVISION = "Branch, tag or commit on the hub."
LABELS = "The model's labels in order, divided by commas, where its config does not say what they mean."
ORDER = "What the model reads first; models of inference read the quote first."
TEMPERATURE = "Divides the model's outputs before they become probabilities; above 1 makes it less sure."
SHIPPED = "ships with Counterpoint"
LANGUAGE_MODEL_NOT_SET = (
    "not set up; set COUNTERPOINT_JUDGE_URL and COUNTERPOINT_JUDGE_MODEL, see docs/judges.md"
)
SHIPPED_JUDGES = "The model that ships judges stance."
ANOTHER_FIRST = "This model judges now; choose another first: counterpoint models use shipped"


def pair_model(kept: Kept) -> str:
    """A pair model in the list."""
    return f"{kept.settings.source} ({', '.join(kept.settings.labels)}; {kept.settings.order})"


def language_model(model: str, host: str) -> str:
    """The language model in the list."""
    return f"{model} at {host}"


def spending(spent: Decimal, cap: Decimal | None) -> str:
    """What the language model has cost this month."""
    return f"this month {spent:.4f} of {cap} spent" if cap is not None else "no prices are set"


def added(one: Added, *, of: int) -> str:
    """A model was added, and how it did on pairs that every judge gets right."""
    name = one.kept.name
    if one.right == of:
        return f"{name} was added. To let it judge: counterpoint models use {name}"
    return (
        f"{name} was added, but it misjudges {of - one.right} of {of} plain pairs; check its labels and its order "
        f"before it is used."
    )


def removed(name: str) -> str:
    """A model was deleted."""
    return f"{name} was removed."


def in_use(name: str) -> str:
    """A model judges from now on."""
    return f"{name} judges from now on; start a running bot again so that it does."


def goes_out(host: str) -> str:
    """What leaves the machine once a language model judges."""
    return (
        f"Claims that people ask about and the quotes found for them are sent to {host} from now on, and nothing "
        f"about people; PRIVACY.md says it all. To end it: counterpoint models use shipped"
    )


def answers(name: str) -> str:
    """The chosen judge works."""
    return f"{name} judges, and answers."


def misjudges(name: str) -> str:
    """The chosen judge answers, but wrongly."""
    return f"{name} answers, but takes a plain denial for something else; check its labels and order, or choose another."


def gives_none(name: str, why: str) -> str:
    """The chosen judge does not work."""
    return f"{name} gives no judgement ({why}); until it does, the model that ships judges."

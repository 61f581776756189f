"""What buttons, menus and forms carry, so that they work after a restart: the bot's own code behind a prefix."""

PRESS = "cp:"
FORM = "cpf:"
"""A button that opens a form, which has to be the first answer."""


def custom_id(code: str, *, form: bool = False) -> str:
    """What Discord hands back when it is pressed."""
    return f"{FORM if form else PRESS}{code}"


def read(custom: str) -> tuple[str, bool] | None:
    """The code, and whether it opens a form; None where the component is not ours."""
    for prefix, form in ((FORM, True), (PRESS, False)):
        if custom.startswith(prefix):
            return custom.removeprefix(prefix), form
    return None

"""How the service says no: the platform's error bodies, and the collector of what is wrong with a form."""

from dataclasses import dataclass, field
from typing import Any

Payload = dict[str, Any]
Path = tuple[str | int, ...]

ALREADY_ACKNOWLEDGED = (40060, "Interaction has already been acknowledged.")
UNKNOWN_INTERACTION = (10062, "Unknown interaction")
UNKNOWN_WEBHOOK = (10015, "Unknown Webhook")
UNKNOWN_MESSAGE = (10008, "Unknown Message")
UNKNOWN_CHANNEL = (10003, "Unknown Channel")
UNKNOWN_GUILD = (10004, "Unknown Guild")
UNKNOWN_USER = (10013, "Unknown User")
INVALID_WEBHOOK_TOKEN = (50027, "Invalid Webhook Token")
EMPTY_MESSAGE = (50006, "Cannot send an empty message")
INVALID_JSON = (50109, "The request body contains invalid JSON.")
MISSING_ACCESS = (50001, "Missing Access")
MISSING_PERMISSIONS = (50013, "Missing Permissions")
NOT_THE_AUTHOR = (50005, "Cannot edit a message authored by another user")
TOO_MANY_FOLLOW_UPS = (40094, "This interaction has reached the maximum number of follow-up messages")
INVALID_FORM = 50035


class Refusal(Exception):
    """An answer other than success."""

    def __init__(self, status: int, reason: tuple[int, str], errors: Payload | None = None) -> None:
        self.status = status
        self.code, self.message = reason
        self.errors = errors
        super().__init__(f"{status} {self.code} {self.message} {errors or ''}".strip())

    @property
    def body(self) -> Payload:
        body: Payload = {"message": self.message, "code": self.code}
        return body if self.errors is None else {**body, "errors": self.errors}


@dataclass(slots=True, kw_only=True)
class Problems:
    """What is wrong with one form, each problem at its place."""

    before: Path = ()
    found: list[tuple[Path, str, str]] = field(default_factory=list)

    def add(self, path: Path, code: str, message: str) -> None:
        self.found.append(((*self.before, *path), code, message))

    def text(self, path: Path, value: object, *, least: int = 0, most: int) -> None:
        """Check a string's kind and length."""
        if value is None:
            if least:
                self.add(path, "BASE_TYPE_REQUIRED", "This field is required")
        elif not isinstance(value, str):
            self.add(path, "STRING_TYPE_CONVERT", "Could not interpret value as string.")
        elif least and not least <= len(value) <= most:
            self.add(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length.")
        elif len(value) > most:
            self.add(path, "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")

    def items(self, path: Path, value: object, *, least: int = 0, most: int) -> list[Any]:
        """The list at a place, checked for its length; empty where it is none."""
        if value is None and not least:
            return []
        if not isinstance(value, list):
            self.add(path, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
            return []
        if not least <= len(value) <= most:
            self.add(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length.")
        return value

    def one_of(self, path: Path, value: object, allowed: tuple[object, ...]) -> bool:
        if value in allowed:
            return True
        self.add(path, "BASE_TYPE_CHOICES", f"Value must be one of {allowed}.")
        return False

    def link(self, path: Path, value: object, *, most: int, schemes: tuple[str, ...]) -> None:
        self.text(path, value, least=1, most=most)
        if isinstance(value, str) and value.partition("://")[0] not in schemes:
            self.add(path, "URL_TYPE_INVALID_SCHEME", f"Scheme must be one of {schemes}.")

    def nested(self) -> Payload:
        tree: Payload = {}
        for path, code, message in self.found:
            place = tree
            for step in path:
                place = place.setdefault(str(step), {})
            place.setdefault("_errors", []).append({"code": code, "message": message})
        return tree

    def refuse(self) -> None:
        if self.found:
            raise Refusal(400, (INVALID_FORM, "Invalid Form Body"), self.nested())

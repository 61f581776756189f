"""What the program counts and measures, as Prometheus reads it. docs/operating.md says what each is for.

No label holds a person, a server or a team, or a word that somebody typed: whoever may read the metrics learns how the
service does, and nothing about those who use it.
"""

from __future__ import annotations

import platform as machine
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    GCCollector,
    Histogram,
    Info,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily

from bot.observing import Observer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.observing import Step
    from bot.questions import Question
    from bot.workers import Workers

PREFIX: Final = "counterpoint"
UNTIL_TAKEN: Final = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 5.0)
"""Seconds; a platform gives a question up after three."""
UNTIL_ANSWERED: Final = (0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0, 900.0)
"""Seconds; Discord takes an answer for fifteen minutes."""


class Metrics(Observer):
    """Everything that is counted, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.connections: dict[str, int] = {}
        """How many connections each platform has, of those that keep any."""
        about_questions = ("platform", "command", "outcome")
        self._questions = self._counter("questions", "Questions that were answered.", *about_questions)
        self._answering = self._histogram(
            "answer_seconds", "From a question to its answer, sent.", UNTIL_ANSWERED, "platform", "command"
        )
        self._acknowledging = self._histogram(
            "acknowledge_seconds", "From a question to its acknowledgement.", UNTIL_TAKEN, "platform"
        )
        self._calls = self._counter(
            "platform_answers", "Answers of the platforms' services to requests.", "platform", "answer"
        )
        self._connected = self._gauge(
            "platform_connections", "Shards or sockets that are connected.", "platform"
        )
        self._reconnects = self._counter(
            "platform_reconnects", "Connections that were lost and came back.", "platform"
        )
        self._sources = self._counter("sources", "Sources that were handed over to be added.", "outcome")
        self._unreadable = self._counter(
            "unreadable", "Files that could not be read, links not fetched.", "step"
        )
        self._mended = self._counter(
            "mended_answers", "Public answers that were to be brought up to date.", "outcome"
        )
        self.log_records = self._counter("log_records", "Lines of the log.", "level")
        self.ready = self._gauge("ready", "Whether everything that is needed is there.")
        self.platform_ready = self._gauge("platform_ready", "Whether a platform is being served.", "platform")
        self.lag = self._gauge("event_loop_lag_seconds", "How late the event loop was when last looked at.")
        self.workspaces = self._gauge("workspaces", "Workspaces that have a database.")
        self.set_aside = self._gauge(
            "workspaces_set_aside", "Workspaces whose database was damaged and is set aside."
        )
        self.unfinished = self._gauge(
            "workspaces_unfinished", "Workspaces in which sources wait to be added."
        )
        self.store_bytes = self._gauge("store_bytes", "What the data folder holds.")
        self.free_bytes = self._gauge("store_free_bytes", "What the disk of the data folder has free.")
        self.looked_at = self._gauge("store_looked_at_seconds", "When the data folder was last looked at.")
        Info(f"{PREFIX}_build", "What runs.", registry=self.registry).info(
            {"version": version(PREFIX), "python": machine.python_version()}
        )
        ProcessCollector(registry=self.registry)
        GCCollector(registry=self.registry)

    def watch(self, workers: Workers) -> None:
        """Measure the queues, whenever the metrics are read."""
        self.registry.register(_Queues(workers))

    def written(self) -> bytes:
        """All of them, as Prometheus reads them."""
        return generate_latest(self.registry)

    def acknowledged(self, *, platform: str, seconds: float) -> None:
        """A question was taken."""
        self._acknowledging.labels(platform).observe(seconds)

    def answered(self, question: Question, *, seconds: float) -> None:
        """A question has its answer."""
        command = str(question.command)
        self._questions.labels(question.platform, command, str(question.outcome)).inc()
        self._answering.labels(question.platform, command).observe(seconds)

    def called(self, *, platform: str, answer: str) -> None:
        """A platform's service answered a request."""
        self._calls.labels(platform, answer).inc()

    def connected(self, *, platform: str, connections: int) -> None:
        """So many connections stand now."""
        self.connections[platform] = connections
        self._connected.labels(platform).set(connections)

    def reconnected(self, *, platform: str) -> None:
        """A connection came back."""
        self._reconnects.labels(platform).inc()

    def added(self, *, sources: int, skipped: int) -> None:
        """Sources were handed over."""
        self._sources.labels("added").inc(sources)
        self._sources.labels("skipped").inc(skipped)

    def unreadable(self, *, step: Step) -> None:
        """A file could not be read, or a link not fetched."""
        self._unreadable.labels(step).inc()

    def mended(self, *, outcome: str, messages: int) -> None:
        """Public answers were to be brought up to date."""
        self._mended.labels(outcome).inc(messages)

    def _counter(self, name: str, told: str, *labels: str) -> Counter:
        return Counter(f"{PREFIX}_{name}", told, labels, registry=self.registry)

    def _gauge(self, name: str, told: str, *labels: str) -> Gauge:
        return Gauge(f"{PREFIX}_{name}", told, labels, registry=self.registry)

    def _histogram(self, name: str, told: str, buckets: tuple[float, ...], *labels: str) -> Histogram:
        return Histogram(f"{PREFIX}_{name}", told, labels, buckets=buckets, registry=self.registry)


class _Queues:
    """What waits before the worker threads, looked at when somebody asks."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Give how much waits in each lane, and how much may."""
        waiting = GaugeMetricFamily(
            f"{PREFIX}_queue_waiting", "Work that waits for a thread.", labels=["lane"]
        )
        most = GaugeMetricFamily(f"{PREFIX}_queue_limit", "Work that may wait for a thread.", labels=["lane"])
        for lane, (now, limit) in self._workers.load.items():
            waiting.add_metric([lane], now)
            most.add_metric([lane], limit)
        yield waiting
        yield most

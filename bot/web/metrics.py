"""The figures as Prometheus reads them (text exposition format 0.0.4). Imported when first asked for, never before."""

from collections.abc import Iterable, Iterator, Mapping

from prometheus_client import CollectorRegistry, GCCollector, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.web.vitals import Quantiles, Stored, Vitals

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

#: Of what the processes count themselves: what it is, and what its labels are called.
_COUNTED: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "polls": ("Feed polls by outcome.", ("outcome",)),
    "articles": ("New articles by outlet.", ("outlet",)),
    "telegram_requests": ("Requests to Telegram by kind of message and outcome.", ("kind", "outcome")),
    "station_failures": ("Rounds of a station that ended in an error.", ("station",)),
    "dead_man_pings": ("Pings of the dead-man address by outcome.", ("outcome",)),
}


def exposition(vitals: Vitals) -> bytes:
    """The page."""
    registry = CollectorRegistry(auto_describe=False)
    ProcessCollector(registry=registry)
    GCCollector(registry=registry)
    registry.register(_Khabar(vitals))
    return generate_latest(registry)


class _Khabar(Collector):
    def __init__(self, vitals: Vitals) -> None:
        self._vitals = vitals

    def collect(self) -> Iterator[Metric]:
        vitals, stored = self._vitals, self._vitals.stored
        yield _gauge(
            "info", "Version and database.", ("version", "database"), [((vitals.version, vitals.database), 1)]
        )
        yield _gauge("database_up", "1 while the database answers.", (), [((), int(stored is not None))])
        yield _gauge(
            "station_silence_seconds",
            "Since a station of this process came round.",
            ("station",),
            _labelled(vitals.silences),
        )
        if vitals.disk_free is not None:
            yield _gauge(
                "disk_free_bytes", "Free on the disk of the data directory.", (), [((), vitals.disk_free)]
            )
        if vitals.backup_age is not None:
            yield _gauge("backup_age_seconds", "Since the newest good backup.", (), [((), vitals.backup_age)])
        yield from _counters(vitals.tally)
        if stored is not None:
            yield from _stored(stored)


def _stored(stored: Stored) -> Iterator[Metric]:
    queues = stored.queues.items()
    yield _gauge("feeds", "Active feeds by state.", ("state",), _labelled(stored.feeds))
    yield _gauge(
        "queue_length", "What waits for a station.", ("queue",), [((k,), v.length) for k, v in queues]
    )
    yield _gauge(
        "queue_age_seconds",
        "How long the oldest of a queue has waited.",
        ("queue",),
        [((k,), v.age) for k, v in queues],
    )
    yield _gauge("deliveries", "Open deliveries by state.", ("state",), _labelled(stored.deliveries))
    yield _gauge("chats", "Chats by state.", ("state",), _labelled(stored.chats))
    yield _gauge("guards", "Watchlists held back or waved through.", ("state",), _labelled(stored.guards))
    yield _gauge("paused", "1 while everything is paused.", (), [((), int(stored.paused))])
    yield _gauge("database_bytes", "Size of the database.", (), [((), stored.size)])
    yield _gauge(
        "lease_held",
        "1 where this process has the role.",
        ("role",),
        [((one.role,), int(one.here)) for one in stored.leases],
    )
    yield _gauge(
        "lease_vacant",
        "1 where no process has the role.",
        ("role",),
        [((one.role,), int(not one.holder)) for one in stored.leases],
    )
    changes = CounterMetricFamily("khabar_lease_changes", "How often a role changed hands.", labels=("role",))
    for one in stored.leases:
        changes.add_metric((one.role,), one.epoch)
    yield changes
    yield from _delays(
        "published_to_seen", "From an article's own time to our first sight of it", stored.published_to_seen
    )
    yield from _delays(
        "seen_to_sent", "From the first sight of an article to its alert's first message", stored.seen_to_sent
    )


def _delays(name: str, what: str, found: Iterable[Quantiles]) -> Iterator[Metric]:
    rows = [
        ((one.outlet, quantile), value)
        for one in found
        for quantile, value in (("0.5", one.p50), ("0.95", one.p95))
    ]
    text = f'{what}, quantiles of the last 24 hours; outlet "*" is all together.'
    yield _gauge(f"{name}_seconds", text, ("outlet", "quantile"), rows)
    numbers = [((one.outlet,), one.number) for one in found]
    yield _gauge(f"{name}_number", "How many these quantiles are taken from.", ("outlet",), numbers)


def _counters(tally: Mapping[tuple[str, ...], int]) -> Iterator[Metric]:
    for name, (text, labels) in _COUNTED.items():
        family = CounterMetricFamily(f"khabar_{name}", text, labels=labels)
        for key, value in sorted(tally.items()):
            if key[0] == name:
                family.add_metric(key[1:], value)
        yield family


def _labelled(values: Mapping[str, float]) -> list[tuple[tuple[str, ...], float]]:
    return [((name,), value) for name, value in values.items()]


def _gauge(
    name: str, text: str, labels: tuple[str, ...], rows: Iterable[tuple[tuple[str, ...], float]]
) -> Metric:
    family = GaugeMetricFamily(f"khabar_{name}", text, labels=labels)
    for values, value in rows:
        family.add_metric(values, value)
    return family

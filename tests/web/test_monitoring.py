"""The dashboard and the alert rules ask for nothing that /metrics does not export."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import promql_parser
import pytest
from prometheus_client.parser import text_string_to_metric_families
from ruamel.yaml import YAML

from bot.web.metrics import exposition
from tests.web.test_server import FULL

MONITORING = Path(__file__).resolve().parents[2] / "docs" / "monitoring"
#: What Prometheus itself adds to everything that it scrapes.
_SCRAPED = {"job", "instance"}


def _rules() -> list[dict[str, Any]]:
    data = YAML(typ="safe").load((MONITORING / "alerts.yaml").read_text(encoding="utf-8"))
    return [rule for group in data["groups"] for rule in group["rules"]]


def _expressions() -> Iterator[tuple[str, str]]:
    for rule in _rules():
        yield rule["alert"], rule["expr"]
    for panel in json.loads((MONITORING / "grafana.json").read_text(encoding="utf-8"))["panels"]:
        for target in panel["targets"]:
            yield panel["title"], target["expr"]


def _exported() -> dict[str, set[str]]:
    """Names of the labels by name of the series."""
    found: dict[str, set[str]] = {"up": set()}
    for family in text_string_to_metric_families(exposition(FULL).decode()):
        for sample in family.samples:
            found.setdefault(sample.name, set()).update(sample.labels)
    return found


def _selectors(node: Any) -> Iterator[Any]:
    """Every vector selector within an expression."""
    if isinstance(node, promql_parser.VectorSelector):
        yield node
    for name in ("expr", "lhs", "rhs", "param", "vector_selector"):
        if (inner := getattr(node, name, None)) is not None:
            yield from _selectors(inner)
    for inner in getattr(node, "args", ()) or ():
        yield from _selectors(inner)


@pytest.mark.parametrize(("where", "expression"), list(_expressions()))
def test_expression(where: str, expression: str) -> None:
    """It is PromQL, and every series in it has such labels."""
    exported = _exported()
    selectors = list(_selectors(promql_parser.parse(expression)))

    assert selectors, where
    for selector in selectors:
        assert selector.name in exported, f"{where}: {selector.name}"
        labels = {matcher.name for matcher in selector.matchers.matchers}
        assert labels <= exported[selector.name] | _SCRAPED, f"{where}: {labels}"


def test_every_rule_says_what_to_do() -> None:
    """And how urgent it is."""
    for rule in _rules():
        assert set(rule["annotations"]) == {"summary", "what_to_do"}, rule["alert"]
        assert rule["labels"]["severity"] in ("page", "ticket")


def test_every_figure_is_looked_at() -> None:
    """What is exported and neither drawn nor watched would be exported for nobody."""
    asked = {
        selector.name
        for _, expression in _expressions()
        for selector in _selectors(promql_parser.parse(expression))
    }
    ours = {name for name in _exported() if name.startswith("khabar_")}

    assert ours - asked == {
        "khabar_info",
        "khabar_published_to_seen_number",
        "khabar_seen_to_sent_number",
    }

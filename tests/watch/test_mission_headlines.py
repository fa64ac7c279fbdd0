"""The two watchlists of the mission on headlines alone, which is all that many feeds give."""

import json

from benchmarks.accuracy import LABELS
from bot.language import read
from bot.model import Article
from tests.watch.shipped import DATA, catalogue

#: Why these stay wrong stands in docs/accuracy.md.
KNOWN = {
    ("libya-proxy-war", "Putin: Russians in Libya do not represent the state"),
    ("libya-proxy-war", "Libya Genelkurmay Başkanı'nı taşıyan uçak Ankara yakınlarında düştü"),
}


def test_the_watchlists_of_the_mission_are_right_on_headlines() -> None:
    """Reports, denials and analysis hit; diplomacy, other armies, crime, sport and oil do not."""
    wrong = set()
    lines = (DATA / "mission_headlines.jsonl").read_text(encoding="utf-8").splitlines()
    for case in map(json.loads, lines):
        found = catalogue().index.hits(read(Article(id=case["id"], title=case["title"], lang=case["lang"])))
        wrong |= {
            (name, case["title"]) for label, name in LABELS.items() if (name in found) != bool(case[label])
        }
    assert len(lines) > 100
    assert wrong == KNOWN

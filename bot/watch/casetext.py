"""Cases of a watchlist as the YAML that stands in its file. Running them is cases.py's."""

import json
from collections.abc import Iterable


def case_lines(judged: Iterable[tuple[str, str, bool]]) -> str:
    """A `cases` section to paste: title, language and whether it must hit, of each.

    Titles are written as JSON strings, which are YAML 1.2 strings whatever stands in them.
    """
    hit: list[str] = []
    miss: list[str] = []
    for title, lang, wanted in judged:
        said = f"lang: {lang}, " if lang else ""
        line = f"    - {{{said}title: {json.dumps(title, ensure_ascii=False)}}}"
        (hit if wanted else miss).append(line)
    parts = ["cases:"]
    for name, lines in (("hit", hit), ("miss", miss)):
        if lines:
            parts += [f"  {name}:", *dict.fromkeys(lines)]
    return "\n".join(parts)

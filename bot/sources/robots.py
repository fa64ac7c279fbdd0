"""robots.txt as RFC 9309 has it: which pages of a site may be fetched, and which sitemaps it names. PURE: no network.

A site's own word for us goes before its word for everybody, the longest rule that matches decides, and between equals
the one that allows. The standard library's parser takes the first match and knows no wildcards.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote_to_bytes, urlsplit

#: Section 2.5: at least 500 KiB are read.
LIMIT = 500 * 1024
#: Our product token (section 2.2.1).
AGENT = "khabar"
#: Lines of more than this are no rules.
_LINE = 2_000
_RULES = 5_000
_SITEMAPS = 50
_TOKEN = re.compile(r"[A-Za-z_-]+")
#: Octets that stand for themselves in a path; everything else is compared percent-encoded (section 2.2.2).
_KEPT = "!$&'()*+,;=:@/?-._~%"


@dataclass(frozen=True, slots=True)
class Rule:
    """One allow or disallow line."""

    allow: bool
    #: As compared: percent-encoded, with `*` and a last `$` as the RFC means them.
    path: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Robots:
    """What a robots.txt says to us."""

    rules: tuple[Rule, ...] = ()
    #: Addresses of sitemaps, as written.
    sitemaps: tuple[str, ...] = ()

    def allows(self, url: str) -> bool:
        """Whether this page of the site may be fetched."""
        parts = urlsplit(url)
        path = _encoded((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
        # In an address these two are no signs: a rule that means them writes them percent-encoded.
        path = path.replace("*", "%2A").replace("$", "%24")
        if path == "/robots.txt":
            return True
        matching = [rule for rule in self.rules if rule.pattern.match(path)]
        # The most octets win; of equals, allow (section 2.2.2).
        decisive = max(matching, key=lambda rule: (len(rule.path), rule.allow), default=None)
        return decisive is None or decisive.allow


def parse_robots(body: bytes, agent: str = AGENT) -> Robots:
    """What a robots.txt says to an agent; what is not understood is passed over, as the RFC wants."""
    own: list[Rule] = []
    everybody: list[Rule] = []
    sitemaps: list[str] = []
    named = False
    group: set[str] = set()
    in_head = False
    for key, value in _lines(body):
        if key == "user-agent":
            if not in_head:
                group, in_head = set(), True
            token = "*" if value == "*" else _token(value)
            group.add(token)
            named = named or token == agent
        elif key in ("allow", "disallow"):
            in_head = False
            # An empty disallow allows everything, which is what no rule does.
            if value and len(own) + len(everybody) < _RULES:
                rule = _rule(value, allow=key == "allow")
                if agent in group:
                    own.append(rule)
                if "*" in group:
                    everybody.append(rule)
        elif key == "sitemap" and value and len(sitemaps) < _SITEMAPS:  # of no group (sitemaps.org)
            sitemaps.append(value)
    return Robots(tuple(own if named else everybody), tuple(dict.fromkeys(sitemaps)))


def _lines(body: bytes) -> Iterator[tuple[str, str]]:
    text = body[:LIMIT].decode("utf-8-sig", "replace")
    for line in re.split(r"[\r\n]+", text):
        key, colon, value = line[:_LINE].partition("#")[0].partition(":")
        if colon:
            yield key.strip().lower(), value.strip()


def _token(value: str) -> str:
    found = _TOKEN.match(value)
    return found[0].lower() if found else ""


def _rule(path: str, *, allow: bool) -> Rule:
    encoded = _encoded(path if path.startswith(("/", "*")) else "/" + path)
    # Runs of stars mean one: "/****x" must cost no more than "/*x".
    encoded = re.sub(r"\*{2,}", "*", encoded)
    ends = encoded.endswith("$")
    bare = encoded.removesuffix("$").replace("$", "%24")
    first, *rest = (re.escape(piece) for piece in bare.split("*"))
    # Each star is as short as it can be and never taken back, so that no rule can be made to backtrack; only the last
    # piece of one that ends with $ must be looked for from the end.
    pattern = first + "".join(f"(?>.*?{piece})" for piece in rest)
    if ends and rest:
        pattern = first + "".join(f"(?>.*?{piece})" for piece in rest[:-1]) + f".*{rest[-1]}"
    return Rule(allow, encoded, re.compile(pattern + (r"\Z" if ends else ""), re.DOTALL))


def _encoded(path: str) -> str:
    """One spelling for one path: unreserved octets plain, the others percent-encoded in upper case (RFC 3986, 6.2.2)."""
    plain = re.sub(r"%([0-9A-Fa-f]{2})", _normal, path)
    return quote(plain, safe=_KEPT, errors="replace")


def _normal(match: re.Match[str]) -> str:
    octet = unquote_to_bytes(match[0])
    return octet.decode() if re.fullmatch(rb"[A-Za-z0-9._~-]", octet) else match[0].upper()

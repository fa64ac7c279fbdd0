"""How much of a query an article has, for telling which of several ways came nearest; what is said stands in explain."""

from bot.watch.nodes import All, Any, Close, No, Node, Often, Side, Within
from bot.watch.reading import Reading
from bot.watch.tree import Scope

#: What stands in the article, but in another field than the scope wants.
_ELSEWHERE = 0.5
#: Both sides of a NEAR are there, too far apart; or all is there, and something that is excluded.
_ALMOST = 0.75


def nearness(node: Node, reading: Reading, scope: Scope | None = None) -> float:
    """From 0 (nothing of it is there) to 1 (it holds).

    AND is the mean of its parts, exclusions apart; OR is its best way.
    """
    if node.holds(reading, scope):
        return 1.0
    if isinstance(node, Side):
        return _ELSEWHERE if node.holds(reading, None) else 0.0
    if isinstance(node, Close | Often):
        found = [nearness(part, reading, scope) for part in node.parts]
        return _ALMOST * sum(found) / len(found)
    if isinstance(node, Within):
        return nearness(node.parts[0], reading, node.scope)
    if isinstance(node, Any):
        return max(nearness(part, reading, scope) for part in node.parts)
    if isinstance(node, All):
        wanted = [nearness(part, reading, scope) for part in node.parts if not isinstance(part, No)]
        excluded = any(isinstance(part, No) and not part.holds(reading, scope) for part in node.parts)
        return (sum(wanted) / len(wanted) if wanted else 1.0) * (_ALMOST if excluded else 1.0)
    return 0.0

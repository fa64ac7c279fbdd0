"""Precision and recall of a watchlist's versions."""

import pytest

from bot.watch import Library, parse
from bot.watch.quality import Known, Rate, VersionText, rated
from tests.storage.builders import NOW
from tests.watch.builders import document


def test_small_numbers_have_wide_intervals() -> None:
    """Wilson's interval, against published values (Brown, Cai and DasGupta, 2001); of nothing nothing is known."""
    assert Rate(5, 10).interval == pytest.approx((0.2366, 0.7634), abs=0.001)
    assert Rate(10, 10).interval == pytest.approx((0.7225, 1.0), abs=0.001)
    assert Rate(0, 20).interval == pytest.approx((0.0, 0.1611), abs=0.001)
    assert (Rate(0, 0).share, Rate(0, 0).interval) == (None, (0.0, 1.0))


def test_every_version_is_tried_on_all_that_is_known() -> None:
    """The wide one finds all and errs once, the narrow one is right and misses half; one that cannot be read is left out."""
    known = [
        Known(document=document("army and navy"), relevant=True),
        Known(document=document("army"), relevant=True),
        Known(document=document("army of ants"), relevant=False),
        Known(document=document("rain"), relevant=False),
    ]
    versions = [
        VersionText(version=1, at=NOW, tree=parse("army")),
        VersionText(version=2, at=NOW, tree=parse("army AND navy")),
        VersionText(version=3, at=NOW, tree=None),
        VersionText(version=4, at=NOW, tree=parse("@gone")),
    ]

    wide, narrow = rated(versions, known, {2: Rate(3, 4)}, Library())

    assert (wide.version, wide.precision, wide.recall, wide.said) == (1, Rate(2, 3), Rate(2, 2), Rate(0, 0))
    assert (narrow.version, narrow.precision, narrow.recall, narrow.said) == (
        2,
        Rate(1, 1),
        Rate(1, 2),
        Rate(3, 4),
    )

"""The map of places: what it shows, how it is cut, and where names stand."""

import math
import re
from itertools import combinations

import pytest

from chronology import Place
from chronology.site import Links
from chronology.site.atlas import LONGEST, WIDTH, Label, Window, draw, labels

HERE = Links("places/index.md", use_directory_urls=False)
NOWHERE = Place(name="A").with_id("a")


def at(name: str, longitude: float, latitude: float) -> Place:
    """A place of some name at a point."""
    id_ = name.lower().replace(" ", "-")
    return Place(name=name, longitude=longitude, latitude=latitude).with_id(id_)


def svg(*places: Place) -> str:
    """The map of some places."""
    return str(draw(places, HERE))


def test_no_place_no_map() -> None:
    """Where the coordinates of no place are known in full there is no map."""
    assert draw([NOWHERE, Place(name="B", latitude=1.0)], HERE) is None


def test_what_a_map_holds() -> None:
    """A map has the land as one outline, and a link with a mark and a name for each place."""
    found = svg(at("Oslo", 10.7, 59.9), NOWHERE, at("Doha", 51.5, 25.3))
    assert found.startswith('<svg class="map" viewBox="0 0 1000 ')
    assert 'aria-hidden="true"' in found
    assert re.findall(r'<a xlink:href="(.*?)" tabindex="-1">', found) == ["oslo.html", "doha.html"]
    assert found.count("<circle") == 2
    assert re.findall(r"<text .*?>(.*?)</text>", found) == ["Oslo", "Doha"]
    assert len(re.findall('class="land"', found)) == 1


def test_one_place_has_a_small_map() -> None:
    """The map of one place is marked as small, and has the place in its middle."""
    found = svg(at("Oslo", 10.7, 59.9))
    assert '<svg class="map small"' in found
    assert '<circle cx="500"' in found


def test_names_are_escaped() -> None:
    """A name that looks like markup is text on the map."""
    assert "&lt;b&gt;" in svg(at("<b>", 0, 0))


@pytest.mark.parametrize(
    ("points", "west", "east"),
    [
        ([(10, 50), (50, 30)], 10, 50),
        ([(-150, 61), (-60, 40), (40, 50), (135, 35)], -150, 135),
        ([(-170, 60), (170, 60)], 170, 190),
        ([(-179, 0), (10, 0), (179, 0)], 10, 181),
        ([(0, 89), (0, -89)], 0, 0),
        ([(0, 90)], 0, 0),
        ([(-180, -90)], 180, 180),
    ],
)
def test_a_window_holds_its_places(
    points: list[tuple[float, float]], west: float, east: float
) -> None:
    """A window holds all its places, is no wider than the world, and is not too flat or tall.

    It runs over the Pacific where it is much narrower so.
    """
    window = Window.around(points, 15)
    assert window.west <= west <= east <= window.east <= window.west + 360.001
    assert -90 <= window.south <= min(y for _, y in points)
    assert max(y for _, y in points) <= window.north <= 90.001
    assert 480 <= window.height <= 651
    for longitude, latitude in points:
        x, y = window.at(window.west + (longitude - window.west) % 360, latitude)
        assert -0.01 <= x <= WIDTH + 0.01
        assert -1 <= y <= window.height + 1


def test_degrees_are_true_in_the_middle() -> None:
    """In the middle of its places a map has as many units for a mile east as for one north."""
    window = Window.around([(0, 60)], 15)
    (x, y), (east, _), (_, south) = window.at(0, 60), window.at(1, 60), window.at(0, 59)
    assert math.isclose((east - x) / math.cos(math.radians(60)), south - y)


@pytest.mark.parametrize(
    ("longitude", "latitude", "is_land"),
    [
        (40, 50, True),
        (-100, 45, True),
        (-65, -20, True),
        (178, 66, True),
        (-178, 66, True),
        (0, -85, True),
        (51, 42, False),  # the Caspian Sea
        (-40, 40, False),
        (-175, 10, False),
        (5, 41, False),
    ],
)
def test_land_is_where_it_is(longitude: float, latitude: float, is_land: bool) -> None:
    """The outlines on a map hold the land around a place, and no sea or great lake."""
    here = at("Here", longitude, latitude)
    window = Window.around([(longitude, latitude)], 25)
    outlines = re.search('class="land" d="(.*?)"', svg(here))
    assert outlines
    x, y = window.place(here)
    assert crossings(outlines[1], x + 0.25, y + 0.25) % 2 == is_land


def crossings(outlines: str, x: float, y: float) -> int:
    """How many edges of some outlines lie to the right of a point (the even-odd rule)."""
    found = 0
    for ring in outlines.removesuffix("z").split("z"):
        numbers = [int(each) for each in ring.removeprefix("M").split()]
        corners = list(zip(numbers[::2], numbers[1::2], strict=True))
        for (ax, ay), (bx, by) in zip(corners, [*corners[1:], corners[0]], strict=True):
            if (ay > y) != (by > y) and ax + (y - ay) / (by - ay) * (bx - ax) > x:
                found += 1
    return found


def test_no_name_lies_over_another() -> None:
    """Names of places near each other lie apart, a line joins those that stand far from theirs."""
    marks = [(500.0 + 9 * number, 250.0 + 7 * (number % 3)) for number in range(9)]
    found = [each for each in labels(marks, [f"Place {n}" for n in range(9)], (1000, 500)) if each]
    assert len(found) > 5
    assert {each.apart for each in found} == {True, False}
    for one, other in combinations([each.box for each in found], 2):
        apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        assert apart, (one, other)


def test_a_line_joins_a_name_that_stands_apart() -> None:
    """Between a mark and a name that found no room beside it there is a line."""
    crowd = [at(f"Place {number}", 10 + number / 9, 50 + number % 3 / 5) for number in range(9)]
    assert '<path d="M' in svg(*crowd, at("Far", 90, 20))


def test_names_without_room_are_left_out() -> None:
    """A name that fits nowhere is not written; its mark stays."""
    assert labels([(50, 50)], ["A long name"], (100, 100)) == [None]
    places = [at(f"Place {number}", 10, 50) for number in range(80)]
    found = svg(*places)
    assert found.count("<circle") == 80
    assert 0 < found.count("<text") < 80


@pytest.mark.parametrize(
    ("name", "text", "width"),
    [("Rome", "Rome", 64), ("東京", "東京", 64), ("W" * 300, "W" * (LONGEST - 1) + "…", 352)],
)
def test_the_room_of_a_name(name: str, text: str, width: int) -> None:
    """A name takes the room of its letters, which is double for wide ones; a long one is cut."""
    (found,) = labels([(500, 250)], [name], (1000, 500))
    assert isinstance(found, Label)
    assert found.text == text
    assert found.box[2] - found.box[0] == width

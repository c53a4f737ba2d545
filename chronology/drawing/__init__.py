"""The timeline of a chronology, drawn: lanes of kinds, marks that show how well a date is known.

`chart` finds what there is to draw; `in_page` draws it for a page in one of two formats, broad or
narrow, `alone` as a file of its own, and `rows` as characters. Nothing here knows a site.

>>> import chronology
>>> from chronology.drawing import chart
>>> found = chart(chronology.load())
>>> [lane.label for lane in found.lanes][:3]
['Telephone call', "Envoy's meeting", 'Formal act']
"""

from chronology.drawing.layout import NARROW, WIDE, Format
from chronology.drawing.marks import Chart, Days, Lane, Mark, chart
from chronology.drawing.plain import Row, rows, signs
from chronology.drawing.svg import Link, alone, in_page, style
from chronology.drawing.words import DrawingWords

__all__ = [
    "NARROW",
    "WIDE",
    "Chart",
    "Days",
    "DrawingWords",
    "Format",
    "Lane",
    "Link",
    "Mark",
    "Row",
    "alone",
    "chart",
    "in_page",
    "rows",
    "signs",
    "style",
]

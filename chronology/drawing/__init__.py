"""The timeline of a chronology, drawn: lanes of kinds, marks that show how well a date is known.

`chart` finds the marks; `in_page` draws them for a page in one of two formats, broad or narrow,
`alone` as a file of its own, and `rows` as characters. Nothing here depends on a site.

>>> import chronology
>>> from chronology.drawing import chart
>>> found = chart(chronology.load())
>>> [lane.label for lane in found.lanes][:3]
['Telephone call', "Envoy's meeting", 'Formal act']
"""

from chronology.drawing.layout import NARROW, WIDE, Format
from chronology.drawing.marks import Chart, Days, chart
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
    "Link",
    "Row",
    "alone",
    "chart",
    "in_page",
    "rows",
    "signs",
    "style",
]

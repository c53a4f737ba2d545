"""The pages of a chronology as Markdown documents, and their style sheet; any site can take them.

Nothing here knows MkDocs: `pages` yields the documents, and `STYLE_SHEET` is the one asset.
"""

from chronology.site.links import Links
from chronology.site.page import STYLE_SHEET, Page, style_sheet
from chronology.site.pages import pages

__all__ = ["STYLE_SHEET", "Links", "Page", "pages", "style_sheet"]

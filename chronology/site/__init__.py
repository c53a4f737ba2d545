"""The pages of a chronology as Markdown documents, and their style sheet; any site can take them.

Nothing here knows MkDocs: `pages` yields the documents, and `assets` what they need besides.
"""

from chronology.site.links import Links
from chronology.site.page import Page, assets
from chronology.site.pages import pages

__all__ = ["Links", "Page", "assets", "pages"]

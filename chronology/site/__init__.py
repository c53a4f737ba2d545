"""The pages of a chronology as Markdown documents, and their style sheet; any site can take them.

Nothing here knows MkDocs: `pages` yields the documents, and `assets` what they need besides.
"""

from chronology.site.correcting import is_wrong
from chronology.site.links import HOME, Links
from chronology.site.page import Page, assets
from chronology.site.pages import pages
from chronology.site.rendering import UnusableTemplateError
from chronology.site.settings import Download, Settings

__all__ = [
    "HOME",
    "Download",
    "Links",
    "Page",
    "Settings",
    "UnusableTemplateError",
    "assets",
    "is_wrong",
    "pages",
]

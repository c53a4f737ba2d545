"""Takes the README's picture: the drawn timeline of the site in `site/`, in Chromium.

Run by `make picture`, when the site's look has changed.
"""

import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "images" / "timeline.png"


def main() -> None:
    """Open the home page from its file, and keep what a reader sees first of the timeline."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--headless", "--no-sandbox"]
        )
        page = browser.new_page(viewport={"width": 1280, "height": 860}, color_scheme="light")
        page.goto((ROOT / "site" / "index.html").as_uri())
        page.evaluate(
            "document.querySelector('#at-a-glance').scrollIntoView({block: 'start'});"
            "window.scrollBy(0, -70)"
        )
        page.wait_for_timeout(1000)  # until the theme's header has come to rest
        page.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    main()

"""Opens a page in headless Chromium as a reader would and tells as JSON what happened.

Usage: page.py PAGE NAME [SCREENSHOT]. NAME is a part of the name of a node to search for.
"""

import json
import pathlib
import sys

from playwright.sync_api import sync_playwright

page_path, name = sys.argv[1], sys.argv[2]
screenshot = sys.argv[3] if len(sys.argv) > 3 else None
found = {"requests": [], "errors": [], "dialogs": 0}

with sync_playwright() as playwright:
    browser = playwright.chromium.launch(
        executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
    )
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    page.on("request", lambda request: found["requests"].append(request.url))
    page.on("pageerror", lambda error: found["errors"].append(str(error)))
    page.on(
        "console",
        lambda message: found["errors"].append(message.text)
        if message.type in ("error", "warning")
        else None,
    )

    def dialog(box):
        found["dialogs"] += 1
        box.dismiss()

    page.on("dialog", dialog)
    page.goto(pathlib.Path(page_path).resolve().as_uri())
    if screenshot:
        page.screenshot(path=screenshot + "-1.png")

    def shown():
        return page.locator("#panel li[data-on]:visible").count()

    found["all"] = shown()
    found["marks"] = page.locator("g[role=button]").count()
    found["scripts"] = page.locator("script").count()
    # A click on a node.
    node = page.locator("g.node[role=button]").first
    node.click()
    found["clicked"] = shown()
    found["clickedName"] = page.locator("#panel .node:visible h2").first.inner_text()
    found["clickedSources"] = page.locator("#panel li[data-on]:visible ul li").count()
    found["quotes"] = page.locator("#panel li[data-on]:visible q").count()
    page.keyboard.press("Escape")
    found["afterEscape"] = shown()
    # The same by keys alone: search, then enter.
    page.keyboard.press("/")
    page.keyboard.type(name)
    page.keyboard.press("Enter")
    found["searched"] = shown()
    found["searchedName"] = page.locator("#panel .node:visible h2").first.inner_text()
    if screenshot:
        page.screenshot(path=screenshot + "-2.png")
    page.keyboard.press("Escape")
    # By Tab and Enter on an edge.
    page.locator("g.edge[role=button]").first.focus()
    page.keyboard.press("Enter")
    found["edge"] = shown()
    page.keyboard.press("Escape")
    page.locator("#picture").focus()
    before = page.locator("#picture svg").get_attribute("viewBox")
    page.keyboard.press("+")
    page.keyboard.press("ArrowRight")
    found["zoomed"] = page.locator("#picture svg").get_attribute("viewBox") != before
    page.keyboard.press("0")
    after = page.locator("#picture svg").get_attribute("viewBox")
    found["whole"] = all(
        abs(float(x) - float(y)) < 0.01 for x, y in zip(after.split(), before.split())
    )
    errors = list(found["errors"])
    # What the page says it may do: nothing but its own style and script.
    found["mayRun"] = page.evaluate(
        """() => { const s = document.createElement('script');
        s.textContent = 'window.ran = true'; document.body.append(s); return window.ran === true; }"""
    )
    found["errors"] = errors
    if screenshot:
        page.emulate_media(media="print")
        page.pdf(path=screenshot + ".pdf", format="A4", landscape=True)
        page.emulate_media(media="screen", color_scheme="dark")
        page.screenshot(path=screenshot + "-dark.png")
    browser.close()

own = pathlib.Path(page_path).resolve().as_uri()
found["requests"] = [url for url in found["requests"] if url != own]
print(json.dumps(found, ensure_ascii=False))

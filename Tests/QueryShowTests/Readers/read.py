"""Reads standard input in a format with a reader that is not ours; tells as JSON what it found.

Usage: read.py graphml | nt | ttl | jsonld | csv | json | html | mermaid
"""

import csv
import html.parser
import io
import json
import sys

data = sys.stdin.buffer.read()


def graphml():
    import networkx

    graph = networkx.read_graphml(io.BytesIO(data), force_multigraph=True)
    return {
        "graph": graph.graph,
        "nodes": {name: dict(values) for name, values in graph.nodes(data=True)},
        "edges": [[a, b, dict(values)] for a, b, values in graph.edges(data=True)],
    }


def triples(kind):
    import pyoxigraph

    return [
        [str(quad.subject), str(quad.predicate), getattr(quad.object, "value", str(quad.object))]
        for quad in pyoxigraph.parse(data, format=pyoxigraph.RdfFormat.from_extension(kind))
    ]


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tags, self.links, self.handlers, self.texts, self.open = {}, [], [], [], []

    def handle_starttag(self, tag, attributes):
        self.tags[tag] = self.tags.get(tag, 0) + 1
        self.open.append([tag, ""])
        for name, value in attributes:
            if name in ("href", "src", "xlink:href"):
                self.links.append(value)
            if name.startswith("on") or name == "style":
                self.handlers.append(name)

    def handle_data(self, text):
        for entry in self.open:
            entry[1] += text

    def handle_endtag(self, tag):
        while self.open:
            name, text = self.open.pop()
            if name in ("bdi", "q", "title", "pre"):
                self.texts.append([name, text])
            if name == tag:
                break


def page():
    import base64
    import hashlib

    reader = Page()
    text = data.decode()
    reader.feed(text)

    def hashed(tag):
        inner = text.split("<%s>" % tag, 1)[1].split("</%s>" % tag, 1)[0]
        return "sha256-" + base64.b64encode(hashlib.sha256(inner.encode()).digest()).decode()

    policy = text.split('Content-Security-Policy" content="', 1)[1].split('"', 1)[0]
    return {
        "tags": reader.tags,
        "links": reader.links,
        "handlers": reader.handlers,
        "texts": reader.texts,
        "policyFits": hashed("style") in policy and hashed("script") in policy,
        "policy": policy,
    }


def mermaid():
    """Mermaid itself, as a page of a wiki runs it."""
    import importlib.util
    import pathlib

    from playwright.sync_api import sync_playwright

    folder = pathlib.Path(importlib.util.find_spec("mermaidx").origin).parent
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        problems = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("dialog", lambda box: (problems.append("dialog"), box.dismiss()))
        page.set_content("<body><div id='drawing'></div></body>")
        page.add_script_tag(content=(folder / "assets" / "mermaid.js").read_text())
        found = page.evaluate(
            """async (text) => {
              const drawing = document.getElementById("drawing");
              mermaid.initialize({ startOnLoad: false });
              drawing.innerHTML = (await mermaid.render("x", text)).svg;
              const texts = (query) =>
                [...drawing.querySelectorAll(query)].map((label) => label.textContent);
              return { nodes: texts(".nodeLabel"), edges: texts("path.flowchart-link").length,
                strange: drawing.querySelectorAll("script, img, iframe, a").length };
            }""",
            data.decode(),
        )
        browser.close()
    found["problems"] = problems
    return found


kind = sys.argv[1]
if kind == "graphml":
    found = graphml()
elif kind == "csv":
    found = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
elif kind == "json":
    found = json.loads(data)
elif kind == "html":
    found = page()
elif kind == "mermaid":
    found = mermaid()
else:
    found = triples(kind)
json.dump(found, sys.stdout)

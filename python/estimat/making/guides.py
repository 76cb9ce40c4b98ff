"""The guides as pages that open with a double click: one file each, pictures inside."""

from __future__ import annotations

import base64
from collections.abc import Collection
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Final

from markdown_it import MarkdownIt

_STYLE: Final = """\
body { font: 16px/1.5 "Segoe UI", sans-serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem;
  color: #1a1a1a; }
h1, h2, h3 { line-height: 1.2; margin-top: 2rem; }
table { border-collapse: collapse; }
th, td { border: 1px solid #bbb; padding: .3rem .6rem; text-align: left; vertical-align: top; }
code, pre { font-family: Consolas, monospace; background: #f2f2f2; }
pre { padding: .8rem; overflow-x: auto; }
img { max-width: 100%; border: 1px solid #ddd; }
"""


def page(source: Path, there: Collection[str]) -> str:
    """A guide as HTML. Links lead to the guides that are there; others become plain text."""
    markdown = MarkdownIt("commonmark").enable("table")
    tokens = markdown.parse(source.read_text("utf-8"))
    title = ""
    for token, following in pairwise(tokens):
        if token.type == "heading_open" and not title:
            title = following.content
    for token in tokens:
        for child in token.children or ():
            if child.type == "image":
                picture = (source.parent / str(child.attrs["src"])).read_bytes()
                inside = base64.b64encode(picture).decode("ascii")
                child.attrs["src"] = f"data:image/png;base64,{inside}"
            elif child.type == "link_open":
                target = str(child.attrs["href"])
                name = target.removesuffix(".md")
                if name in there:
                    child.attrs["href"] = f"{name}.html"
                elif "://" not in target:
                    child.attrs.pop("href")
    body = markdown.renderer.render(tokens, markdown.options, {})
    return (
        '<!DOCTYPE html>\n<html lang="nb">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(title)}</title>\n<style>\n{_STYLE}</style>\n</head>\n"
        f"<body>\n{body}</body>\n</html>\n"
    )

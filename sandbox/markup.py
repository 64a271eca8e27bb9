"""The languages in which bots mark up their texts, by the name of their parse mode."""

from sandbox.entities import utf16_length
from sandbox.html import parse_html
from sandbox.legacy_markdown import parse_markdown
from sandbox.markdown import parse_markdown_v2

__all__ = ["PARSERS", "parse_html", "parse_markdown", "parse_markdown_v2", "utf16_length"]

#: What reads a text of each parse mode; the names count in any case.
PARSERS = {"html": parse_html, "markdown": parse_markdown, "markdownv2": parse_markdown_v2}

"""SVG elements, with all their contents escaped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape


def element(tag: str, *inside: str, **attributes: object) -> Markup:
    """Return an element; underscores in attribute names become hyphens, and a trailing one is dropped."""
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(str(value))}"' for name, value in attributes.items()
    )
    content = "".join(map(escape, inside))
    return Markup(f"<{tag}{written}>{content}</{tag}>" if content else f"<{tag}{written}/>")  # noqa: S704 -- all escaped


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a chart: its ID on the page, its title, and all its values in words."""

    ident: str
    title: str
    description: str


def image(name: Name, kind: str, height: int, parts: Iterable[Markup]) -> Markup:
    """Return a complete chart, of a height in pixels."""
    title, description = f"{name.ident}-t", f"{name.ident}-d"
    named = (element("title", name.title, id=title), element("desc", name.description, id=description))
    labels = f"{title} {description}"
    attributes = {"class_": kind, "role": "img", "aria_labelledby": labels, "width": "100%", "height": height}
    return element("svg", *named, *parts, **attributes)


def share(value: float) -> str:
    """Return a horizontal position, in per cent of the width."""
    return f"{value:.2f}".rstrip("0").rstrip(".") + "%"


def down(value: float) -> str:
    """Return a vertical position, in pixels."""
    return f"{value:.1f}".removesuffix(".0")

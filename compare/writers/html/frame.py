"""What all web pages share: templates that escape, style and script inline, a policy that lets nothing else in."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files

from jinja2 import DictLoader, Environment, StrictUndefined, Template

from .markup import clean


def template(package: str, name: str) -> Template:
    """A template among the files of a package. Whatever it prints is cleaned and escaped."""
    environment = Environment(
        loader=DictLoader({name: asset(package, name)}),
        autoescape=True,
        finalize=clean,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)


def asset(package: str, name: str) -> str:
    """A text file of a package."""
    return (files(package) / name).read_text(encoding="utf-8")


def base_style() -> str:
    """Colours by day and by night, text, tables, and the bar at the top."""
    return asset(__package__, "base.css")


def policy(style: str, script: str) -> str:
    """Content-Security-Policy: our own style and script by their hashes, an empty icon, and nothing else."""
    style_hash, script_hash = (
        base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (style, script)
    )
    return (
        f"default-src 'none'; style-src 'sha256-{style_hash}'; script-src 'sha256-{script_hash}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )

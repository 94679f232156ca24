"""Files inside the page: addresses that hold the file itself, so that nothing else is needed."""

import base64
from dataclasses import dataclass
from urllib.parse import quote

__all__ = ["Download", "download"]

# A blank is not among them: browsers drop it from addresses of some kinds.
_PLAIN = "!*'(),;:@$/?=+~[]{}|^"
_TYPES = {"csv": "text/csv", "yaml": "application/yaml", "py": "text/x-python"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file that a reader can save from the page."""

    name: str
    address: str


def download(name: str, text: str) -> Download:
    """Return a text as a file to save under a name, written in the shorter of two ways."""
    kind = _TYPES[name.rpartition(".")[2]]
    escaped = f"data:{kind};charset=utf-8,{quote(text, safe=_PLAIN)}"
    coded = base64.b64encode(text.encode()).decode("ascii")
    encoded = f"data:{kind};charset=utf-8;base64,{coded}"
    return Download(name=name, address=min(escaped, encoded, key=len))

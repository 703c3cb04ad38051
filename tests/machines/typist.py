"""Whoever fills in a file of settings where a page says `editor`."""

from __future__ import annotations

from collections.abc import Mapping

PROGRAM = '''#!/usr/bin/python3
"""Write behind each name in a file what a person would type there."""

import re
import sys
from pathlib import Path

file = Path(sys.argv[1])
text = file.read_text()
for name, typed in {settings!r}.items():
    text, found = re.subn(f"(?m)^{{name}}=.*$", lambda _: f"{{name}}={{typed}}", text)
    assert found == 1, name
file.write_text(text)
'''


def typist(settings: Mapping[str, str]) -> str:
    """Return a program that edits a file as a person does who wants these settings."""
    return PROGRAM.format(settings=dict(settings))

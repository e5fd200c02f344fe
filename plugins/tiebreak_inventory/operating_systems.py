"""An operating system as a product and a version, whatever an agent calls them.

Agents give the name of the distribution, a full name that repeats the version, and the version of the
kernel, which is the only one that Windows has in some of them.
"""

from __future__ import annotations

import re

from tiebreak_inventory.reports import OPERATING_SYSTEM, Entry

_ANDROID = re.compile(r"\bAndroid\b(?:\s+([\d.]+))?", re.IGNORECASE)
_MARKS = re.compile(r"\((R|TM)\)|[®™]|\.(?=\s|$)", re.IGNORECASE)
_RELEASE = re.compile(r"\s+(?:release\s+)?(\d[\w.]*)(?:\s+LTS)?(?:\s*\(.*\))?\s*$")


def system_entry(name: str, full_name: str, version: str, kernel_version: str = "") -> Entry | None:
    """The entry of an operating system; `None` when it has no name.

    >>> system_entry("Ubuntu", "Ubuntu 22.04.3 LTS", "22.04.3")[:2]
    ('Ubuntu', '22.04.3')
    >>> system_entry("Windows", "Microsoft Windows 8.1 Professionnel", "", "6.3.9600")[:2]
    ('Microsoft Windows 8.1 Professionnel', '6.3.9600')
    >>> system_entry("", "Fedora release 25 (Twenty Five)", "", "4.11.3")[:2]
    ('Fedora', '25')
    >>> system_entry("Q Android 10.0", "Q Android 10.0 api 29", "29")[:2]
    ('Android', '10.0')
    """
    said = " ".join(_MARKS.sub("", full_name or name).split())
    if not said:
        return None
    if android := _ANDROID.search(f"{name} {full_name}"):
        return Entry("Android", android[1] or version, origin=OPERATING_SYSTEM)
    if "windows" in said.casefold():
        return Entry(said, version or kernel_version, origin=OPERATING_SYSTEM)
    if "mac" in f"{name} {full_name}".casefold():
        return Entry(said, version, origin=OPERATING_SYSTEM)
    release = _RELEASE.search(said)
    family = " ".join(name.split()) if full_name and name else _RELEASE.sub("", said)
    return Entry(family or said, version or (release[1] if release else ""), origin=OPERATING_SYSTEM)

"""The tables of osquery that hold programs, told by their columns, for a query may have any name.

Columns: https://osquery.io/schema
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tiebreak_inventory.operating_systems import system_entry
from tiebreak_inventory.reports import ANTIVIRUS, OPERATING_SYSTEM, Entry, text_of, top_folders

Row = Mapping[str, object]

SIGNATURES: tuple[tuple[str, frozenset[str]], ...] = (
    ("patches", frozenset({"hotfix_id"})),
    ("apps", frozenset({"bundle_identifier"})),
    ("apps", frozenset({"bundle_short_version"})),
    ("apps", frozenset({"bundle_name"})),
    ("deb_packages", frozenset({"name", "maintainer"})),
    ("deb_packages", frozenset({"name", "section", "priority"})),
    ("rpm_packages", frozenset({"name", "release", "vendor"})),
    ("rpm_packages", frozenset({"name", "release", "arch"})),
    ("rpm_packages", frozenset({"name", "package_group"})),
    ("programs", frozenset({"name", "version", "publisher"})),
    ("programs", frozenset({"name", "identifying_number"})),
    ("programs", frozenset({"name", "uninstall_string"})),
    ("programs", frozenset({"name", "install_location"})),
    ("windows_security_products", frozenset({"type", "name", "state", "signatures_up_to_date"})),
    ("os_version", frozenset({"name", "platform", "platform_like"})),
    ("os_version", frozenset({"name", "version", "major", "minor"})),
    ("os_version", frozenset({"name", "version", "build", "platform"})),
    ("chocolatey_packages", frozenset({"name", "version", "summary", "author", "license"})),
)
"""A table to columns that no other table has together; the first that matches names it."""
NAMED = frozenset(table for table, _ in SIGNATURES)
HOST_COLUMNS = ("host_uuid", "uuid", "hostIdentifier", "host_identifier", "hostname", "host_hostname", "computer_name")
"""Columns that a query joins to tell which machine a row is of, the surest first."""


def table_of(columns: frozenset[str], query: str = "") -> str | None:
    """The table that has these columns, or that gives its name to the query; `None` for a table of something else.

    >>> table_of(frozenset({"name", "version", "publisher"}))
    'programs'
    >>> table_of(frozenset({"name", "version"}), "pack_parc_deb_packages")
    'deb_packages'
    >>> table_of(frozenset({"name", "pid"})) is None
    True
    """
    found = next((table for table, signature in SIGNATURES if signature <= columns), None)
    if found is None and {"name", "version"} <= columns:
        found = next((table for table in sorted(NAMED) if query == table or query.endswith((f"_{table}", f"/{table}"))), None)
    return found


def entry_of(table: str, row: Row) -> Entry | None:
    """The entry of a row; `None` when it is no program, such as a firewall."""
    return _READERS[table](row)


def _program(row: Row) -> Entry:
    return Entry(_text(row, "name"), _text(row, "version"), _text(row, "publisher"), "registry")


def _deb(row: Row) -> Entry:
    return Entry(_text(row, "name"), _text(row, "version"), _text(row, "maintainer"), "deb", _text(row, "section"))


def _rpm(row: Row) -> Entry:
    version = "-".join(text for text in (_text(row, "version"), _text(row, "release")) if text)
    return Entry(_text(row, "name"), version, _text(row, "vendor"), "rpm", _text(row, "package_group"))


def _app(row: Row) -> Entry:
    name = _text(row, "display_name") or _text(row, "bundle_name") or _text(row, "name").removesuffix(".app")
    version, path = _text(row, "bundle_short_version") or _text(row, "bundle_version"), _text(row, "path")
    return Entry(name, version, origin="macos", place=top_folders(path) if path else "")


def _patch(row: Row) -> Entry:
    return Entry(_text(row, "hotfix_id"), origin="registry", category="update", release=_text(row, "description"))


def _chocolatey(row: Row) -> Entry:
    return Entry(_text(row, "name"), _text(row, "version"), _text(row, "author"), "chocolatey")


def _system(row: Row) -> Entry:
    return system_entry(_text(row, "name"), "", _text(row, "version")) or Entry("", origin=OPERATING_SYSTEM)


def _security_product(row: Row) -> Entry | None:
    is_antivirus = _text(row, "type").casefold() in {"antivirus", "antispyware"}
    return Entry(_text(row, "name"), origin=ANTIVIRUS) if is_antivirus else None


def _text(row: Row, column: str) -> str:
    return text_of(row.get(column))


_READERS: Mapping[str, Callable[[Row], Entry | None]] = {
    "programs": _program,
    "deb_packages": _deb,
    "rpm_packages": _rpm,
    "apps": _app,
    "patches": _patch,
    "chocolatey_packages": _chocolatey,
    "os_version": _system,
    "windows_security_products": _security_product,
}

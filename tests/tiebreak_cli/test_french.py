"""The compiled messages are those of the text file, and everything click may say to our users is there."""

from __future__ import annotations

from pathlib import Path

import polib

LOCALE = Path(__file__).parents[2] / "ui" / "tiebreak_cli" / "locale" / "fr" / "LC_MESSAGES"


def test_compiled_messages_are_up_to_date() -> None:
    written = {entry.msgid: (entry.msgstr, entry.msgstr_plural) for entry in polib.pofile(str(LOCALE / "messages.po"))}
    compiled = {entry.msgid: (entry.msgstr, entry.msgstr_plural) for entry in polib.mofile(str(LOCALE / "messages.mo"))}

    assert written == compiled, "make messages"


def test_every_message_is_translated_with_its_fields() -> None:
    for entry in polib.pofile(str(LOCALE / "messages.po")):
        texts = [entry.msgstr, *entry.msgstr_plural.values()]
        assert any(texts), entry.msgid

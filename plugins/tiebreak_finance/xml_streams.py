"""Bytes on their way to the parser: refused with a DTD, handed on without the inside of attachments."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import IO

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

from tiebreak import UnreadableFileError
from tiebreak_finance.xml_heads import HEAD_BYTES, has_doctype

CHUNK_BYTES = 32_768
PARSER_OPTIONS: Mapping[str, bool] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "recover": False,
    "remove_comments": True,
    "remove_pis": True,
}
_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/= \t\r\n"


class XmlStream:
    """A file to parse, whose attachments are passed over and never held.

    A chunk made of base64 alone lies within one text: no tag begins or ends there, so the parser needs none of it.

    Raises:
        UnreadableFileError: when a DTD stands before the root.
    """

    def __init__(self, stream: IO[bytes], name: str) -> None:
        self._stream, self.name = stream, name
        self._head = stream.read(HEAD_BYTES)
        if has_doctype(self._head):
            raise UnreadableFileError(
                f"« {name} » : déclare un DTD (<!DOCTYPE>), qui n’a pas sa place dans ce format. Exportez-le de nouveau."
            )

    def read(self, _size: int = -1) -> bytes:
        """The next bytes, as many as it suits; none at the end."""
        chunk, self._head = self._head, b""
        while not chunk:
            chunk = self._stream.read(CHUNK_BYTES)
            if not chunk:
                break
            if b"<" not in chunk and not chunk.translate(None, _BASE64):
                chunk = b""
        return chunk


@contextmanager
def plain_errors(name: str) -> Iterator[None]:
    """Say in French what stops the reading of a file, without a word of it.

    Raises:
        UnreadableFileError: in place of what the parser or the archive raised.
    """
    try:
        yield
    except etree.XMLSyntaxError as error:
        # Not chained: libxml2 quotes what it reads, which may be a name or bank details.
        line = f" (ligne {error.lineno})" if error.lineno else ""
        raise UnreadableFileError(
            f"« {name} » : XML vide, tronqué, mal formé ou démesuré{line}. Exportez-le de nouveau depuis le logiciel d’origine."
        ) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise UnreadableFileError(
            f"« {name} » : illisible ({type(error).__name__}). Téléchargez-le ou exportez-le de nouveau."
        ) from error

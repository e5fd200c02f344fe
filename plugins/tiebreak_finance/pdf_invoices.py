"""The XML that a Factur-X PDF holds."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import facturx

from tiebreak import UnreadableFileError

PDF_MARK = b"%PDF-"
_TALKATIVE = ("factur-x", "pypdf")


def embedded_xml(raw: bytes, shown: str) -> bytes:
    """The XML of the invoice within a PDF.

    Raises:
        UnreadableFileError: when it is no PDF, is damaged or protected, or holds no invoice.
    """
    if PDF_MARK not in raw[:1024]:
        raise UnreadableFileError(f"« {shown} » : n’est pas un PDF. Téléchargez-le de nouveau.")
    try:
        with _silent():
            _, content = facturx.get_xml_from_pdf(raw, check_xsd=False, filenames=["*.xml"])
    except Exception as error:  # noqa: BLE001 - pypdf raises anything on a damaged PDF; its kind is shown, not its words
        advice = (
            "protégé par un mot de passe. Retirez-le" if b"/Encrypt" in raw else "abîmé ou tronqué. Téléchargez-le de nouveau"
        )
        raise UnreadableFileError(f"« {shown} » : PDF {advice} ({type(error).__name__}).") from None
    if not content:
        raise UnreadableFileError(
            f"« {shown} » : PDF sans facture électronique à l’intérieur (Factur-X). Demandez au fournisseur ou prenez dans Chorus Pro "
            "la facture en Factur-X, CII ou UBL ; ou saisissez-la dans un tableau."
        )
    return bytes(content)


def holds_invoice(raw: bytes) -> bool:
    """Whether a PDF holds an electronic invoice."""
    try:
        return bool(embedded_xml(raw, ""))
    except UnreadableFileError:
        return False


@contextmanager
def _silent() -> Iterator[None]:
    """Keep the libraries from logging: they quote what they read, bank details included."""
    loggers = [logging.getLogger(name) for name in _TALKATIVE]
    before = [logger.propagate for logger in loggers]
    quiet = logging.NullHandler()
    for logger in loggers:
        logger.propagate = False
        logger.addHandler(quiet)
    try:
        yield
    finally:
        for logger, propagate in zip(loggers, before, strict=True):
            logger.propagate = propagate
            logger.removeHandler(quiet)

"""Twins of PES "dépense aller" files: the real shape, with fictitious content."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import quoteattr

from tiebreak import Reading, SourceOptions
from tiebreak.testing import check_source
from tiebreak_finance.source_pes import PesSource

SPACES = (
    'xmlns:n="http://www.minefi.gouv.fr/cp/helios/pes_v2/Rev0/aller" xmlns:cm="http://www.minefi.gouv.fr/cp/helios/pes_v2/commun" '
    'xmlns:depa="http://www.minefi.gouv.fr/cp/helios/pes_v2/depense/r0/aller" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" '
    'xmlns:reca="http://www.minefi.gouv.fr/cp/helios/pes_v2/recette/r0/aller" xmlns:xad="http://uri.etsi.org/01903/v1.1.1#"'
)
SIREN_COMMUNE = "210000006"
SIREN_ALPHA = "111111118"
IBAN = "FR7630006000011234567890189"
BIC = "ZZFRFRPPXXX"
ADDRESS = "12 IMPASSE DES GLYCINES FICTIVES"
SURNAME = "QUENTINVAL"
FIRST_NAME = "AUBERTINE"
SECRETS = (IBAN, BIC, ADDRESS, SURNAME, FIRST_NAME)


@dataclass(frozen=True)
class Line:
    """A line of a voucher; its defaults are a licence bought from a company."""

    account: str = "2051"
    amount: str | None = "100.00"
    tax: str | None = None
    name: str = "ALPHA LOGICIELS"
    category: str | None = "50"
    legal_form: str | None = "03"
    siret: str | None = f"{SIREN_ALPHA}00019"
    siret_kind: str = "01"
    words: tuple[str, ...] = ()
    contract: str | None = None
    is_reverse_charged: bool = False
    person: bool = False
    """A natural person: civility, first name, personal address."""


@dataclass(frozen=True)
class Voucher:
    """A mandat."""

    lines: Sequence[Line] = (Line(),)
    subject: str = "Licences"
    kind: str | None = "01"
    nature: str | None = "01"
    number: str = "832"


@dataclass(frozen=True)
class Slip:
    """A bordereau."""

    vouchers: Sequence[Voucher] = (Voucher(),)
    year: str | None = "2026"
    number: str | None = "72"
    kind: str = "01"
    announced_amount: str | None = None
    announced_count: str | None = None


@dataclass(frozen=True)
class Pes:
    """A file."""

    slips: Sequence[Slip] = field(default=(Slip(),))
    domain: str = "PES_DepenseAller"
    budget: str = "00"
    siret: str = f"{SIREN_COMMUNE}00010"
    attachment_bytes: int = 0
    is_signed: bool = False


def pes_text(pes: Pes) -> str:
    """The XML of a file, without its declaration."""
    return "".join(_parts(pes))


def write_pes(path: Path, pes: Pes | None = None, *, encoding: str = "ISO-8859-1") -> Path:
    """A file on disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = f'<?xml version="1.0" encoding="{encoding}"?>\n{pes_text(pes or Pes())}'
    path.write_bytes(text.encode(encoding))
    return path


def slip(*lines: Line, **values: object) -> Pes:
    """A file of one bordereau with one voucher of these lines."""
    voucher = {key: value for key, value in values.items() if key in Voucher.__dataclass_fields__ and key != "number"}
    return Pes((Slip((Voucher(lines or (Line(),), **voucher),)),))  # type: ignore[arg-type]


def read_pes_file(path: Path, **options: object) -> Reading:
    """What the plugin reads, the account of its lines checked; a folder is read once."""
    chosen = SourceOptions(**options)  # type: ignore[arg-type]
    if path.is_dir():
        assert PesSource().accepts(path)
        return PesSource().read(path, chosen)
    return check_source(PesSource(), path, chosen)


def _parts(pes: Pes) -> Iterator[str]:
    yield f'<n:PES_Aller Id="ID1" {SPACES}>\n <Enveloppe><Parametres>{_v(Version="2", TypFic="PESALR2", NomFic="ESSAI")}</Parametres>'
    yield f"<Emetteur>{_v(Sigle='ESSAI', Adresse=ADDRESS)}</Emetteur></Enveloppe>\n"
    yield f" <EnTetePES>{_v(DteStr='2026-01-15', IdPost='000000', IdColl=pes.siret, CodCol='123', CodBud=pes.budget)}</EnTetePES>\n"
    yield f" <{pes.domain}><EnTeteDepense>{_v(IdVer='2')}</EnTeteDepense>\n"
    for rank, each in enumerate(pes.slips):
        yield from _slip(each, rank, "InfoLignePce" if pes.domain == "PES_DepenseAller" else "InfoLignePiece")
    yield f" </{pes.domain}>\n"
    if pes.attachment_bytes:
        content = base64.b64encode(b"\0" * pes.attachment_bytes).decode()
        yield f' <PES_PJ><EnTetePES_PJ>{_v(IdVer="1")}</EnTetePES_PJ><PJ><Contenu><Fichier MIMEType="application/pdf">'
        yield f"{content}</Fichier></Contenu>"
        yield f"{_v(IdUnique='1', NomPJ='FACTURE ESSAI')}</PJ></PES_PJ>\n"
    if pes.is_signed:
        yield ' <ds:Signature Id="S1"><ds:SignedInfo><ds:Reference URI="#B0"/></ds:SignedInfo><ds:SignatureValue>QUJD</ds:SignatureValue>'
        yield "<ds:Object><xad:QualifyingProperties><xad:SigningTime>2026-01-15T10:00:00Z</xad:SigningTime></xad:QualifyingProperties>"
        yield "</ds:Object></ds:Signature>\n"
    yield "</n:PES_Aller>\n"


def _slip(each: Slip, rank: int, line_tag: str) -> Iterator[str]:
    amount = each.announced_amount
    if amount is None:
        written = [line.amount or "0" for voucher in each.vouchers for line in voucher.lines]
        amount = f"{sum(float(value) for value in written):.2f}" if all(_is_plain(value) for value in written) else None
    count = each.announced_count if each.announced_count is not None else str(len(each.vouchers))
    heading = _v(Exer=each.year, IdBord=each.number, DteBordEm="2026-01-15", TypBord=each.kind, NbrPce=count, MtBordHT=amount)
    yield f'  <Bordereau Id="B{rank}"><BlocBordereau>{heading}</BlocBordereau>\n'
    for voucher in each.vouchers:
        info = _v(IdPce=voucher.number, TypPce=voucher.kind, NatPce=voucher.nature, Obj=voucher.subject)
        yield f'   <Piece><BlocPiece><InfoPce>{info}<PJRef>{_v(NomPJ="FACTURE ESSAI")}</PJRef><PJ V="01"/></InfoPce></BlocPiece>\n'
        for number, line in enumerate(voucher.lines, start=1):
            yield from _line(line, str(number), line_tag)
        yield "   </Piece>\n"
    yield "  </Bordereau>\n"


def _line(line: Line, number: str, tag: str) -> Iterator[str]:
    words = dict(zip(("LibVir1", "LibVir2"), line.words, strict=False))
    info = _v(
        IdLigne=number, Nature=line.account, Fonction="020", **words, ModRegl="03", TVAIntraCom="1" if line.is_reverse_charged else "0",
        MtHT=line.amount, MtTVA=line.tax,
    )  # fmt: skip
    links = f"<LiensIdent>{_v(IdMarche=line.contract)}</LiensIdent>" if line.contract else ""
    yield f"    <LigneDePiece><BlocLignePiece><{tag}>{info}</{tag}>{links}</BlocLignePiece>"
    person = {"Civilite": "MME", "Prenom": FIRST_NAME} if line.person else {}
    third = _v(
        IdTiers=line.siret, NatIdTiers=line.siret_kind if line.siret else None, RefTiers="811", CatTiers=line.category,
        NatJur=line.legal_form, **person, Nom=line.name,
    )  # fmt: skip
    yield f"<Tiers><InfoTiers>{third}</InfoTiers><Adresse>{_v(TypAdr='1', Adr2=ADDRESS, CP='00000', Ville='VILLE ESSAI')}</Adresse>"
    yield f"<CpteBancaire>{_v(BIC=BIC, IBAN=IBAN, TitCpte=line.name)}</CpteBancaire></Tiers></LigneDePiece>\n"


def _is_plain(value: str) -> bool:
    return value.lstrip("-").replace(".", "", 1).isdecimal()


def _v(**values: str | None) -> str:
    return "".join(f"<{name} V={quoteattr(value)}/>" for name, value in values.items() if value is not None)

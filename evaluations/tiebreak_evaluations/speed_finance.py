"""Speed and memory of reading a year of vouchers, as ratios to lxml's own pass over the same file in the same run."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from statistics import median

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

from tiebreak import SourceOptions
from tiebreak_evaluations.measure import Effort, Measure
from tiebreak_finance.source_pes import PesSource

SPEED_TARGET = 1.5
GROWTH_TARGET = 1.2
VOUCHERS_PER_SLIP = 50
MAX_ROUNDS = 3
LONG_READING_LINES = 50_000
"""Above, one round says enough: it lasts half a minute."""
DIGITAL_LINE_EVERY = 25
_ACCOUNTS = ("60611", "60612", "60622", "60632", "615221", "61558", "6168", "6228", "6232", "6247", "6283", "65748")
_SHARED, _DIGITAL = "6156", ("2051", "21838", "6262", "65811")
_PEAK = (
    "import sys; from pathlib import Path; from tiebreak import SourceOptions; "
    "from tiebreak_finance.source_pes import PesSource; PesSource().read(Path(sys.argv[1]), SourceOptions()); "
    "print(next(line.split()[1] for line in Path('/proc/self/status').read_text().splitlines() if line.startswith('VmHWM')))"
)


def finance_speed(effort: Effort) -> list[Measure]:
    """Reading a large PES into evidence against lxml's bare `iterparse`, and the memory of the whole against its half."""
    source = PesSource()
    with tempfile.TemporaryDirectory() as folder:
        whole, half = (_year(Path(folder) / f"pes-{rows}.xml", rows) for rows in (effort.rows, effort.rows // 2))
        rounds = 1 if effort.rows > LONG_READING_LINES else min(effort.repeats, MAX_ROUNDS)
        pairs = [(_cpu(lambda: source.read(whole, SourceOptions())), _cpu(lambda: _bare(whole))) for _ in range(rounds)]
        peak, peak_of_half = _peak_kib(whole), _peak_kib(half)
        megabytes = whole.stat().st_size / 1e6
    ratio, growth = median(ours / bare for ours, bare in pairs), peak / peak_of_half
    ours, bare = pairs[0]
    return [
        Measure(
            "Lecture d’une année de PES",
            f"{ratio:.2f} ×",
            f"≤ {SPEED_TARGET} ×",
            is_met=ratio <= SPEED_TARGET,
            reason=f"{effort.rows} lignes, {megabytes:.0f} Mo en {ours:.1f} s de processeur ; référence : iterparse de lxml, {bare:.1f} s",
            is_timed=True,
        ),
        Measure(
            "Mémoire d’une année de PES",
            f"{growth:.2f} ×",
            f"≤ {GROWTH_TARGET} ×",
            is_met=growth <= GROWTH_TARGET,
            reason=f"pic de {peak / 1024:.0f} Mio pour {effort.rows} lignes ; référence : {peak_of_half / 1024:.0f} Mio pour la moitié",
            is_timed=True,
        ),
    ]


def _bare(path: Path) -> None:
    for _, element in etree.iterparse(path):
        element.clear()


def _cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _peak_kib(path: Path) -> int:
    """Peak of resident memory of a process that reads the file; `ru_maxrss` would hold that of the process it was forked from."""
    run = subprocess.run([sys.executable, "-c", _PEAK, str(path)], check=True, capture_output=True, text=True)
    return int(run.stdout)


def _year(path: Path, lines: int) -> Path:
    """A fictitious year: slips of fifty vouchers of one to three lines, one line in twenty-five digital."""
    numbers = iter(range(lines))
    slip = voucher = 0
    with path.open("w", encoding="iso-8859-1") as stream:
        stream.write(_START)
        while numbers:
            vouchers = []
            for _ in range(VOUCHERS_PER_SLIP):
                voucher += 1
                taken = list(islice(numbers, 1 + voucher % 3))
                if not taken:
                    break
                vouchers.append(_VOUCHER.format(number=voucher, lines="".join(map(_line, taken))))
            if not vouchers:
                break
            slip += 1
            stream.write(_SLIP.format(number=slip, count=len(vouchers), vouchers="".join(vouchers)))
        stream.write(_END)
    return path


def _line(number: int) -> str:
    rank = number // DIGITAL_LINE_EVERY
    if number % DIGITAL_LINE_EVERY == 0:
        account = _DIGITAL[rank % len(_DIGITAL)]
    else:
        account = _SHARED if number % DIGITAL_LINE_EVERY == 1 else _ACCOUNTS[number % len(_ACCOUNTS)]
    return _LINE.format(
        number=number % 3 + 1, account=account, amount=f"{number % 5000}.{number % 100:02d}", supplier=number % 997
    )


_START = """<?xml version="1.0" encoding="ISO-8859-1"?>
<n:PES_Aller Id="ESSAI" xmlns:n="http://www.minefi.gouv.fr/cp/helios/pes_v2/Rev0/aller">
  <Enveloppe><Parametres><Version V="2"/><TypFic V="PESALR2"/><NomFic V="ESSAI"/></Parametres></Enveloppe>
  <EnTetePES><DteStr V="2026-01-15"/><IdPost V="000000"/><IdColl V="21000000600010"/><CodCol V="123"/><CodBud V="00"/></EnTetePES>
  <PES_DepenseAller>
    <EnTeteDepense><IdVer V="2"/><InfoDematerialisee V="1"/></EnTeteDepense>
"""
_END = "  </PES_DepenseAller>\n</n:PES_Aller>\n"
_SLIP = """    <Bordereau Id="B{number}">
      <BlocBordereau>
        <Exer V="2026"/>
        <IdBord V="{number}"/>
        <DteBordEm V="2026-01-15"/>
        <TypBord V="01"/>
        <NbrPce V="{count}"/>
      </BlocBordereau>
{vouchers}    </Bordereau>
"""
_VOUCHER = """      <Piece>
        <BlocPiece>
          <InfoPce>
            <CodServ V="SERVICE"/>
            <IdPce V="{number}"/>
            <TypPce V="01"/>
            <NatPce V="01"/>
            <Obj V="OBJET FICTIF DU MANDAT {number} POUR ESSAI DE LECTURE"/>
            <PJRef><Support V="01"/><IdUnique V="ESSAI-{number}-0001"/><NomPJ V="facture-fictive-{number}.pdf"/></PJRef>
            <PJRef><Support V="01"/><IdUnique V="ESSAI-{number}-0002"/><NomPJ V="bon-de-commande-fictif-{number}.pdf"/></PJRef>
          </InfoPce>
          <DGP><Dgp V="0"/><DteDebDgp V="2026-01-10"/><DteFinDgp V="2026-02-10"/><DureeDgp V="30"/></DGP>
        </BlocPiece>
{lines}      </Piece>
"""
_LINE = """        <LigneDePiece>
          <BlocLignePiece>
            <InfoLignePce>
              <IdLigne V="{number}"/>
              <Nature V="{account}"/>
              <Fonction V="020"/>
              <Operation V="OPERATION"/>
              <CptAna V="ANALYTIQUE"/>
              <LibVir1 V="FACTURE FICTIVE {number}"/>
              <LibVir2 V="SECONDE LIGNE DU LIBELLE DE VIREMENT"/>
              <ModRegl V="03"/>
              <TVAIntraCom V="0"/>
              <MtHT V="{amount}"/>
              <PJRef>
                <Support V="01"/>
                <IdUnique V="ESSAI-{supplier}-{number}-0001"/>
                <NomPJ V="facture-fictive-du-fournisseur-{supplier}-ligne-{number}.pdf"/>
              </PJRef>
              <PJRef>
                <Support V="01"/>
                <IdUnique V="ESSAI-{supplier}-{number}-0002"/>
                <NomPJ V="bon-de-livraison-fictif-du-fournisseur-{supplier}-ligne-{number}.pdf"/>
              </PJRef>
            </InfoLignePce>
            <LiensIdent>
              <IdMarche V="2026-{supplier}-00"/>
              <IdInventaire V="INVENTAIRE-{supplier}"/>
            </LiensIdent>
          </BlocLignePiece>
          <Tiers>
            <InfoTiers>
              <IdTiers V="11111111800019"/>
              <NatIdTiers V="01"/>
              <RefTiers V="{supplier}"/>
              <CatTiers V="50"/>
              <NatJur V="03"/>
              <Nom V="FOURNISSEUR FICTIF {supplier}"/>
              <ComplNom V="SOCIETE D ESSAI"/>
            </InfoTiers>
            <Adresse>
              <TypAdr V="1"/>
              <Adr2 V="{supplier} RUE IMAGINAIRE"/>
              <Adr3 V="ZONE D ACTIVITE DE L ESSAI"/>
              <CP V="00000"/>
              <Ville V="VILLE FICTIVE"/>
              <CodRes V="0"/>
            </Adresse>
            <CpteBancaire>
              <BIC V="ZZFRFRPPXXX"/>
              <IBAN V="FR0000000000000000000000000"/>
              <TitCpte V="FOURNISSEUR FICTIF {supplier}"/>
            </CpteBancaire>
          </Tiers>
        </LigneDePiece>
"""

"""What becomes of the lines of a voucher: they count, are subtracted, or are left out for a reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from sys import intern

from tiebreak_finance.perimeter import Account, AccountUse, Perimeter
from tiebreak_finance.pes_codes import PesCodes
from tiebreak_finance.pes_entries import Bordereau, DigitalLine, Tally, VoucherLine
from tiebreak_finance.siren import siren_of
from tiebreak_finance.texts import kept_text, shown_number

OUTSIDE = "compte hors du périmètre numérique"
SHARED = "compte partagé, rien ne dit que c’est numérique"
SHARED_UNNAMED = "compte partagé, tiers qui peut être une personne physique : ni nom ni libellé regardés"
UNREADABLE = "ligne illisible, écartée à la demande"


@dataclass(frozen=True)
class Decider:
    """The rules by which a line is kept or left out."""

    perimeter: Perimeter
    codes: PesCodes
    is_known_digital: Callable[[str, str], bool]
    """What the catalogue says of a supplier as written and a label."""

    def decide(self, lines: Sequence[VoucherLine], voucher: Mapping[str, str], bordereau: Bordereau) -> None:
        """Add the lines of one voucher to what its bordereau keeps or leaves out."""
        piece, nature = voucher.get("TypPce", ""), voucher.get("NatPce", "")
        aside = self.codes.why_aside(bordereau.type_code, piece, nature)
        # Amounts to take back are written positive by the format; a voucher that is already negative is taken as it stands.
        is_positive = sum(line.cents or 0 for line in lines) > 0
        sign = -1 if is_positive and self.codes.cancels(bordereau.type_code, nature) else 1
        before = len(bordereau.lines)
        for line in lines:
            cents = sign * (line.cents or 0)
            if line.problem:
                place = f"mandat {shown_number(voucher.get('IdPce', ''))}, ligne {shown_number(line.number)}"
                bordereau.problems.append(f"bordereau {bordereau.number}, {place} : {line.problem}")
                bordereau.leave_out(UNREADABLE, line.rank, cents)
            elif aside is not None:
                bordereau.leave_out(aside, line.rank, cents)
            elif line.account is None:
                bordereau.leave_out(OUTSIDE, line.rank, cents)
            else:
                self._decide_by_words(line, line.account, cents, voucher.get("Obj", ""), bordereau)
        bordereau.digital_voucher_count += len(bordereau.lines) > before

    def _is_digital(self, label: str, supplier: str) -> bool:
        return self.perimeter.is_said_digital(label, supplier) or bool(supplier and self.is_known_digital(supplier, label))

    def _decide_by_words(self, line: VoucherLine, account: Account, cents: int, subject: str, bordereau: Bordereau) -> None:
        """Keep a line whose account may be digital, if it is; no word is read of a third party who may be a natural person."""
        is_named = self.codes.is_named(line.third_party)
        supplier = kept_text(line.third_party.get("Nom")) if is_named else ""
        label = kept_text(subject, *line.words) if is_named else ""
        if account.use is AccountUse.SHARED and not self._is_digital(label, supplier):
            bordereau.leave_out(SHARED if is_named else SHARED_UNNAMED, line.rank, cents)
            bordereau.shared.setdefault(str(account), Tally(line.rank)).add(cents)
            return
        siren = siren_of(line.third_party.get("IdTiers")) if is_named else None
        bordereau.unnamed_count += not is_named
        bordereau.reverse_charged_count += line.is_reverse_charged
        bordereau.lines.append(
            DigitalLine(
                rank=line.rank,
                account=intern(line.account_number),
                cents=cents,
                supplier=intern(supplier) if supplier else None,
                siren=intern(siren) if siren else None,
                label=label,
                contract_number=kept_text(line.contract_number) or None,
            )
        )

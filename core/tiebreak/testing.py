"""For authors of plugins: small valid values, a registry of given plugins, and the checks every plugin must pass.

Not imported by `tiebreak` itself.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from tiebreak.model.authority import Authority, AuthorityKind
from tiebreak.model.catalogue import CatalogueEntries, Holder, Solution, Supplier, SupplierKind
from tiebreak.model.evidence import InventoryItem, ProductUse, Provenance, PurchaseContract, SpendLine, UseGround
from tiebreak.model.money import AmountKind, TaxBasis
from tiebreak.model.reading import Reading
from tiebreak.model.reference import Claim, ClaimStatus, Reference
from tiebreak.plugin.protocols import ReportExporter, ReportInputs, Source, SourceOptions
from tiebreak.plugin.registry import Registry

A_DAY = date(2026, 1, 15)
A_REFERENCE = Reference(title="Registre de démonstration", url="https://example.org/registre", consulted=A_DAY)
AN_AUTHORITY = Authority(name="Commune d’essai", kind=AuthorityKind.MUNICIPALITY, year=2026, workstations=50, is_fictitious=True)


def registry_of(**plugins: object) -> Registry:
    """A strict registry of these plugins and no other: the first failure raises.

    >>> registry_of().names
    ()
    """
    registry = Registry(is_strict=True)
    for name, plugin in sorted(plugins.items()):
        registry.register(name, plugin)
    return registry


def a_spend_line(
    number: int = 1, *, supplier: str | None = "FOURNISSEUR", label: str = "Maintenance", amount: str = "100"
) -> SpendLine:
    """A line of paid expense, VAT included, of one year."""
    return SpendLine(
        id=f"l-{number}",
        supplier_text=supplier,
        label=label,
        amount=Decimal(amount),
        amount_kind=AmountKind.PAID,
        tax_basis=TaxBasis.INCLUDED,
        provenance=Provenance(file="essai.csv", row=number + 1, plugin="essai"),
    )


def a_contract(number: int = 1, *, contract_number: str | None = None, end: date | None = None) -> PurchaseContract:
    """A contract, with the end given."""
    return PurchaseContract(
        id=f"c-{number}",
        number=contract_number,
        supplier_text="FOURNISSEUR",
        subject="Maintenance",
        end=end,
        provenance=Provenance(file="essai.csv", sheet="Contrats", row=number + 1, plugin="essai"),
    )


def an_item(
    number: int, product: str, installations: int, *, publisher: str | None = None, file: str = "parc.json"
) -> InventoryItem:
    """A software seen on that many machines."""
    return InventoryItem(
        id=f"i-{number}-{file.removesuffix('.json')}",
        product_text=product,
        installations=installations,
        publisher_text=publisher,
        provenance=Provenance(file=file, row=number, plugin="essai"),
    )


def a_use(
    number: int,
    function: str,
    product: str | None,
    *,
    low: str | None = None,
    high: str | None = None,
    ground: UseGround = UseGround.DECLARED,
    file: str = "reponses.toml",
) -> ProductUse:
    """A product used for a function, with the range of euros declared."""
    return ProductUse(
        id=f"u-{number}",
        function=function,
        product_text=product,
        ground=ground,
        annual_amount_low=None if low is None else Decimal(low),
        annual_amount_high=None if high is None else Decimal(high),
        provenance=Provenance(file=file, row=number, plugin="essai"),
    )


def an_inventory(*items: InventoryItem, machines: int = 10) -> Reading:
    """A reading that holds just these software, named after the file of the first."""
    file = items[0].provenance.file
    return Reading(file=file, plugin="essai", rows_in_file=len(items), heading_rows=0, inventory=items, machine_count=machines)


def some_answers(*uses: ProductUse) -> Reading:
    """A reading that holds just these uses, named after the file of the first."""
    return Reading(file=uses[0].provenance.file, plugin="essai", rows_in_file=len(uses), heading_rows=0, uses=uses)


def a_reading(*lines: SpendLine, contracts: tuple[PurchaseContract, ...] = ()) -> Reading:
    """A reading that holds just these pieces, all rows accounted for."""
    return Reading(
        file="essai.csv",
        plugin="essai",
        rows_in_file=1 + len(lines) + len(contracts),
        heading_rows=1,
        spend_lines=lines,
        contracts=contracts,
    )


def a_claim_of_owner(country: str | None, status: ClaimStatus = ClaimStatus.REVIEWED) -> Claim[Holder]:
    """Who holds something; nobody known when the country is `None`."""
    if country is None:
        return Claim(value=None, status=ClaimStatus.UNVERIFIED, checked=A_DAY)
    return Claim(value=Holder(name=f"Groupe {country}", country=country), status=status, reference=A_REFERENCE, checked=A_DAY)


def a_supplier(
    identifier: str,
    owner: str | None = "FR",
    *,
    kind: SupplierKind = SupplierKind.EDITOR,
    status: ClaimStatus = ClaimStatus.REVIEWED,
) -> Supplier:
    """A supplier registered in France with that ultimate owner."""
    return Supplier(
        id=identifier,
        name=identifier.replace("-", " ").title(),
        kinds=(kind,),
        registered_office=Claim(value="FR", status=ClaimStatus.REVIEWED, reference=A_REFERENCE, checked=A_DAY),
        ultimate_owner=a_claim_of_owner(owner, status),
    )


def a_solution(
    identifier: str, supplier: str, function: str, *, licence: str = "proprietary", technology: str | None = "FR"
) -> Solution:
    """A solution for one function."""
    return Solution(
        id=identifier,
        name=identifier.replace("-", " ").title(),
        supplier=supplier,
        functions=(function,),
        licence=Claim(value=licence, status=ClaimStatus.REVIEWED, reference=A_REFERENCE, checked=A_DAY),
        technology=a_claim_of_owner(technology),
    )


def some_entries(suppliers: tuple[Supplier, ...], solutions: tuple[Solution, ...] = ()) -> CatalogueEntries:
    """Catalogue entries of a test."""
    return CatalogueEntries(version="essai", suppliers=suppliers, solutions=solutions)


def check_source(source: Source, path: Path, options: SourceOptions | None = None) -> Reading:
    """Read a file twice: same result, named after the file, every row accounted for (the model checks it)."""
    assert isinstance(source, Source), "la source ne suit pas le protocole Source"
    assert path.is_dir() or path.suffix.lower() in source.suffixes, f"{path.suffix} absent de suffixes"
    assert source.accepts(path), "la source n’accepte pas ce fichier"
    first, second = (source.read(path, options or SourceOptions()) for _ in range(2))
    assert first == second, "deux lectures du même fichier diffèrent"
    assert first.file == path.name, "la lecture doit porter le nom du fichier"
    return first


def check_exporter(exporter: ReportExporter, inputs: ReportInputs) -> None:
    """Export twice: same names, same bytes, no name twice."""
    assert isinstance(exporter, ReportExporter), "l’exportateur ne suit pas le protocole ReportExporter"
    first, second = exporter.export(inputs), exporter.export(inputs)
    names = [report.filename for report in first]
    assert len(names) == len(set(names)), "deux documents portent le même nom"
    assert first == second, "deux exports du même dossier diffèrent"

"""Shapes that the product does not read right yet, and why; a case that becomes right fails the build until it leaves this list."""

from __future__ import annotations

_STAGES = "« Voté » et « BP » disent une nature de montant, mais aucun titre de montant : la colonne n’est ni lue ni proposée"
_SHORT = "« MT », « MNT » et « LIB » ne sont pas des débuts de titre connus : la rangée de titres n’est pas trouvée"
_ST = "« S/T » n’est pas un mot de total"
_ENCODINGS = "hors UTF-8, seuls cp1252 et Mac Roman sont essayés tant que l’un lit une lettre française"

KNOWN: dict[str, str] = {
    "avoirs : mandats d’annulation, montants positifs": (
        "le mandat d’annulation est écarté comme une pièce annulée au lieu d’être retranché : le total est surévalué en silence"
    ),
    "avoirs : mandats de réduction, montants positifs": (
        "« Mandat de réduction » n’est retranché que si la cellule dit « réduction » et rien d’autre : il est ajouté"
    ),
    "totaux : S/T dans la colonne du libellé": f"{_ST}, et celui d’une seule ligne est compté comme une dépense sans fournisseur",
    "totaux : chapitre d’une seule ligne, la moitié du précédent": (
        "une ligne qui nomme son fournisseur est prise pour un récapitulatif, parce qu’elle et son S/T font le total d’au-dessus"
    ),
    "totaux : sous-total sans le mot, et un chapitre d’une seule ligne": (
        "un sous-total sans le mot n’est reconnu que sur deux lignes au moins, même quand le précédent l’a été"
    ),
    "totaux : S/T par chapitre et TOTAL": f"{_ST} : la ligne est écartée, mais comme n’ayant ni fournisseur, ni libellé",
    "colonnes : budget primitif": _STAGES,
    "colonnes : crédits votés": _STAGES,
    "colonnes voisines : voté, engagé, mandaté côte à côte": _STAGES,
    "titres : titres sur deux rangées fusionnées, prévu et réalisé": _STAGES,
    "colonnes : titres de base de données": _SHORT,
    "logiciels financiers : extraction à la façon d’Astre : titres de base, code et libellé du tiers": _SHORT,
    "logiciels financiers : mandats à la façon de Ciril : bordereau, mandat, HT, TVA, TTC": (
        "la question propose aussi le montant de la TVA et le code du budget, qui ne sont jamais la dépense"
    ),
    "registres : contrats sans aucun montant": (
        "un registre sans montant est refusé quand il est seul dans son fichier, alors que ses échéances sont lisibles"
    ),
    "unités : montants en € TTC au-dessus du tableau": "l’assiette n’est cherchée que dans le titre de la colonne",
    "colonnes : hors taxes en toutes lettres": "« hors taxes » et « toutes taxes comprises » ne sont pas connus, seuls HT et TTC",
    "corrections : débit seul, les avoirs étant au crédit": (
        "une fois « Débit » choisi, une ligne qui n’a qu’un crédit est écartée sans que « Crédit » soit nommé : l’avoir est perdu"
    ),
    "nombres : exports qui protègent les zéros de tête": 'le compte est gardé comme ="6156", signe et guillemets compris',
    "colonnes voisines : tiers et bénéficiaire qui diffèrent": (
        "de deux colonnes de noms, celle qui a le plus de lettres est prise sans le dire, même quand elles se contredisent"
    ),
    "unités : montant en dollars à côté du montant en euros": (
        "une colonne qui dit une autre monnaie est proposée comme montant à côté de celle en euros"
    ),
    "encodages et séparateurs : DOS, page 850": _ENCODINGS,
    "encodages et séparateurs : DOS, page 850, titres sans accent": f"{_ENCODINGS} : les noms accentués sont faux, sans question",
    "encodages et séparateurs : Latin-9": f"{_ENCODINGS} : « œ » devient « ½ »",
}
"""Identifier of the case to what is wrong, in French."""

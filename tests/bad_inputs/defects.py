"""Known defects of the readers: what goes wrong, where it comes from, and the cases that show it.

Each is expected to fail, strictly: whoever mends one takes its lines off here.
"""

from __future__ import annotations

DEFECTS: dict[str, tuple[str, ...]] = {
    "tableur, workbooks._refuse_bomb et xml_pieces : seule BadZipFile est attrapée, et seulement à l’ouverture": (
        "xlsx-a-sheet-whose-checksum-is-wrong",
        "xlsx-a-sheet-whose-compressed-bytes-are-wrong",
        "xlsx-a-compression-that-does-not-exist",
        "xlsx-a-sheet-that-claims-lzma",
        "xlsx-a-sheet-that-claims-bzip2",
        "xlsx-a-sheet-that-claims-a-password",
        "xlsx-a-zip-of-the-future",
        "xlsx-an-entry-whose-name-is-no-text",
        "xlsx-an-entry-that-stands-nowhere",
        "xlsx-a-size-that-lies",
        "ods-a-part-whose-checksum-is-wrong",
    ),
    "tableur, workbooks.read_workbook : un .xls coupé fait paniquer calamine, et PanicException n’est pas une Exception": (
        "xls-cut-in-its-directory",
        "xls-cut-in-its-table-of-sectors",
    ),
    "tableur, workbooks.read_workbook : la taille qu’un .xls annonce n’est pas vérifiée ; calamine la réserve, et le processus meurt": (
        "xls-a-size-that-lies",
        "xls-a-cell-far-away",
    ),
    "tableur, xlsx_scan : seules les feuilles de xl/worksheets sont regardées, calamine suit les relations": (
        "xlsx-a-far-cell-in-a-sheet-that-stands-elsewhere",
    ),
    "tableur, workbooks.MAX_CELLS : 20 millions de cases vides tiennent 900 Mo": ("xlsx-a-cell-under-the-limit-of-cells",),
    "tableur, workbooks : un texte partagé est recopié à chaque cellule, sans borne sur leur somme": (
        "xlsx-a-shared-text-that-swells",
    ),
    "tableur, xlsx_styles : xl/styles.xml est lu d’un bloc, quelle que soit sa taille": (
        "xlsx-three-hundred-megabytes-of-styles",
    ),
    "tableur, workbooks.MAX_EXPANSION : un petit classeur répétitif est dit trop volumineux (« 1 Mo »)": (
        "xlsx-a-cell-of-one-megabyte-of-one-letter",
    ),
    "tableur, headers._field : chaque début d’un titre est essayé, et un texte de n mots coûte n²": (
        "csv-a-cell-of-sixty-thousand-words",
        "xlsx-a-cell-of-two-hundred-thousand-words",
    ),
    "tableur, table_rows : chaque bloc fusionné est étendu sur toutes ses lignes, même recouvertes": (
        "xlsx-fifty-thousand-merged-blocks",
    ),
    "tableur, values.read_count, xlsx_extent et ods_extent : int() refuse plus de 4300 chiffres par une ValueError": (
        "csv-a-count-of-five-thousand-digits",
        "csv-a-duration-of-five-thousand-digits",
        "xlsx-a-row-number-of-five-thousand-digits",
        "ods-a-repeat-of-five-thousand-digits",
    ),
    "tableur, values.read_date : int() d’un nombre qui n’en est pas un, ou infini, lève": (
        "xlsx-a-day-that-is-not-a-number",
        "xlsx-a-day-that-is-infinite",
        "parquet-day-not-a-number",
    ),
    "tableur, values.read_date : l’an 202, l’an 44 ou l’an 9999 sont gardés comme dates de contrat": (
        "csv-year-0202",
        "parquet-day-infinite",
        "parquet-day-before-christ",
        "parquet-time-infinite",
    ),
    "tableur, values : la cellule illisible est citée entière dans le refus": ("csv-an-amount-of-a-hundred-thousand-digits",),
    "tableur, identifiants : les noms de feuille sont réduits à 24 lettres latines, et deux lignes portent le même": (
        "xlsx-sheets-whose-names-have-no-letter",
        "xlsx-sheets-whose-names-begin-alike",
    ),
    "tableur, tables.cell_text et Sheet.where : restent des caractères de commande (C1, nom de feuille, mots de la bibliothèque)": (
        "csv-commands-of-eight-bits-in-titles",
        "ods-a-sheet-name-with-commands",
        "parquet-spoilt-in-its-pages",
        "decp-parquet-spoilt-in-its-pages",
    ),
    "tableur, source.accepts : un dossier nommé « x.csv » est accepté, puis ouvert comme un fichier": (
        "folder-named-like-a-file",
        "path-folder-in-place-of-a-table",
    ),
    "inventaires, program_tables.read_programs : les titres sont cités avec leurs caractères de commande": (
        "programs-commands-in-titles",
    ),
    "inventaires, kinds._REQUEST : commentaires vides et retours en arrière, un temps exponentiel": ("xml-forty-empty-comments",),
    "inventaires, agent_xml et safe_json : « Il n’est pas lu » ne dit pas quoi faire": (
        "agent-billion-laughs",
        "agent-entity-of-the-machine",
        "agent-document-type-in-utf-16",
        "agent-zlib-bomb-of-spaces",
        "glpi-json-ten-thousand-levels",
        "glpi-json-a-hundred-thousand-levels-never-closed",
    ),
    "inventaires, file_reading.MAX_FILE_BYTES : 50 Mo de nœuds ou d’objets vides en tiennent plus de 1000": (
        "agent-two-million-elements",
        "agent-zlib-bomb-of-elements",
        "glpi-six-million-empty-objects",
        "zip-a-million-inventories-in-one",
    ),
    "inventaires, reports.without_secrets : chaque secret est cherché dans tous les noms, un coût en n²": (
        "agent-twenty-thousand-users",
    ),
    "inventaires, fleet._machine_of : toutes les machines d’un même numéro sont comparées, un coût en n²": (
        "osquery-nine-thousand-machines-of-one-number",
    ),
    "finances, pes_stream et invoice_xml : les éléments que personne ne lit restent en mémoire jusqu’à la fin": (
        "pes-two-million-elements-that-nobody-reads",
        "pes-two-million-parts-of-an-attachment",
        "cii-two-million-elements",
        "zip-three-hundred-kilobytes-of-elements",
    ),
    "données publiques, decp_tables : une colonne nommée « fate » est prise pour celle que le lecteur calcule": (
        "decp-a-column-named-like-an-inner-one",
        "decp-an-inner-name-with-an-unknown-value",
        "decp-parquet-a-column-named-like-an-inner-one",
    ),
    "données publiques, decp_tables._literal : une barre oblique inversée du chemin devient un motif ; sous Windows, toutes le sont": (
        "name-of-awards-that-is-a-pattern",
    ),
    "données publiques, csv_header.peeked_header : un titre donné deux fois fait lire les marchés comme des dépenses": (
        "decp-title-twice",
    ),
    "données publiques, decp_table_awards.awards_of : « not in » sur une liste, un coût en n²": (
        "decp-thousands-of-states-of-one-contract",
    ),
    "données publiques, decp_xml._value : la liste d’un élément répété est recopiée à chaque fois, un coût en n²": (
        "decp-xml-two-hundred-thousand-same-fields",
    ),
    "données publiques, awards._entries : la file est recopiée à chaque élément, un coût en n²": (
        "decp-three-hundred-thousand-holders-that-are-none",
    ),
    "données publiques, json_stream.MAX_ENTRY et balance_rows.MAX_JSON : des objets vides tiennent trente fois leur taille": (
        "decp-five-million-lists-in-one-entry",
        "balances-five-million-lists",
    ),
    "données publiques, json_stream.DECODER : d’une clé donnée deux fois, la dernière valeur l’emporte sans un mot": (
        "decp-an-amount-twice",
        "balances-an-amount-twice",
    ),
    "données publiques, mail_file._trace : « in KINDS » d’une liste lève TypeError": ("traces-a-kind-that-is-a-list",),
    "données publiques, decp_xml et mail_file : le refus ne dit pas quoi faire": (
        "decp-xml-billion-laughs",
        "decp-xml-entity-of-the-machine",
        "decp-xml-another-root",
        "traces-a-spf-without-end",
    ),
    "questionnaire, answers_file._read_value : str() d’une clé à mille parties dépasse la profondeur permise": (
        "answers-a-key-of-a-thousand-parts",
    ),
    "questionnaire, statements : tomllib met un temps en n² à lire une clé à parties": (
        "answers-a-key-of-thirty-thousand-parts",
    ),
}

KNOWN = {case: reason for reason, cases in DEFECTS.items() for case in cases}
"""Case to what is wrong."""

"""JSON of every source, and the answers to the questionnaire: depths, keys said twice, half characters, numbers without end."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bad_inputs.test_text_tables import ORDERS, noise
from tests.bad_inputs.trials import Case, Readers, a_file, judge, parameters
from tiebreak_evaluations.fuzz_seeds import (
    BUYER,
    answers_toml,
    balances_json,
    decp_json,
    glpi_json,
    osquery_json,
    osquery_log,
    traces_json,
)

MAKERS: dict[str, Callable[[], bytes]] = {
    "glpi": glpi_json,
    "osquery": osquery_json,
    "decp": decp_json,
    "traces": traces_json,
    "balances": balances_json,
}
LABELS = {
    "glpi": "Exemple Bureau",
    "osquery": "Exemple Bureau",
    "decp": "H\\u00e9bergement du site",
    "traces": "mx1.exemple-heberge.example",
    "balances": "COMMUNE D ESSAI",
}
HALF = "\\ud800"


def of(name: str, identifier: str, content: Callable[[], bytes], **expected: object) -> Case:
    return Case(identifier, a_file(name, content), **expected)  # type: ignore[arg-type]


def with_label(kind: str, label: str) -> bytes:
    """A good file in which one text is written otherwise, as JSON writes it."""
    return MAKERS[kind]().decode().replace(LABELS[kind], label).encode()


def each(kind: str) -> list[Case]:
    """What may be done to any JSON."""
    good = MAKERS[kind]()
    name = f"{kind}.json"
    return [
        of(name, f"{kind}-json-cut", lambda: good[:-25], kind="refused"),
        of(name, f"{kind}-json-noise-after", lambda: good + noise(5_000), kind="refused"),
        of(name, f"{kind}-json-half-a-character", lambda: with_label(kind, f"a{HALF}b")),
        of(name, f"{kind}-json-control-characters", lambda: with_label(kind, "a\\u001b[2J\\u0000\\u202e\\ufffeb")),
        of(name, f"{kind}-json-orders", lambda: with_label(kind, ORDERS[2]), kind="read"),
        of(name, f"{kind}-json-a-text-of-a-megabyte", lambda: with_label(kind, "x" * 1_000_000)),
        of(
            name,
            f"{kind}-json-not-a-number",
            lambda: with_label(kind, 'x","essai":NaN,"autre":[Infinity,-Infinity,1e999],"fin":"'),
        ),
        of(
            name,
            f"{kind}-json-a-number-of-a-hundred-thousand-digits",
            lambda: with_label(kind, f'x","essai":{"9" * 100_000},"fin":"'),
        ),
        of(name, f"{kind}-json-a-key-twice", lambda: with_label(kind, 'x","fin":1,"fin":2,"suite":"')),
        of(
            name, f"{kind}-json-ten-thousand-levels", lambda: with_label(kind, f'x","essai":{"[" * 10_000}{"]" * 10_000},"fin":"')
        ),
        of(
            name,
            f"{kind}-json-a-hundred-thousand-levels-never-closed",
            lambda: with_label(kind, f'x","essai":{"[" * 100_000}'),
            kind="refused",
        ),
        of(name, f"{kind}-json-in-utf-16", lambda: good.decode().encode("utf-16")),
        of(name, f"{kind}-json-in-cp1252", lambda: with_label(kind, "Hébergé").decode().encode("cp1252")),
        of(name, f"{kind}-json-with-a-mark", lambda: b"\xef\xbb\xbf" + good),
        of(name, f"{kind}-json-twice", lambda: good + good),
    ]


def swapped(make: Callable[[], bytes], old: str, new: str) -> Callable[[], bytes]:
    """A file in which one piece of JSON is another."""

    def content() -> bytes:
        text = make().decode()
        assert old in text
        return text.replace(old, new).encode()

    return content


EVERY = [case for kind in MAKERS for case in each(kind)]
OTHERS = [
    of("rien.json", "json-empty-object", lambda: b"{}", kind="refused"),
    of("nul.json", "json-null", lambda: b"null", kind="refused"),
    of("bruit.json", "json-noise", lambda: noise(20_000), kind="refused"),
    of("nul.json", "json-nul-bytes", lambda: bytes(20_000), kind="refused"),
    of(
        "glpi.json",
        "glpi-programs-that-are-no-list",
        swapped(glpi_json, '"softwares": [', '"softwares": 5, "x": ['),
        kind="refused",
    ),
    of("glpi.json", "glpi-programs-that-are-numbers", swapped(glpi_json, '"softwares": [', '"softwares": [1, null, [], true, ')),
    of("glpi.json", "glpi-content-that-is-a-list", swapped(glpi_json, '"content": {', '"content": [{}], "autre": {')),
    of("glpi.json", "glpi-names-of-every-kind", swapped(glpi_json, '"name": "Exemple Bureau"', '"name": {"a": []}')),
    of(
        "glpi.json",
        "glpi-six-million-empty-objects",
        lambda: glpi_json()[:-1] + b',"x":[' + b"{}," * 6_000_000 + b"{}]}",
        seconds=15,
    ),
    of("osquery.json", "osquery-rows-that-are-numbers", lambda: osquery_json()[:-1] + b', 1, null, "x", [[]], {"columns": 5}]'),
    of(
        "osquery.json",
        "osquery-nine-thousand-machines-of-one-number",
        lambda: json.dumps(
            [
                json.loads(osquery_json())[0] | {"host_uuid": "11111111-2222-3333-4444-555555555556", "hostname": f"PC-{n}"}
                for n in range(9_000)
            ]
        ).encode(),
        seconds=2,
    ),
    of("osquery.log", "osquery-log-time-beyond-measure", swapped(osquery_log, "1760086400", "99999999999")),
    of("osquery.log", "osquery-log-negative-time", swapped(osquery_log, "1760086400", "-99999999999")),
    of("osquery.log", "osquery-log-a-time-of-a-hundred-thousand-digits", swapped(osquery_log, "1760086400", "9" * 100_000)),
    of("osquery.log", "osquery-log-cut", lambda: osquery_log()[:-20], kind="refused"),
    of("marches.json", "decp-no-entry", lambda: b'{"marches": []}', kind="read"),
    of("marches.json", "decp-entries-that-are-numbers", lambda: b'{"marches": [1, null, "x", [[]], {}]}'),
    of("marches.json", "decp-marches-that-is-a-number", lambda: b'{"marches": 5}'),
    of(
        "marches.json",
        "decp-an-amount-twice",
        lambda: decp_json().replace(b'"montant": 12000.5', b'"montant": 12000.5, "montant": 99'),
        kind="refused",
    ),
    of("marches.json", "decp-keys-twice", lambda: decp_json()[:-1] + b', "marches": []}'),
    of("marches.json", "decp-amount-not-a-number-json", lambda: decp_json(montant=float("nan")), kind="read"),
    of("marches.json", "decp-amount-infinite-json", lambda: decp_json(montant=float("inf")), kind="read"),
    of("marches.json", "decp-amount-1e308-json", lambda: decp_json(montant=1e308), kind="read"),
    of("marches.json", "decp-year-0202-json", lambda: decp_json(dateNotification="0202-01-01"), kind="read"),
    of("marches.json", "decp-31-february-json", lambda: decp_json(dateNotification="2026-02-31"), kind="read"),
    of("marches.json", "decp-duration-beyond-measure-json", lambda: decp_json(dureeMois=10**400), kind="read"),
    of("marches.json", "decp-negative-duration-json", lambda: decp_json(dureeMois=-5), kind="read"),
    of(
        "marches.json",
        "decp-fields-of-every-kind",
        lambda: decp_json(objet=[], id={}, montant=[5], dureeMois={"a": 1}, acheteur=[{"id": BUYER}]),
    ),
    of(
        "marches.json",
        "decp-holders-of-every-kind",
        lambda: decp_json(titulaires={"titulaire": [[[{"titulaire": 5}]], "x", None]}),
    ),
    of(
        "marches.json",
        "decp-three-hundred-thousand-holders-that-are-none",
        lambda: decp_json(titulaires=[[1]] * 300_000),
        seconds=2,
    ),
    of(
        "marches.json",
        "decp-changes-of-every-kind",
        lambda: decp_json(modifications=[5, [], {"modification": {"id": "x"}}, {"id": "1e999"}]),
    ),
    of(
        "marches.json",
        "decp-five-million-lists-in-one-entry",
        lambda: decp_json(objet="x")[:-4] + b', "x": [' + b"[]," * 5_000_000 + b"[]]}]}}",
        seconds=10,
    ),
    of("traces.json", "traces-a-kind-that-is-a-list", lambda: traces_json(kind=[]), kind="refused"),
    of("traces.json", "traces-a-kind-that-is-a-number", lambda: traces_json(kind=5), kind="refused"),
    of(
        "traces.json",
        "traces-a-huge-preference",
        swapped(traces_json, '"preference": 10', f'"preference": {"9" * 4000}'),
        kind="read",
    ),
    of(
        "traces.json",
        "traces-a-preference-of-ten-thousand-digits",
        swapped(traces_json, '"preference": 10', f'"preference": {"9" * 10_000}'),
        kind="refused",
    ),
    of("traces.json", "traces-half-a-character-in-the-domain", lambda: traces_json(domain="essai\ud800.example"), kind=""),
    of("traces.json", "traces-a-day-that-does-not-exist", swapped(traces_json, "2026-01-15", "0202-02-31"), kind="read"),
    of("traces.json", "traces-a-spf-without-end", lambda: traces_json(kind="spf", value="include:" * 200_000), seconds=6),
    of("balance.json", "balances-amount-1e308-json", swapped(balances_json, '"1500.25"', "1e308"), kind="read"),
    of("balance.json", "balances-amount-not-a-number-json", swapped(balances_json, '"1500.25"', "NaN"), kind="read"),
    of("balance.json", "balances-amount-of-every-kind", swapped(balances_json, '"1500.25"', '{"a": []}'), kind="read"),
    of(
        "balance.json",
        "balances-an-amount-twice",
        swapped(balances_json, '"obnetdeb": "1500.25"', '"obnetdeb": "1500.25", "obnetdeb": "9"'),
        kind="refused",
    ),
    of(
        "balance.json",
        "balances-results-that-are-no-list",
        lambda: balances_json().replace(b'"results": [', b'"results": 5, "x": ['),
        kind="refused",
    ),
    of(
        "balance.json",
        "balances-five-million-lists",
        lambda: balances_json()[:-2] + b"," + b"[]," * 5_000_000 + b"[]]}",
        seconds=15,
    ),
]


def answers(identifier: str, line: str, **expected: object) -> Case:
    """A good file of answers with one more line."""
    return of("reponses.toml", f"answers-{identifier}", lambda: answers_toml() + line.encode(), **expected)


ANSWERS = [
    of("reponses.toml", "answers-empty", lambda: b'questionnaire = "2026.11"\n', kind="refused"),
    of("reponses.toml", "answers-noise", lambda: b'questionnaire = "2026.11"\n' + noise(5_000), kind="refused"),
    of("reponses.toml", "answers-cut", lambda: answers_toml()[:-6], kind="refused"),
    of("reponses.toml", "answers-in-cp1252", lambda: answers_toml().decode().encode("cp1252"), kind="refused"),
    of("reponses.questionnaire.toml", "answers-in-utf-16", lambda: answers_toml().decode().encode("utf-16"), kind="refused"),
    of("reponses.toml", "answers-of-another-version", lambda: answers_toml().replace(b"2026.11", b"0202"), kind="refused"),
    of(
        "reponses.toml",
        "answers-orders",
        lambda: answers_toml(name="=cmd|calc <script>"),
        kind="read",
        holds=("=cmd|calc <script>",),
    ),
    of("reponses.toml", "answers-hidden-directions", lambda: answers_toml(name="a\u202eb\u200bc"), kind="refused"),
    of("reponses.toml", "answers-half-a-character", lambda: answers_toml(name="a\\ud800b"), kind="refused"),
    of("reponses.toml", "answers-nul", lambda: answers_toml(name="a\\u0000b"), kind="refused"),
    of("reponses.toml", "answers-characters-that-no-document-holds", lambda: answers_toml(name="a\ufffeb")),
    of("reponses.toml", "answers-another-cost", lambda: answers_toml(cost="1e308 €"), kind="refused"),
    of("autre.toml", "toml-of-something-else", lambda: b'[project]\nname = "x"\n', kind="refused"),
    answers("a-question-twice", '[messagerie]\nreponse = "Autre"\n', kind="refused"),
    answers("an-unknown-question", '["../../etc"]\nreponse = "x"\n', kind="refused"),
    answers("a-key-of-a-thousand-parts", f"[visio]\nreponse{'.a' * 5_000} = 1\n", kind="refused", seconds=8),
    answers("a-key-of-thirty-thousand-parts", f"[visio]\nreponse{'.a' * 30_000} = 1\n", kind="refused", seconds=2),
    answers("a-list-of-ten-thousand-levels", f"[visio]\nreponse = {'[' * 10_000}\n", kind="refused"),
    answers("a-number-of-five-thousand-digits", f"[visio]\nreponse = {'9' * 5_000}\n", kind="refused"),
    answers("a-number-in-hexadecimal", f"[visio]\nutilisateurs = 0x{'f' * 10_000}\n", kind="refused"),
    answers("a-day-that-does-not-exist", '[visio]\nfin_de_contrat = "02/0202"\n', kind="refused"),
    answers("a-date-that-is-none", "[visio]\nfin_de_contrat = 2026-02-31\n", kind="refused"),
    answers("commands-to-a-terminal", "[visio]\nreponse = \x1b[2J\n", kind="refused"),
    answers("a-line-of-a-hundred-kilobytes", f'[visio]\nreponse = "{"x" * 100_000}"\n', kind="refused"),
    answers("a-file-of-one-megabyte", "#" * 1_000_000, kind="refused"),
]


@pytest.mark.parametrize("case", parameters([*EVERY, *OTHERS, *ANSWERS]))
def test_a_bad_json_or_answer_is_refused_or_read_as_plain_data(case: Case, readers: Readers, tmp_path: Path) -> None:
    judge(case, readers.ask(case, tmp_path), tmp_path)

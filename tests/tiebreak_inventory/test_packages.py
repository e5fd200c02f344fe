"""Which packages of a Linux machine are products: a distribution's are not, and nothing paid is hidden."""

from __future__ import annotations

import pytest

from tiebreak_inventory.fates import NAMELESS, fate_of
from tiebreak_inventory.package_rules import DISTRIBUTION, PART, PRESUMED
from tiebreak_inventory.reports import LISTED, Entry


@pytest.mark.parametrize(
    ("entry", "product"),
    [
        (Entry("firefox", "120.0-1.fc38", "Fedora Project", "rpm"), "Mozilla Firefox"),
        (Entry("firefox-esr", "115.5.0esr-1~deb12u1", "Debian", "deb", "web"), "Mozilla Firefox"),
        (Entry("postgresql-15", "15.5-0+deb12u1", "Debian", "deb", "database"), "PostgreSQL"),
        (Entry("google-chrome-stable", "120.0.6099.109-1", "Debian", "deb", "web"), "Google Chrome"),
        (Entry("libreoffice7.6-writer", "7.6.3.2-2", "The Document Foundation", "rpm"), "LibreOffice"),
        (Entry("logiciel-paye", "4.2-1", "Exemple SAS", "rpm", "Applications/Office"), "logiciel-paye"),
        (Entry("logiciel-paye", "4.2-1.el9", "Exemple SAS", "rpm"), "logiciel-paye"),
        (Entry("logiciel-paye", "4.2", "Ubuntu", "deb", "utils"), "logiciel-paye"),
        (Entry("logiciel-paye", "4.2-1", "Debian", "deb", "misc"), "logiciel-paye"),
        (Entry("logiciel-paye", "4.2-1", "Debian", "deb", "non-free/utils"), "logiciel-paye"),
        (Entry("logiciel-paye", "4.2-1", "Exemple SAS <contact@exemple.example>", "deb", "utils"), "logiciel-paye"),
        (Entry("citrix-exemple", "4.2-1", "Debian", "deb", "utils"), "citrix-exemple"),
        (Entry("logiciel-paye:amd64", "4.2", "https://exemple.example/", "deb"), "logiciel-paye"),
        (Entry("logiciel-paye", "4.2", "(none)", "rpm"), "logiciel-paye"),
        (Entry("greffon", "1.0-1", "Fedora Project COPR", "flatpak"), "greffon"),
        (Entry("LibreOffice 7.6", "7.6.1", "Debian", LISTED), "LibreOffice"),
        (Entry("logiciel-paye", "", "Debian", LISTED), "logiciel-paye"),
    ],
)
def test_an_application_is_kept_however_it_is_packaged(entry: Entry, product: str) -> None:
    assert (fate_of(entry).product, fate_of(entry).reason) == (product, None)


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (Entry("bash", "5.2.15-3.fc38", "Fedora Project", "rpm"), DISTRIBUTION),
        (Entry("bash", "5.1.8-6.el9", "Rocky Enterprise Software Foundation", "rpm"), DISTRIBUTION),
        (Entry("bash", "5.1.8-6.el9", "(none)", "rpm"), DISTRIBUTION),
        (Entry("bash", "5.1.8-6.el9", "", "rpm"), DISTRIBUTION),
        (Entry("kit-divers", "1-1.fc38.remi", "Une Personne", "rpm"), DISTRIBUTION),
        (Entry("outil", "1-1.fc38", "Fedora Project COPR (untel/outil)", "rpm"), DISTRIBUTION),
        (Entry("coreutils", "9.1-1ubuntu2", "Ubuntu", "deb", "utils"), DISTRIBUTION),
        (Entry("zlib1g", "1:1.2.13.dfsg-1", "Debian", "deb", "libs"), DISTRIBUTION),
        (Entry("curl", "7.88.1-10+deb12u4", "Debian", "deb", "web"), DISTRIBUTION),
        (Entry("curl", "7.88.1-10+deb12u4", "Une Personne <p@exemple.example>", "deb", "web"), DISTRIBUTION),
        (Entry("curl", "7.88.1-10", "Une Équipe <equipe@lists.debian.org>", "deb", "web"), DISTRIBUTION),
        (Entry("adduser", "3.134", "Debian", "deb", "admin"), DISTRIBUTION),
        (Entry("libsomething2", "1.0", "Debian", "deb", "utils"), DISTRIBUTION),
        (Entry("htop", "3.2.2-2", "Debian", "deb", "utils"), PRESUMED),
        (Entry("htop", "3.2.2-2", "https://htop.example/", "deb"), PRESUMED),
        (Entry("htop", "3.2.2-2", "Debian", LISTED), PRESUMED),
        (Entry("htop", "3.2.2-2", "Fedora Project", LISTED), DISTRIBUTION),
        (Entry("python3-exemple", "1.0-1", "Exemple SAS", "rpm"), PART),
        (Entry("exemple-devel", "1.0-1", "Exemple SAS", "rpm"), PART),
        (Entry("gpg-pubkey", "0a1b2c3d-5f6e7d8c", "", "rpm"), PART),
        (Entry("zsh", "5.9-4", "", "pacman"), DISTRIBUTION),
        (Entry("busybox", "1.36", "", "apk"), DISTRIBUTION),
    ],
)
def test_a_package_of_a_distribution_is_left_out_with_the_ground_for_it(entry: Entry, reason: str) -> None:
    assert fate_of(entry).reason == reason


@pytest.mark.parametrize(
    ("name", "origin", "reason"),
    [
        (
            "Microsoft Visual C++ 2015-2022 Redistributable (x64) - 14.38.33130",
            "registry",
            "composant d’exécution demandé par d’autres logiciels",
        ),
        ("Microsoft .NET Runtime - 6.0.25 (x64)", "registry", "composant d’exécution demandé par d’autres logiciels"),
        ("Microsoft Windows Desktop Runtime - 6.0.25 (x64)", "registry", "composant d’exécution demandé par d’autres logiciels"),
        ("Microsoft Edge WebView2 Runtime", "registry", "composant d’exécution demandé par d’autres logiciels"),
        ("Package de pilotes Windows - Exemple", "registry", "pilote ou micrologiciel d’un matériel"),
        ("Exemple Graphics Driver 531.41", "registry", "pilote ou micrologiciel d’un matériel"),
        ("Exemple Suite Language Pack - FRA", "registry", "module de langue d’un produit"),
        ("Mise à jour de sécurité pour Microsoft Excel", "registry", "mise à jour ou correctif, pas un produit"),
        ("gnome-42-2204", "snap", "environnement d’exécution d’une application Linux"),
        ("   ", "registry", NAMELESS),
        ("12.4", "registry", NAMELESS),
    ],
)
def test_what_is_no_product_is_left_out_by_its_name(name: str, origin: str, reason: str) -> None:
    assert fate_of(Entry(name, "1.0", "Exemple", origin)).reason == reason


@pytest.mark.parametrize(
    "name",
    [
        "Dell Command | Update for Windows 10",
        "Exemple Update Manager",
        "Screwdriver Studio",
        "Java 8 Update 381",
        "Microsoft SQL Server 2019",
        "Microsoft Visual Studio Code",
        "Language Exemple",
        "CrowdStrike Windows Sensor",
    ],
)
def test_a_product_whose_name_looks_like_a_component_is_kept(name: str) -> None:
    assert fate_of(Entry(name, "", "Exemple", "registry")).reason is None


def test_a_hidden_component_is_left_out_only_when_the_maker_of_the_system_made_it() -> None:
    hidden = Entry("Service Exemple", "1", "Microsoft Corporation", "registry", "system_component")

    assert fate_of(hidden).reason == "partie du système d’exploitation"
    assert fate_of(hidden._replace(publisher="Exemple Sécurité")).reason is None


def test_the_depot_of_a_flatpak_is_not_its_publisher_and_the_mark_of_a_snap_is_not_in_its_name() -> None:
    assert fate_of(Entry("Agenda", "1", "flathub", "flatpak")).publisher == ""
    assert fate_of(Entry("agenda", "1", "exemple✓", "snap")).publisher == "exemple"

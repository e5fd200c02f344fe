"""Names as agents find them on machines: which product each is, and which only look like one."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tiebreak import Catalogue, Recogniser
from tiebreak_inventory.product_names import product_name
from tiebreak_knowledge.loader import load_catalogue

MICROSOFT, ADOBE, ORACLE = "Microsoft Corporation", "Adobe Systems Incorporated", "Oracle Corporation"


@dataclass(frozen=True)
class Case:
    """A name on a machine, the publisher beside it, and the solution that it is."""

    name: str
    publisher: str | None
    solution: str | None = None


# fmt: off
PRODUCTS = [
    # Bureautique, messagerie, travail à plusieurs
    Case("Microsoft Office Standard 2016", MICROSOFT, "microsoft-office"),
    Case("Microsoft Office Professionnel Plus 2019 - fr-fr", MICROSOFT, "microsoft-office"),
    Case("Office Professionnel Plus 2019", None, "microsoft-office"),
    Case("Microsoft Office LTSC Standard 2024 - fr-fr", MICROSOFT, "microsoft-office"),
    Case("Microsoft Office Famille et Petite Entreprise 2021 - fr-fr", MICROSOFT, "microsoft-office"),
    Case("Microsoft 365 Apps for enterprise - fr-fr", MICROSOFT, "microsoft-365"),
    Case("Applications Microsoft 365 pour les grandes entreprises - fr-fr", MICROSOFT, "microsoft-365"),
    Case("Microsoft Office 365 ProPlus - fr-fr", MICROSOFT, "microsoft-365"),
    Case("Microsoft Office 365 - fr-fr", MICROSOFT, "microsoft-365"),
    Case("Microsoft Exchange Server 2019 Cumulative Update 12", MICROSOFT, "exchange-server"),
    Case("Microsoft OneDrive", MICROSOFT, "onedrive"),
    Case("Teams Machine-Wide Installer", MICROSOFT, "microsoft-teams"),
    Case("Microsoft Teams classic", "Microsoft", "microsoft-teams"),
    Case("Microsoft Copilot", MICROSOFT, "copilot"),
    Case("Mozilla Thunderbird 115.6.0 (x64 fr)", "Mozilla", "thunderbird"),
    Case("LibreOffice 7.6.4.1", "The Document Foundation", "libreoffice"),
    Case("OpenOffice 4.1.15", "Apache Software Foundation", "openoffice"),
    Case("ONLYOFFICE Desktop Editors 7.5 (x64)", "Ascensio System SIA", "onlyoffice-docs"),
    Case("Nextcloud Desktop Client", "Nextcloud GmbH", "nextcloud"),
    Case("Dropbox", "Dropbox, Inc.", "dropbox"),
    Case("Google Drive", "Google LLC", "google-drive"),
    # Systèmes
    Case("Microsoft Windows 11 Professionnel", None, "windows"),
    Case("Microsoft Windows 10 Famille Unilingue", None, "windows"),
    Case("Microsoft Windows 10 Entreprise LTSC", None, "windows"),
    Case("Microsoft Windows 8.1 Professionnel", None, "windows"),
    Case("Windows Server 2019 Standard", None, "windows-server"),
    Case("Microsoft Windows Server 2012 R2 Standard", None, "windows-server"),
    Case("Debian", None, "debian-os"),
    Case("Ubuntu", None, "ubuntu"),
    Case("AlmaLinux", None, "almalinux"),
    Case("Rocky Linux", None, "rocky-linux"),
    Case("SUSE Linux Enterprise Server", None, "sles"),
    Case("Red Hat Enterprise Linux", None, "rhel"),
    Case("iPadOS 17", None, "ios-ipados"),
    # Navigateurs, documents, fichiers
    Case("Google Chrome", "Google LLC", "google-chrome"),
    Case("Microsoft Edge", MICROSOFT, "microsoft-edge"),
    Case("Mozilla Firefox 128.3.0 ESR (x64 fr)", "Mozilla", "firefox"),
    Case("Adobe Acrobat Reader DC - Français", ADOBE, "acrobat-reader"),
    Case("Adobe Acrobat Reader (64-bit)", "Adobe", "acrobat-reader"),
    Case("Adobe Acrobat 2020", "Adobe", "acrobat"),
    Case("Adobe Acrobat XI Pro", "Adobe", "acrobat"),
    Case("PDFCreator", "pdfforge GmbH", "pdfcreator"),
    Case("PDF-XChange Editor", "PDF-XChange Co Ltd.", "pdf-xchange"),
    Case("Foxit PDF Reader", "Foxit Software Inc.", "foxit-pdf"),
    Case("7-Zip 23.01 (x64)", None, "seven-zip"),
    Case("Notepad++ (64-bit x64)", "Notepad++ Team", "notepad-plus-plus"),
    Case("FileZilla 3.66.5", None, "filezilla"),
    Case("WinSCP 6.1.2", None, "winscp"),
    Case("PuTTY release 0.78 (64-bit)", None, "putty"),
    Case("VLC media player", "VideoLAN", "vlc"),
    # Création et cartes
    Case("Adobe Photoshop 2024", "Adobe Inc.", "creative-cloud"),
    Case("AutoCAD LT 2024 - Français (French)", "Autodesk, Inc.", "autocad"),
    Case("Autodesk Revit 2024", "Autodesk", "revit"),
    Case("SketchUp Pro 2023", "Trimble, Inc.", "sketchup"),
    Case("Google Earth Pro", "Google", "google-earth"),
    Case("QGIS 'Prizren'", "QGIS.ORG", "qgis"),
    Case("ArcGIS 10.8.2 for Desktop", "Environmental Systems Research Institute, Inc.", "arcgis"),
    Case("MapInfo Pro 2021 (64-bit)", "Precisely Software", "mapinfo"),
    Case("GIMP 2.10.36-1", "The GIMP Team", "gimp"),
    Case("Scribus 1.5.8 (64bit)", "The Scribus Team", "scribus"),
    Case("Blender", "Blender Foundation", "blender"),
    Case("OBS Studio", "OBS Project", "obs-studio"),
    Case("Audacity 3.4.2", "Audacity Team", "audacity"),
    # Accès distant et sécurité
    Case("TeamViewer 15", "TeamViewer", "teamviewer"),
    Case("AnyDesk", "AnyDesk Software GmbH", "anydesk"),
    Case("RustDesk", "RustDesk", "rustdesk"),
    Case("Zoom Workplace (64-bit)", "Zoom Video Communications, Inc.", "zoom-workplace"),
    Case("Cisco AnyConnect Secure Mobility Client", "Cisco Systems, Inc.", "cisco-secure-client"),
    Case("Stormshield SSL VPN Client", "STORMSHIELD", "stormshield-network-security"),
    Case("Microsoft Defender Antivirus", None, "microsoft-defender"),
    Case("Sophos Endpoint Agent", "Sophos Limited", "sophos-endpoint"),
    Case("Trend Micro Apex One Security Agent", "Trend Micro Inc.", "trend-micro-apex"),
    Case("Kaspersky Endpoint Security 11.10 pour Windows", "Kaspersky", "kaspersky-endpoint"),
    Case("ESET Management Agent", "ESET, spol. s r.o.", "eset-protect"),
    Case("WithSecure™ Elements Agent", "WithSecure Corporation", "withsecure-elements"),
    Case("Bitdefender Endpoint Security Tools", "Bitdefender", "bitdefender-gravityzone"),
    Case("CrowdStrike Windows Sensor", "CrowdStrike, Inc.", "crowdstrike-falcon"),
    Case("Sentinel Agent", "SentinelOne", "sentinelone"),
    Case("HarfangLab Agent", "HarfangLab", "harfanglab-edr"),
    Case("Avast Free Antivirus", "Avast Software", "avast-antivirus"),
    Case("Norton 360", "NortonLifeLock Inc", "norton-security"),
    Case("KeePass Password Safe 2.55", None, "keepass"),
    # Langages, bases, administration
    Case("Java 8 Update 391", ORACLE, "java-se"),
    Case("Java(TM) SE Development Kit 17.0.9 (64-bit)", ORACLE, "java-se"),
    Case("Eclipse Temurin JRE with Hotspot 17.0.9+9 (x64)", "Eclipse Adoptium", "eclipse-temurin"),
    Case("Amazon Corretto (x64)", "Amazon", "amazon-corretto"),
    Case("Python 3.12.1 (64-bit)", "Python Software Foundation", "python"),
    Case("Node.js", "Node.js Foundation", "nodejs"),
    Case("Git version 2.43.0", "The Git Development Community", "git"),
    Case("Microsoft SQL Server 2019 (64-bit)", MICROSOFT, "sql-server"),
    Case("Microsoft SQL Server 2014 Express Edition", MICROSOFT, "sql-server"),
    Case("PostgreSQL 16", "PostgreSQL Global Development Group", "postgresql"),
    Case("MariaDB 10.11 (x64)", "MariaDB Corporation Ab", "mariadb-server"),
    Case("MySQL Server 8.0", ORACLE, "mysql"),
    Case("Oracle VM VirtualBox 7.0.12", "Oracle and/or its affiliates", "virtualbox"),
    Case("VMware Workstation", "VMware, Inc.", "vmware-workstation"),
    Case("Citrix Workspace 2309", "Citrix Systems, Inc.", "citrix-virtual-apps"),
    Case("Synology Drive Client", "Synology, Inc.", "synology-nas"),
    Case("GLPI Agent 1.7.1", "Teclib'", "glpi"),
    Case("OCS Inventory NG Agent 2.10.1.0", "OCS Inventory NG Team", "ocs-inventory"),
    Case("Zabbix Agent 2 (64-bit)", "Zabbix SIA", "zabbix"),
    Case("PRTG Remote Probe", "Paessler AG", "prtg"),
    Case("WAPT 2.4", "Tranquil IT", "wapt"),
    # Métiers des collectivités
    Case("e.magnus Client 5.12", "Berger-Levrault", "e-magnus"),
    Case("Concerto Opus", "Arpège", "concerto"),
    Case("Municipol", "Logitud solutions", "municipol"),
    Case("eTemptation", "Horoquartz", "etemptation"),
    Case("iXBus", "SRCI", "ixbus"),
    Case("SafeNet Authentication Client 10.8 R8", "Gemalto", "safenet-authentication-client"),
]

LOOK_ALIKES = [
    Case("VMware Tools", "VMware, Inc."),
    Case("VMware vSphere Client 6.7", "VMware, Inc."),
    Case("Veeam Agent for Microsoft Windows", "Veeam Software Group GmbH"),
    Case("Stormshield VPN Client", "Stormshield"),
    Case("FortiClient VPN", "Fortinet Technologies Inc"),
    Case("SQL Server 2019 Client", "Microsoft Corporation"),
    # Composants, pilotes et outils d’un produit connu
    Case("Microsoft Visual C++ 2015-2022 Redistributable (x64) - 14.38.33130", MICROSOFT),
    Case("Adobe Refresh Manager", ADOBE),
    Case("Adobe Genuine Service", "Adobe"),
    Case("Windows SDK AddOn", MICROSOFT),
    Case("Windows Software Development Kit - Windows 10.0.19041.685", MICROSOFT),
    Case("Office 16 Click-to-Run Licensing Component", MICROSOFT),
    Case("Microsoft Office Proofing Tools 2016 - English", MICROSOFT),
    Case("Microsoft Office 2010 Primary Interop Assemblies", MICROSOFT),
    Case("Microsoft Access database engine 2016 (English)", MICROSOFT),
    Case("Microsoft Teams Meeting Add-in for Microsoft Office", MICROSOFT),
    Case("Teams Meeting Add-in", "Microsoft"),
    Case("Microsoft Edge WebView2 Runtime", MICROSOFT),
    Case("Google Update Helper", "Google LLC"),
    Case("Chrome Remote Desktop Host", "Google LLC"),
    Case("Mozilla Maintenance Service", "Mozilla"),
    Case("Microsoft SQL Server 2012 Native Client", MICROSOFT),
    Case("Microsoft SQL Server Management Studio - 19.1", MICROSOFT),
    Case("Microsoft SQL Server 2019 LocalDB", MICROSOFT),
    Case("Microsoft ODBC Driver 17 for SQL Server", MICROSOFT),
    Case("Microsoft Windows Desktop Runtime - 6.0.25 (x64)", MICROSOFT),
    Case("Windows PC Health Check", MICROSOFT),
    Case("Windows 10 Update Assistant", MICROSOFT),
    Case("Windows Driver Package - Exemple (usb) System", "Exemple"),
    Case("Java Auto Updater", ORACLE),
    Case("Python 3.12.1 Core Interpreter (64-bit)", "Python Software Foundation"),
    Case("Python Launcher", "Python Software Foundation"),
    Case("LibreOffice 7.6 Help Pack (French)", "The Document Foundation"),
    Case("MariaDB ODBC Driver 64-bit", "MariaDB Corporation Ab"),
    Case("MySQL Workbench 8.0 CE", ORACLE),
    Case("VMware Remote Console", "VMware, Inc."),
    Case("Oracle VM VirtualBox Guest Additions 6.1.34", ORACLE),
    Case("Citrix Workspace(USB)", "Citrix Systems, Inc."),
    Case("Autodesk Single Sign On Component", "Autodesk"),
    Case("DWG TrueView 2024 - English", "Autodesk"),
    Case("Git LFS version 3.4.0", "GitHub, Inc."),
    Case("Kaspersky Password Manager", "Kaspersky"),
    Case("Brother iPrint&Scan", "Brother Industries, Ltd."),
    # Mots courants, sans l’éditeur qui en ferait un produit
    Case("Python", None),
    Case("Blender", "Exemple Cuisine"),
    Case("Git", None),
    Case("Claude", None),
    Case("Concerto", None),
    Case("Free Download Manager", None),
    Case("Norton Commander", None),
]

LABELS = [
    ("CLAUDE MONET - EXPOSITION", None),
    ("BLENDER CUISINE CENTRALE", None),
    ("OFFICE DE TOURISME SUBVENTION", None),
    ("OFFICE NATIONAL DES FORETS", None),
    ("APPLICATION MOBILE IOS ET ANDROID", None),
    ("EDITION FREE PRESSE", None),
    ("PLACE REVIT COMMERCANTS", None),
    ("LE PYTHON ROYAL - ANIMATION", None),
    ("ELECTROMENAGER BROTHER MACHINE A COUDRE", None),
    ("COLORIS ET PEINTURE", None),
    ("REQUIEM DE MOZART CONCERT", None),
    ("MICROSOFT OFFICE 365 E3 40 POSTES", "microsoft-365"),
    ("LICENCES MICROSOFT OFFICE 2021 STANDARD", "microsoft-office"),
    ("MICROSOFT DEFENDER FOR ENDPOINT P1", "microsoft-defender"),
    ("EXCHANGE ONLINE PLAN 1", "exchange-online"),
    ("ANTIVIRUS NORTON 5 POSTES", "norton-security"),
    ("ABONNEMENT FREEBOX MAIRIE", "free-abonnements"),
    ("ABONNEMENT FREEBOX PRO", "free-pro-telecom"),
    ("COTISATION AGEDI 2026", "agedi-logiciels"),
    ("PORTABLES DELL PRO 14 X12", "dell-workstations"),
]
# fmt: on


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return Recogniser(Catalogue([load_catalogue()]))


@pytest.mark.parametrize("case", PRODUCTS, ids=lambda case: case.name)
def test_a_product_is_known_by_the_name_that_its_installer_leaves(recogniser: Recogniser, case: Case) -> None:
    assert recogniser.recognise_product(case.name, publisher_text=case.publisher).solution == case.solution


@pytest.mark.parametrize("case", PRODUCTS, ids=lambda case: case.name)
def test_it_is_still_known_once_the_reading_of_inventories_took_the_version_off(recogniser: Recogniser, case: Case) -> None:
    assert recogniser.recognise_product(product_name(case.name), publisher_text=case.publisher).solution == case.solution


@pytest.mark.parametrize("case", LOOK_ALIKES, ids=lambda case: case.name)
def test_a_component_or_a_common_word_is_not_taken_for_the_product(recogniser: Recogniser, case: Case) -> None:
    assert recogniser.recognise_product(case.name, publisher_text=case.publisher).solution is None


@pytest.mark.parametrize(("label", "solution"), LABELS)
def test_a_label_of_expense_names_a_product_only_when_it_does(recogniser: Recogniser, label: str, solution: str | None) -> None:
    assert recogniser.recognise("FOURNISSEUR INCONNU", label).solution == solution


def test_every_case_is_about_an_entry_of_the_catalogue() -> None:
    known = {solution.id for solution in load_catalogue().solutions}

    assert {case.solution for case in PRODUCTS} <= known

"""Write the demonstration data of Val-Fictif, a French commune that does not exist.

Every row is literal: same script, same bytes. Names of suppliers and products are spelt as ledgers spell
them; amounts, dates, contract numbers and the suppliers called « fictif », « exemple », « démo » or
« imaginaire » are invented. Run: `python -m tests.tiebreak_knowledge.write_commune`.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

SAMPLES = Path(__file__).parents[2] / "knowledge_base" / "tiebreak_knowledge" / "samples"
WORKBOOK = SAMPLES / "commune-fictive.xlsx"

FICTITIOUS = "Commune fictive de démonstration : aucune donnée réelle"
FIXED = datetime(2026, 11, 22)  # noqa: DTZ001 - workbooks hold no time zone

APPS = "Applications métiers"
SERV = "Serveurs"
PC = "Postes de travail"
OFFICE = "Bureautique"
NET = "Réseaux"
STOR = "Stockage"
OS = "Systèmes d’exploitation"
SEC = "Sécurité des données"
EDR = "Protection des terminaux"
MOB = "Smartphones - Tablettes"
PERI = "Périphériques"
VISIO = "Visio"
MGMT = "Gestion des postes de travail"
TECH = "Applications techniques"
NONE = None

SPEND_HEADER = (
    "Fournisseur", "Libellé", "Imputation", "Montant TTC (mandaté)",
    "Type de dépense", "Service", "N° de marché", "Nb licences",
)  # fmt: skip

# Fournisseur | Libellé | Imputation | Montant | Type | Service | N° de marché | Nb licences
# A text amount is written as text in the cell, as exports of finance software often do.
OPERATING = [
    # -- finances, ressources humaines
    ("CIRIL GROUP SAS", "MAINT. CIVIL NET FINANCES 2026", "6156", 17862.00, APPS, "Finances", "2022-INF-01", None),
    ("CIRIL GROUP SAS", "MAINT CIVIL NET RH + PORTAIL AGENT", "6156", 19428.60, APPS, "Ressources humaines", "2022-INF-01", None),
    ("CIRIL GROUP", "HEBERGEMENT SAAS CIVIL NET 4E TRIM", "65811", 6940.00, APPS, "DSI", "2022-INF-01", None),
    ("CIRIL GROUP SAS", "FORMATION DSN CIVIL NET RH 2 JRS", "6184", 2640.00, APPS, "Ressources humaines", None, None),
    ("FINANCE ACTIVE", "INSITO DETTE ABONNEMENT 2026", "65811", 5640.00, APPS, "Finances", "2022-INF-07", None),
    ("DOCAPOSTE FAST", "FAST HELIOS FLUX PES V2", "65811", 1464.00, APPS, "Finances", None, None),
    ("HOROQUARTZ", "ETEMPTATION MAINT + HEBERGEMENT", "65811", 8136.00, APPS, "Ressources humaines", "2024-INF-09", 210),
    ("AGYSOFT SAS", "MARCOWEB ABONNEMENT ANNUEL", "65811", 4788.00, APPS, "Commande publique", "2025-INF-04", 4),
    ("AVENUE WEB SYSTEMES", "PROFIL ACHETEUR MARCHES-PUBLICS.INFO", "65811", 1548.00, APPS, "Commande publique", None, None),
    # -- état civil, citoyens, assemblées
    ("ARPEGE SA", "MELODIE OPUS + ADAGIO OPUS MAINT 2026", "6156", 6318.16, APPS, "Etat civil", "2023-INF-02", None),
    ("ARPEGE SA", "REQUIEM OPUS CIMETIERE MAINT", "6156", 1986.80, APPS, "Etat civil", "2023-INF-02", None),
    ("SYNBIRD", "RDV EN LIGNE CNI / PASSEPORTS", "65811", 1908.00, APPS, "Etat civil", None, None),
    ("ENTR OUVERT", "PUBLIK GRU - HEBERGEMENT ET SUPPORT", "65811", 8680.00, APPS, "Relation usagers", "2024-INF-11", None),
    ("LIBRICIEL SCOP", "WEB-DELIB + IDELIBRE SAAS", "65811", 6520.00, APPS, "Direction générale", "2025-INF-02", None),
    ("LIBRICIEL SCOP SA", "I-PARAPHEUR 40 UTIL.", "65811", 3168.00, APPS, "Direction générale", "2025-INF-02", 40),
    ("ADULLACT", "ADHESION 2026 - S2LOW", "6281", 2500.00, APPS, "DSI", None, None),
    ("NEOLEDGE", "ELISE COURRIER MAINTENANCE", "6156", 5904.00, APPS, "Direction générale", None, 60),
    ("BERGER-LEVRAULT", "ABT LEGIBASES EN LIGNE", "6182", 2196.00, APPS, "Direction générale", None, None),
    # -- enfance, scolaire, social
    ("ARPEGE SA", "CONCERTO OPUS - MAINTENANCE ANNUELLE", "6156", 11876.40, APPS, "Enfance-Jeunesse", "2023-INF-02", None),
    ("ARPEGE", "ESPACE CITOYENS PREMIUM HEBERGEMENT", "65811", "7\u202f214,40", APPS, "Enfance-Jeunesse", "2023-INF-02", None),
    ("EDIFICE", "ENT ONE ECOLES - 58 CLASSES", "65811", 5742.00, APPS, "Affaires scolaires", "2025-INF-06", 58),
    ("ARCHE MC2", "MILLESIME ACTION SOCIALE MAINT", "6156", 5932.00, APPS, "CCAS", "2023-INF-08", None),
    ("SOCIETE EXEMPLE HEBERGEMENT", "HEBERGEMENT APPLI CANTINE", "65811", 1440.00, APPS, "Affaires scolaires", None, None),
    # -- urbanisme, services techniques
    ("OPERIS", "OXALIS ADS MAINTENANCE", "6156", 6174.00, APPS, "Urbanisme", "2023-INF-05", 8),
    ("OPERIS", "GNAU GUICHET NUM. AUTORISATIONS URBANISME", "65811", 3240.00, APPS, "Urbanisme", "2023-INF-05", None),
    ("ESRI FRANCE", "ARCGIS ONLINE + ARCGIS PRO", "65811", 8964.00, APPS, "Urbanisme", "2024-INF-02", 5),
    ("SOGELINK", "DICT.FR ABONNEMENT", "65811", 1176.00, APPS, "Services techniques", None, None),
    ("BERGER LEVRAULT", "ATAL MAINTENANCE ET ASSISTANCE", "6156", 8488.00, APPS, "Services techniques", "2025-INF-01", None),
    ("ILTR", "GEODP PLACIER - DROITS DE PLACE", "6156", 1824.00, APPS, "Commerce", None, None),
    # -- médiathèque, culture, sports, communication
    ("DECALOG", "DECALOG SIGB + E-PAPRIKA HEBERGEMENT", "65811", 7852.00, APPS, "Médiathèque", "2024-INF-07", None),
    ("BIBLIOTHECA FRANCE SAS", "MAINT AUTOMATES DE PRET RFID", "6156", 4080.00, APPS, "Mediatheque", None, None),
    ("SAIGA INFORMATIQUE", "IMUSE CONSERVATOIRE MAINT", "6156", 2052.00, APPS, "Culture", "2020-INF-04", None),
    ("ELISATH", "MAINT. BILLETTERIE PISCINE", "6156", 3276.00, APPS, "Sports", None, None),
    ("INOVAGORA", "SITE INTERNET VILLE HEBERGEMENT + TMA", "611", 6300.00, APPS, "Communication", "2024-INF-10", None),
    ("INTRAMUROS SAS", "APPLI INTRAMUROS ABT ANNUEL", "65811", 1296.00, APPS, "Communication", None, None),
    ("SENDINBLUE (BREVO)", "ROUTAGE LETTRE D'INFO", "65811", 828.00, APPS, "Communication", None, None),
    ("GEDICOM", "TELE-ALERTE POPULATION", "65811", 2268.00, APPS, "Direction générale", None, None),
    ("LUMIPLAN VILLE", "MAINT PANNEAUX D'INFORMATION LUMINEUX", "6156", 3540.00, APPS, "Communication", None, None),
    # -- police municipale
    ("LOGITUD SOLUTIONS SAS", "MAINT. MUNICIPOL + CANIS", "6156", 4312.00, APPS, "Police municipale", "2024-INF-03", None),
    ("LOGITUD SOLUTIONS", "GVE GEO-VERBALISATION 6 TERMINAUX", "6156", "2\u00a0340,00", APPS, "Police municipale", "2024-INF-03", 6),
    ("SPIE CITYNETWORKS", "MAINT VIDEOPROTECTION MILESTONE XPROTECT 64 CAMERAS", "6156", 11384.00, APPS, "Police municipale", "2026-INF-01", 64),
    # -- serveurs, hébergement, stockage
    ("SCC FRANCE SAS", "VMWARE VSPHERE FOUNDATION 96 COEURS 1 AN", "65818", 18118.40, SERV, "DSI", "2024-INF-05", 96),
    ("OVH SAS", "SERVEURS DEDIES + PUBLIC CLOUD 2026", "65811", 7846.32, SERV, "DSI", "2021-INF-12", None),
    ("MICROSOFT IRELAND OPERATIONS LTD", "AZURE CONSOMMATION 2026", "65811", "5\u202f318,72 €", SERV, "DSI", None, None),
    ("BECHTLE DIRECT SAS", "EXT GARANTIE HPE PROLIANT DL380 GEN10", "6156", 4356.00, SERV, "DSI", "2023-INF-10", None),
    ("SCALEWAY SAS", "INSTANCES DE REPRISE (PRA)", "65811", 1938.60, SERV, "DSI", None, None),
    ("PROXMOX SERVER SOLUTIONS GMBH", "PROXMOX VE STANDARD 4 SOCKETS", "65818", 2544.00, SERV, "DSI", None, 4),
    (None, "MAINTENANCE ANNUELLE ONDULEURS", "6156", 1104.00, SERV, "DSI", None, None),
    ("SCC FRANCE SAS ", "SUPPORT DELL POWERVAULT ME5024", "6156", 3288.00, STOR, "DSI", "2024-INF-05", None),
    ("OVH SAS", "STOCKAGE OBJET ARCHIVES 40 TO", "65811", "4 224,00", STOR, "DSI", "2021-INF-12", None),
    # -- postes, bureautique
    ("ECONOCOM FRANCE SAS", "LOCATION 45 PORTABLES HP ELITEBOOK T1 A T4", "6135", 15496.00, PC, "DSI", "2023-INF-11", 45),
    ("SCC FRANCE SAS", "M365 BUSINESS PREMIUM 150 LIC.", "65811", 42768.00, OFFICE, "DSI", "2024-INF-05", 150),
    ("SCC FRANCE", "MICROSOFT EXCHANGE ONLINE PLAN 1 - AGENTS TERRAIN", "65811", 3024.00, OFFICE, "DSI", "2024-INF-05", 60),
    ("SCC FRANCE SAS", "AVOIR S/FA 26-01874 - 10 LIC M365 BUSINESS PREMIUM", "65811", -2851.20, OFFICE, "DSI", "2024-INF-05", None),
    ("SCC FRANCE SAS", "COPILOT M365 - PILOTE 8 LIC.", "65811", 3024.00, OFFICE, "DSI", "2024-INF-05", 8),
    ("ADOBE SYSTEMS SOFTWARE IRELAND LTD", "ACROBAT PRO DC 12 POSTES", "65811", "3369,60", OFFICE, "DSI", None, 12),
    ("ARAWA", "NEXTCLOUD SUPPORT + HEBERGEMENT 80 COMPTES", "65811", 6480.00, OFFICE, "DSI", "2026-INF-03", 80),
    ("MISTRAL AI", "LE CHAT TEAM 10 SIEGES", "65811", 3598.56, OFFICE, "Direction générale", None, 10),
    ("OPENAI IRELAND LTD", "CHATGPT BUSINESS 4 SIEGES", "65811", 1670.40, OFFICE, "Communication", None, 4),
    ("DEEPL SE", "DEEPL PRO 3 UTIL", "65811", 431.52, OFFICE, "Culture", None, 3),
    ("DRUIDE INFORMATIQUE", "ANTIDOTE 12 LIC. RESEAU", "65818", 1188.00, OFFICE, "Communication", None, 5),
    (None, "CARTE ACHAT - ABT TRELLO PREMIUM", "65811", "594,00", OFFICE, "Communication", None, 5),
    # -- systèmes d’exploitation
    ("SCC FRANCE SAS", "ESU WINDOWS 10 - 60 POSTES", "65818", 4392.00, OS, "DSI", "2024-INF-05", 60),
    ("SCC FRANCE SAS", "RED HAT ENTERPRISE LINUX SERVER STANDARD", "65818", 3859.20, OS, "DSI", "2024-INF-05", 4),
    # -- réseaux, téléphonie
    ("ORANGE BUSINESS SERVICES SA", "FIBRE + VPN 14 SITES JANV A JUIN", "6262", 14214.60, NET, "DSI", "2024-TEL-01", None),
    ("ORANGE BUSINESS SERVICES SA", "FIBRE + VPN 14 SITES JUIL A OCT", "6262", 9625.40, NET, "DSI", "2024-TEL-01", None),
    ("ORANGE BUSINESS SERVICES SA", "FIBRE + VPN 14 SITES NOV-DEC", "6262", 5412.00, NET, "DSI", "2024-TEL-01", None),
    ("ADISTA SAS", "LIAISON FO SECOURS HOTEL DE VILLE", "6262", 5184.00, NET, "DSI", "2025-TEL-01", None),
    ("SFR", "ACCES INTERNET FTTH ECOLES", "6262", 4267.20, NET, "Affaires scolaires", None, 9),
    ("ORANGE SA", "LIGNES ANALOGIQUES ALARMES ASCENSEURS", "6262", 3842.16, NET, "Services techniques", None, None),
    ("NXO FRANCE", "MAINT IPBX ALCATEL OMNIPCX ENTERPRISE", "6156", 7956.00, NET, "DSI", "2023-TEL-03", None),
    ("AXIANS COMMUNICATION & SYSTEMS", "CISCO SMARTNET 2026 SWITCHS COEUR", "6156", 6612.00, NET, "DSI", "2024-INF-06", None),
    ("UCOPIA COMMUNICATIONS", "PORTAIL CAPTIF UCOPIA WIFI PUBLIC", "6156", 2118.00, NET, "Médiathèque", None, None),
    ("DEMO RESEAUX SAS", "INTERVENTION PANNE WIFI GYMNASE", "6156", 864.00, NET, "Sports", None, None),
    ("GANDI SAS", "NOMS DE DOMAINE", "65811", 312.48, NET, "DSI", None, None),
    # -- sécurité des données, protection des terminaux
    ("SCC FRANCE SAS", "VEEAM DATA PLATFORM ESSENTIALS", "65818", 6984.00, SEC, "DSI", "2024-INF-05", 50),
    ("AXIANS COMMUNICATION & SYSTEMS", "STORMSHIELD SN-M-520 RENOUV. UTM", "6156", 7752.00, SEC, "DSI", "2026-INF-04", 2),
    ("AXIANS COM. & SYSTEMS", "WALLIX BASTION MAINT 25 CIBLES", "6156", 5316.00, SEC, "DSI", "2026-INF-04", 25),
    ("MAILINBLACK", "PROTECT ANTISPAM 210 BOITES", "65811", 5292.00, SEC, "DSI", "2026-INF-02", 210),
    ("LOCKSELF", "LOCKPASS COFFRE MOTS DE PASSE", "65811", 1152.00, SEC, "DSI", None, 20),
    ("CHAMBERSIGN FRANCE", "CERTIFICATS RGS** 9 CLES", "65818", 1566.00, SEC, "Direction générale", None, 9),
    ("IMAGINAIRE CONSEIL SI", "AUDIT DE SECURITE + PSSI", "617", 7200.00, SEC, "DSI", None, None),
    ("BECHTLE DIRECT SAS", "WITHSECURE ELEMENTS EPP 200 POSTES", "65811", 5856.00, EDR, "DSI", "2025-INF-03", 200),
    ("UGAP", "HARFANGLAB EDR 24 SERVEURS", "65811", 3052.80, EDR, "DSI", "2025-UGAP-01", 24),
    ("INFO SERVICES VAL-FICTIF", "ANTIVIRUS ESET ECOLES 70 POSTES", "65818", "1 386,00", EDR, "Affaires scolaires", None, 70),
    # -- mobiles, périphériques, visio
    ("ORANGE SA", "FLOTTE MOBILE 118 LIGNES", "6262", 11894.40, MOB, "DSI", "2024-TEL-02", 118),
    ("COMMOWN SCIC", "LOCATION FAIRPHONE 12 APPAREILS", "6135", 3196.80, MOB, "DSI", None, 12),
    ("KONICA MINOLTA BUSINESS SOLUTIONS FRANCE", "LOCATION 22 MFP BIZHUB", "6135", 7417.60, PERI, "DSI", "2022-INF-09", 22),
    ("KONICA MINOLTA B.S. FRANCE", "COUT COPIE T1 A T4", "6156", 6248.33, PERI, "DSI", "2022-INF-09", None),
    ("KONICA MINOLTA B.S. FRANCE", "PAPERCUT MF MAINT", "6156", 1080.00, PERI, "DSI", "2022-INF-09", None),
    ("LYRECO FRANCE", "CONSOMMABLES TONERS HP", "6064", "1 972,14", PERI, "Tous services", None, None),
    (None, "REMBT CABLES HDMI ET ADAPTATEURS", "60632", 87.40, PERI, "Culture", None, None),
    ("ZOOM VIDEO COMMUNICATIONS INC", "ZOOM WORKPLACE PRO 5 HOTES", "65811", 959.40, VISIO, "DSI", None, 5),
    ("TIXEO", "TIXEOCLOUD 3 ORGANISATEURS", "65811", 1296.00, VISIO, "Direction générale", None, 3),
    ("AUDIOVISUEL DU VAL FICTIF", "CAPTATION SEANCES CONSEIL MUNICIPAL", "611", 3960.00, VISIO, "Direction générale", None, None),
    # -- gestion des postes, applications techniques
    ("TECLIB", "GLPI NETWORK CLOUD 2026", "65811", 3420.00, MGMT, "DSI", "2025-INF-09", None),
    ("TRANQUIL IT", "WAPT ENTERPRISE 260 POSTES", "65818", 2964.00, MGMT, "DSI", "2023-INF-12", 260),
    ("TEAMVIEWER GERMANY GMBH", "TEAMVIEWER PREMIUM", "65811", "1 186,80", MGMT, "DSI", None, 1),
    ("SCC FRANCE SAS", "INTUNE DEVICE 40 LIC.", "65811", 1036.80, MGMT, "DSI", "2024-INF-05", 40),
    ("ORACLE FRANCE SAS", "SUPPORT ORACLE DATABASE SE2", "6156", 6741.60, TECH, "DSI", "2019-INF-02", None),
    ("CENTREON", "CENTREON IT EDITION - SUPERVISION", "65811", 3960.00, TECH, "DSI", None, None),
    ("ADOBE SYSTEMS SOFTWARE IRELAND LTD", "CREATIVE CLOUD 4 POSTES", "65811", 4204.80, TECH, "Communication", None, 4),
    ("MAN AND MACHINE FRANCE", "AUTOCAD LT 3 ABONNEMENTS", "65811", 1857.60, TECH, "Services techniques", None, 3),
    ("VEREMES", "FME FORM 1 LIC.", "65818", 2736.00, TECH, "Urbanisme", None, 1),
    ("CANVA PTY LTD", "CANVA ABT EQUIPE", "65811", 330.00, TECH, "Communication", None, 3),
    # -- sans type de dépense
    ("INFO SERVICES VAL-FICTIF", "ASSISTANCE UTILISATEURS FORFAIT", "611", "14 400,00", NONE, "DSI", "2025-INF-07", None),
    ("INFO SERVICES VAL FICTIF", "prestation diverses", "611", "3 200 €", NONE, "DSI", None, None),
    ("VAL-FICTIF BUREAUTIQUE SARL", "maintenance annuelle", "6156", "1 860", NONE, "Tous services", None, None),
    ("IMAGINAIRE CONSEIL SI", "AMO SCHEMA DIRECTEUR DU NUMERIQUE", "617", 8640.00, NONE, "Direction générale", None, None),
    ("EXEMPLE FORMATION NUMERIQUE", "FORMATION AGENTS 3 SESSIONS", "6184", 2160.00, NONE, "Ressources humaines", None, None),
    (None, "ACHATS DIVERS CARTE ACHAT DSI", "60632", "743,19 €", NONE, "DSI", None, None),
]  # fmt: skip

INVESTMENT = [
    ("CIRIL GROUP SAS", "CIVIL NET FINANCES MODULE COMPTE FINANCIER UNIQUE", "2051", 5920.00, APPS, "Finances", None, None),
    ("ARPEGE SA", "CONCERTO OPUS MODULE PETITE ENFANCE", "2051", 7360.00, APPS, "Enfance-Jeunesse", None, None),
    ("BERGER LEVRAULT", "ATAL MODULE FLOTTE AUTOMOBILE", "2051", 3900.00, APPS, "Services techniques", None, None),
    ("SPIE CITYNETWORKS", "EXTENSION VIDEOPROTECTION 6 CAMERAS AXIS", "2158", 12192.00, APPS, "Police municipale", "2026-INF-01", None),
    ("SCC FRANCE SAS", "DELL POWEREDGE R760 RENOUV. HYPERVISEUR", "21838", 17238.00, SERV, "DSI", "2024-INF-05", None),
    ("REXEL FRANCE", "ONDULEURS EATON 9PX 6 KVA X2", "21838", 7692.00, SERV, "DSI", None, None),
    ("UGAP", "PORTABLES DELL PRO 14 X14", "21838", 14448.00, PC, "DSI", "2025-UGAP-01", None),
    ("UGAP", "HP PRO MINI 400 G9 X14", "21838", 9996.00, PC, "DSI", "2025-UGAP-01", None),
    ("BECHTLE DIRECT SAS", "LENOVO THINKCENTRE NEO 50Q X12", "21838", 8928.00, PC, "DSI", "2023-INF-10", None),
    ("INMAC WSTORE SAS", "APPLE MACBOOK AIR M4 X2", "21838", 2990.40, PC, "Communication", None, None),
    ("UGAP", "CLASSE MOBILE HP PROBOOK X16 ECOLE", "21831", 9792.00, PC, "Affaires scolaires", "2025-UGAP-01", None),
    ("ECODAIR", "UC RECONDITIONNEES ECOLES X20", "21831", 5280.00, PC, "Affaires scolaires", None, None),
    ("SOFTWAREONE FRANCE", "OFFICE LTSC STANDARD 2024 X20", "2051", 7920.00, OFFICE, "DSI", "2025-INF-08", 20),
    ("SOFTWAREONE FRANCE", "WINDOWS SERVER 2025 STANDARD 16 CORE X8", "2051", 9120.00, OS, "DSI", "2025-INF-08", 8),
    ("SOFTWAREONE FRANCE", "CAL WINDOWS SERVER 2025 USER X150", "2051", 6390.00, OS, "DSI", "2025-INF-08", 150),
    ("SOFTWAREONE FRANCE", "SQL SERVER 2022 STANDARD + 20 CAL", "2051", "5\u00a0196,00", TECH, "DSI", "2025-INF-08", 1),
    ("UGAP", "MISE A NIVEAU WINDOWS 11 PRO X15", "2051", 2394.00, OS, "DSI", "2025-UGAP-01", 15),
    ("AXIANS COMMUNICATION & SYSTEMS", "CISCO CATALYST 9200L 48P X4", "21838", 13248.00, NET, "DSI", "2024-INF-06", None),
    ("ATELIER DU CABLAGE FICTIF SARL", "RECABLAGE CAT6A ECOLE DES EXEMPLES", "21838", "12 450,00", NET, "Affaires scolaires", None, None),
    ("NXO FRANCE", "POSTES IP ALCATEL ALE-300 X30", "2185", 6840.00, NET, "DSI", "2023-TEL-03", None),
    ("LDLC PRO", "BORNES WIFI UBIQUITI UNIFI U7 PRO X14", "21838", 3158.40, NET, "DSI", None, None),
    ("SCC FRANCE SAS", "TIROIR EXTENSION DELL POWERVAULT ME5024", "21838", 7980.00, STOR, "DSI", "2024-INF-05", None),
    ("GROUPE LDLC (LDLC PRO)", "NAS SYNOLOGY RS2423+ ET DISQUES", "21838", 6924.00, STOR, "Communication", None, None),
    ("UGAP", "SAMSUNG GALAXY XCOVER7 X18", "2185", 6048.00, MOB, "DSI", "2025-UGAP-01", None),
    ("INMAC WSTORE", "TABLETTES APPLE IPAD ELUS X12", "21838", 5112.00, MOB, "Direction générale", None, None),
    ("ORANGE SA", "CROSSCALL CORE-Z5 X6 ASTREINTES", "2185", 3096.00, MOB, "Services techniques", "2024-TEL-02", None),
    ("SPEECHI", "ECRANS INTERACTIFS SPEECHITOUCH X4", "21831", 9936.00, PERI, "Affaires scolaires", None, None),
    ("INMAC WSTORE SAS", "ECRANS IIYAMA 27 POUCES X20", "21838", 3600.00, PERI, "DSI", None, None),
    ("VAL-FICTIF BUREAUTIQUE", "VIDEOPROJECTEUR EPSON SALLE DU CONSEIL", "21838", 1944.00, PERI, "Direction générale", None, None),
    ("BECHTLE DIRECT SAS", "LOGITECH RALLY BAR X2", "21838", 6216.00, VISIO, "DSI", "2023-INF-10", None),
    ("INFO SERVICES VAL-FICTIF", "INSTALLATION ET MISE EN SERVICE", "21838", 2880.00, NONE, "DSI", None, None),
    ("DEMO RESEAUX SAS", "MATERIEL DIVERS", "21838", 1548.00, NONE, "DSI", None, None),
]  # fmt: skip

CONTRACT_HEADER = (
    "N° de marché", "Fournisseur", "Objet", "Date de début", "Date de fin",
    "Préavis (mois)", "Reconduction tacite", "Montant annuel TTC",
)  # fmt: skip

# N° | Fournisseur | Objet | début | fin | préavis | reconduction tacite | montant annuel TTC
CONTRACTS = [
    ("2019-INF-02", "ORACLE FRANCE SAS", "Support technique base de données Oracle", date(2019, 3, 1), None, 1, "Oui", 6741.60),
    ("2020-INF-04", "SAIGA INFORMATIQUE", "Maintenance du logiciel iMuse (conservatoire)", date(2020, 9, 1), None, 3, "Oui", 2052.00),
    ("2021-INF-12", "OVH SAS", "Hébergement et stockage en ligne", date(2021, 12, 1), None, 1, "Oui", 12100.00),
    ("2022-INF-01", "CIRIL GROUP SAS", "Finances et ressources humaines : maintenance et hébergement", date(2022, 1, 1), date(2026, 12, 31), 3, "Non", 44300.00),
    ("2022-INF-07", "FINANCE ACTIVE", "Gestion de la dette en ligne", date(2022, 6, 1), date(2027, 5, 31), 3, "Oui", 5640.00),
    ("2022-INF-09", "KONICA MINOLTA BUSINESS SOLUTIONS FRANCE", "Location et maintenance des copieurs", date(2022, 7, 1), date(2027, 6, 30), 3, "Non", 14800.00),
    ("2023-INF-02", "ARPEGE SA", "Population et enfance : maintenance et hébergement", date(2023, 9, 1), date(2027, 8, 31), 3, "Oui", 27400.00),
    ("2023-INF-05", "OPERIS", "Autorisations d’urbanisme et guichet numérique", date(2023, 1, 1), date(2026, 12, 31), 3, "Oui", 9414.00),
    ("2023-INF-08", "ARCHE MC2", "Action sociale : maintenance", date(2023, 6, 1), date(2027, 5, 31), 3, "Oui", 5932.00),
    ("2023-INF-10", "BECHTLE DIRECT SAS", "Accord-cadre matériels informatiques", date(2023, 11, 1), date(2027, 10, 31), None, "Non", 20000.00),
    ("2023-INF-11", "ECONOCOM FRANCE SAS", "Location de 45 ordinateurs portables", date(2023, 10, 1), date(2027, 9, 30), 6, "Non", 15496.00),
    ("2023-INF-12", "TRANQUIL IT", "Télédistribution des logiciels", date(2023, 12, 15), date(2026, 12, 14), 2, "Oui", 2964.00),
    ("2023-TEL-03", "NXO FRANCE", "Téléphonie fixe : maintenance et postes", date(2023, 5, 1), date(2027, 4, 30), 3, "Non", 14800.00),
    ("2024-INF-02", "ESRI FRANCE", "Système d’information géographique", date(2024, 1, 1), date(2027, 12, 31), 2, "Oui", 8964.00),
    ("2024-INF-03", "LOGITUD SOLUTIONS SAS", "Police municipale et géo-verbalisation", date(2024, 4, 1), date(2028, 3, 31), 3, "Oui", 6652.00),
    ("2024-INF-05", "SCC FRANCE SAS", "Accord-cadre logiciels, serveurs et stockage", date(2024, 7, 1), date(2028, 6, 30), 4, "Non", 108900.00),
    ("2024-INF-06", "AXIANS COMMUNICATION & SYSTEMS", "Réseau local : équipements et maintenance", date(2024, 9, 1), date(2028, 8, 31), 4, "Non", 19900.00),
    ("2024-INF-07", "DECALOG", "Gestion de la médiathèque", date(2024, 7, 1), date(2028, 6, 30), 3, "Oui", 7852.00),
    ("2024-INF-09", "HOROQUARTZ", "Gestion des temps", date(2024, 10, 1), date(2028, 9, 30), 3, "Oui", 8136.00),
    ("2024-INF-10", "INOVAGORA", "Site internet de la ville", date(2024, 12, 1), date(2027, 11, 30), 3, "Non", 6300.00),
    ("2024-INF-11", "ENTR'OUVERT", "Gestion de la relation aux usagers", date(2024, 11, 15), date(2028, 11, 14), 3, "Oui", 8680.00),
    ("2024-TEL-01", "ORANGE BUSINESS SERVICES SA", "Accès internet et interconnexion de 14 sites", date(2024, 2, 1), date(2028, 1, 31), 4, "Non", 28600.00),
    ("2024-TEL-02", "ORANGE SA", "Téléphonie mobile", date(2024, 2, 1), date(2028, 1, 31), 2, "Non", 15000.00),
    ("2025-INF-01", "BERGER-LEVRAULT", "Services techniques : maintenance et assistance", date(2025, 2, 1), date(2029, 1, 31), 3, "Oui", 8488.00),
    ("2025-INF-02", "LIBRICIEL SCOP", "Délibérations et parapheur électronique", date(2025, 1, 1), date(2028, 12, 31), 3, "Oui", 9688.00),
    ("2025-INF-03", "BECHTLE DIRECT SAS", "Protection des postes de travail", date(2025, 4, 1), date(2028, 3, 31), None, "Non", 5856.00),
    ("2025-INF-04", "AGYSOFT SAS", "Rédaction et suivi des marchés", date(2025, 5, 1), date(2029, 4, 30), 3, "Oui", 4788.00),
    ("2025-INF-06", "EDIFICE", "Espace numérique de travail des écoles", date(2025, 9, 1), date(2029, 8, 31), 3, "Oui", 5742.00),
    ("2025-INF-07", "INFO SERVICES VAL-FICTIF", "Assistance aux utilisateurs", date(2025, 10, 1), date(2027, 9, 30), 2, "Oui", 14400.00),
    ("2025-INF-08", "SOFTWAREONE FRANCE", "Licences Microsoft perpétuelles", date(2025, 11, 1), date(2029, 10, 31), None, "Non", 28600.00),
    ("2025-INF-09", "TECLIB", "Gestion de parc et assistance", date(2025, 12, 1), date(2028, 11, 30), 2, "Oui", 3420.00),
    ("2025-TEL-01", "ADISTA SAS", "Liaison de secours", date(2025, 6, 1), date(2028, 5, 31), 3, "Oui", 5184.00),
    ("2025-UGAP-01", "UGAP", "Convention d’achat de postes et de logiciels", date(2025, 1, 1), date(2028, 12, 31), None, None, 45700.00),
    ("2026-INF-01", "SPIE CITYNETWORKS", "Vidéoprotection : extension et maintenance", date(2026, 3, 1), date(2030, 2, 28), 4, "Non", 23600.00),
    ("2026-INF-02", "MAILINBLACK", "Protection de la messagerie", date(2026, 1, 1), date(2028, 12, 31), 3, "Oui", 5292.00),
    ("2026-INF-03", "ARAWA", "Partage de fichiers : hébergement et support", date(2026, 4, 1), date(2029, 3, 31), 3, "Oui", 6480.00),
    ("2026-INF-04", "AXIANS COMMUNICATION & SYSTEMS", "Pare-feu et bastion", date(2026, 7, 1), date(2030, 6, 30), 4, "Non", 13068.00),
]  # fmt: skip


def amount(cell: float | str) -> Decimal | None:
    """Amount of a literal row in euros; `None` when the cell holds words."""
    if not isinstance(cell, str):
        return Decimal(str(cell))
    digits = re.sub(r"[\s\u00a0\u202f€]", "", cell).replace(",", ".")
    return Decimal(digits) if re.fullmatch(r"-?\d+(\.\d{1,2})?", digits) else None


def total(rows: list[tuple]) -> Decimal:
    return sum((value for row in rows if (value := amount(row[3])) is not None), Decimal(0))


def style_header(sheet, row: int) -> None:
    for cell in sheet[row]:
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="1F4E79")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    sheet.freeze_panes = f"A{row + 1}"


def style_titles(sheet, count: int) -> None:
    sheet.cell(row=1, column=1).font = Font(bold=True, size=14)
    for row in range(2, count + 1):
        sheet.cell(row=row, column=1).font = Font(
            italic=True, color="C00000" if sheet.cell(row=row, column=1).value == FICTITIOUS else "404040"
        )


def widths(sheet, values: tuple[int, ...]) -> None:
    for column, width in enumerate(values, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width


def add_spend_row(sheet, row: tuple) -> None:
    sheet.append(row)
    line = sheet.max_row
    sheet.cell(row=line, column=3).number_format = "@"
    money = sheet.cell(row=line, column=4)
    if isinstance(money.value, str):
        money.number_format = "@"
        money.alignment = Alignment(horizontal="left")
    else:
        money.number_format = "#,##0.00"


def add_sum_row(sheet, supplier: str | None, label: str | None, value: Decimal) -> None:
    sheet.append((supplier, label, None, float(value), None, None, None, None))
    for cell in sheet[sheet.max_row]:
        cell.font = Font(bold=True)
    sheet.cell(row=sheet.max_row, column=4).number_format = "#,##0.00"


def spend_sheet(book: Workbook) -> None:
    sheet = book.active
    sheet.title = "Dépenses 2026"
    sheet.append(("Ville de Val-Fictif : direction des systèmes d’information",))
    sheet.append((FICTITIOUS,))
    sheet.append(
        ("Dépenses numériques mandatées, exercice 2026, en euros TTC. 14 200 habitants, 210 agents, 190 postes de travail.",)
    )
    sheet.append(SPEND_HEADER)
    style_titles(sheet, 3)
    style_header(sheet, 4)
    for row in OPERATING:
        add_spend_row(sheet, row)
    add_sum_row(sheet, "SOUS-TOTAL FONCTIONNEMENT", None, total(OPERATING))
    for row in INVESTMENT:
        add_spend_row(sheet, row)
    add_sum_row(sheet, None, "Sous-total investissement", total(INVESTMENT))
    add_sum_row(sheet, "TOTAL GÉNÉRAL", None, total(OPERATING) + total(INVESTMENT))
    widths(sheet, (42, 54, 12, 18, 30, 22, 15, 12))


def contract_sheet(book: Workbook) -> None:
    sheet = book.create_sheet("Contrats")
    sheet.append(("Ville de Val-Fictif : contrats numériques en cours (2026)",))
    sheet.append((FICTITIOUS,))
    sheet.append(CONTRACT_HEADER)
    style_titles(sheet, 2)
    style_header(sheet, 3)
    for contract in CONTRACTS:
        sheet.append(contract)
        line = sheet.max_row
        for column in (4, 5):
            sheet.cell(row=line, column=column).number_format = "dd/mm/yyyy"
        sheet.cell(row=line, column=8).number_format = "#,##0.00"
    widths(sheet, (15, 42, 58, 14, 14, 12, 14, 18))


def save(book: Workbook, path: Path) -> None:
    """Save with fixed dates, so that the same rows give the same bytes."""
    book.properties.title = "Val-Fictif : " + FICTITIOUS
    book.properties.creator = "TIE Break"
    book.properties.created = FIXED
    buffer = io.BytesIO()
    book.save(buffer)
    with zipfile.ZipFile(buffer) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2026-11-22T00:00:00Z", data)
            target.writestr(zipfile.ZipInfo(name, FIXED.timetuple()[:6]), data, zipfile.ZIP_DEFLATED)


def main() -> None:
    """Write the workbook shipped with the knowledge base."""
    save(workbook(), WORKBOOK)


def workbook() -> Workbook:
    """Expenses and contracts of the fictitious commune."""
    book = Workbook()
    spend_sheet(book)
    contract_sheet(book)
    return book


if __name__ == "__main__":
    main()

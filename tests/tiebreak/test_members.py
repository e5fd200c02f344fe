"""Files, folders and archives are looked into without unpacking anything, and refused before they can harm."""

from __future__ import annotations

import resource
import zipfile
from pathlib import Path

import pytest

from tiebreak import Members, UnreadableFileError, members_of, refuse_bomb

MAX = 1_000_000_000


def names(path: Path, *suffixes: str, max_bytes: int = MAX) -> list[str | None]:
    with members_of(path, suffixes or (".xml",), max_bytes=max_bytes) as members:
        return [member.name for member in members.files]


def contents(members: Members) -> list[bytes]:
    read = []
    for member in members.files:
        with member.opens() as stream:
            read.append(stream.read())
    return read


def zipped(path: Path, **entries: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return path


def test_a_file_alone_has_no_name_within(tmp_path: Path) -> None:
    (tmp_path / "a.XML").write_bytes(b"x")

    assert names(tmp_path / "a.XML") == [None]


def test_a_folder_gives_its_files_and_those_of_its_archives_in_order(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "2.xml").write_bytes(b"two")
    (tmp_path / "note.txt").write_bytes(b"no")
    (tmp_path / ".cache.xml").write_bytes(b"hidden")
    zipped(tmp_path / "a.zip", janvier__1_xml=b"one", lisez_txt=b"no")

    with members_of(tmp_path, (".xml",), max_bytes=MAX) as members:
        assert [member.name for member in members.files] == ["a.zip/janvier/1.xml", "b/2.xml"]
        assert members.others == ("a.zip/lisez.txt", "note.txt")
        assert contents(members) == [b"one", b"two"]


def test_a_link_that_leaves_the_folder_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "secret.xml").write_bytes(b"x")
    folder = tmp_path / "dossier"
    folder.mkdir()
    (folder / "lien.xml").symlink_to(tmp_path / "secret.xml")

    assert names(folder) == []


def test_more_archives_than_files_may_be_open_are_read(tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    for number in range(100):
        zipped(tmp_path / f"{number:03}.zip", f_xml=b"%d" % number)
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, hard))
    try:
        with members_of(tmp_path, (".xml",), max_bytes=MAX) as members:
            assert contents(members) == [b"%d" % number for number in range(100)]
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_an_entry_that_names_a_place_outside_is_only_a_name(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("../../etc/passwd.xml", b"x")

    assert names(tmp_path / "a.zip") == ["../../etc/passwd.xml"]
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


def test_an_archive_that_grows_beyond_measure_is_refused_by_its_directory(tmp_path: Path) -> None:
    bomb = zipped(tmp_path / "bombe.zip", a_xml=bytes(50_000_000))

    with pytest.raises(UnreadableFileError, match="démesurée"):
        names(bomb)
    with pytest.raises(UnreadableFileError, match="démesurée"):
        refuse_bomb(bomb, max_bytes=MAX)


def test_a_small_archive_may_be_much_compressed(tmp_path: Path) -> None:
    assert names(zipped(tmp_path / "a.zip", a_xml=bytes(9_000_000))) == ["a.xml"]


def test_what_is_too_much_to_read_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(bytes(2_000_001))

    with pytest.raises(UnreadableFileError, match="plus de 2 Mo"):
        names(tmp_path, max_bytes=2_000_000)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 tronqu\xc3\xa9", b"pas une archive"])
def test_a_damaged_archive_is_said(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(content)

    with pytest.raises(UnreadableFileError, match=r"« a\.zip » illisible"):
        names(tmp_path / "a.zip")


def test_an_archive_that_asks_for_a_password_is_said(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", a_xml=b"x")
    raw = bytearray(path.read_bytes())
    raw[raw.rindex(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(raw)

    with pytest.raises(UnreadableFileError, match="mot de passe"):
        names(path)

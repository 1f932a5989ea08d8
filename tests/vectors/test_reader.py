"""Reads every vector in this folder with the independent reader, then damages each one part at a time.

A vector is a manifest, NAME.json, and the files it names (README.md). No vector is ever changed: damage goes to copies.
"""

from __future__ import annotations

import functools
import json
import shutil
import sqlite3
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import containers
import contents
import header
import primitives
import reader

HERE = Path(__file__).resolve().parent
MANIFEST_KEYS = {"about", "file", "open", "content", "refused", "backup"}
HEADER_FIELDS = (
    ("magic", 8), ("major", 2), ("minor", 2), ("length", 4), ("suite", 2), ("security version", 4),
    ("vault", 16), ("generation", 8),
)
SLOT_FIELDS = (
    ("type", 1), ("id", 16), ("memory", 4), ("passes", 4), ("lanes", 4), ("salt", 32), ("commit", 32), ("nonce", 12), ("sealed", 48),
)
EPOCH_FIELDS = (("number", 4), ("wraps", 8), ("nonce", 12), ("sealed", 48))
FOOT_FIELDS = (("pages", 4), ("manifest", 32), ("audit entries", 8), ("audit head", 32), ("authentication", 32))
RECORD_FIELDS = (("suite", 1), ("epoch", 4), ("version", 8), ("wrap nonce", 12), ("wrapped key", 48), ("commitment", 32))
BACKUP_FIELDS = (
    ("magic", 8), ("major", 2), ("minor", 2), ("suite", 2), ("memory", 4), ("passes", 4), ("lanes", 4), ("salt", 32), ("commit", 32),
)


def manifests() -> list:
    return [(path.stem, json.loads(path.read_text("utf-8"))) for path in sorted(HERE.glob("*.json"))]


def credential_of(way: dict) -> header.Credential:
    raw = {key: bytes.fromhex(way[key]) for key in ("device_secret", "key_file") if key in way}
    return header.Credential(**{**way, **raw})


def cheapest(manifest: dict) -> header.Credential:
    """A recovery code where there is one, since it needs no Argon2."""
    return credential_of(min(manifest["open"], key=lambda way: "recovery_code" not in way))


def spans(fields: tuple, start: int = 0, name: str = "") -> list:
    """`(name, first byte, byte after the last)` of every field."""
    out = []
    for field, size in fields:
        out.append((f"{name}{field}", start, start + size))
        start += size
    return out


def header_spans(body: bytes) -> list:
    """The fields of a header as section 4 lays them out."""
    parsed = header.parse_header(body)
    out = spans(HEADER_FIELDS)
    out += spans((("slot count", 1),), out[-1][2])
    for index in range(len(parsed.slots)):
        out += spans(SLOT_FIELDS, out[-1][2], f"slot {index} ")
    out += spans((("epoch count", 2),), out[-1][2])
    for index in range(len(parsed.epochs)):
        out += spans(EPOCH_FIELDS, out[-1][2], f"epoch {index} ")
    return out + spans(FOOT_FIELDS, out[-1][2])


def flipped(data: bytes, at: int) -> bytes:
    at %= len(data)
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


class VectorCase(unittest.TestCase):
    """Runs over all vectors; Argon2 is remembered, because damage elsewhere asks it for the same."""

    maxDiff = None

    def setUp(self) -> None:
        remembered = functools.lru_cache(maxsize=None)(primitives.argon2id)
        for module in (header, containers):
            patch = mock.patch.object(module, "argon2id", remembered)
            patch.start()
            self.addCleanup(patch.stop)
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def vectors(self, key: str) -> list:
        """The manifests that have `key`; the test is skipped, and says so, where there are none."""
        found = [(name, manifest) for name, manifest in manifests() if key in manifest]
        if not found:
            self.skipTest(f"no vector with {key!r} in {HERE.name}/")
        return found


class Vectors(VectorCase):
    def test_every_manifest_is_of_the_documented_form(self):
        for name, manifest in self.vectors("file"):
            with self.subTest(name):
                self.assertLessEqual(set(manifest), MANIFEST_KEYS)
                self.assertTrue(manifest["about"] and manifest["open"])
                self.assertNotEqual("content" in manifest, "refused" in manifest)

    def test_every_vault_gives_its_content_in_each_way_it_opens(self):
        for name, manifest in self.vectors("content"):
            for index, way in enumerate(manifest["open"]):
                with self.subTest(name, way=index):
                    content = reader.read_file(str(HERE / manifest["file"]), credential_of(way))
                    self.assertEqual(content, manifest["content"])

    def test_every_backup_gives_its_content(self):
        for name, manifest in self.vectors("backup"):
            with self.subTest(name):
                backup = manifest["backup"]
                content = reader.read_file(str(HERE / backup["file"]), header.Credential(backup["password"]), True)
                self.assertEqual(content.pop("made"), backup["made"])
                self.assertEqual(content, backup.get("content", manifest["content"]))

    def test_what_imports_left_behind_has_the_form_of_the_format(self):
        named = set()
        for name, manifest in self.vectors("content"):
            with self.subTest(name):
                settings = manifest["content"]["settings"]
                contents.check_import_settings(settings)
                named |= {setting["name"] for setting in settings}
        self.assertLessEqual({"imports", "tables"}, named)

    def test_every_hostile_file_is_refused_for_its_reason(self):
        for name, manifest in self.vectors("refused"):
            for index, way in enumerate(manifest["open"]):
                with self.subTest(name, way=index), self.assertRaises(primitives.Refused) as caught:
                    reader.read_file(str(HERE / manifest["file"]), credential_of(way))
                self.assertEqual(type(caught.exception).__name__, manifest["refused"], name)

    def test_a_wrong_credential_opens_nothing(self):
        wrong = header.Credential("not the password of any vector", device_secret=bytes(32), key_file=b"")
        for name, manifest in self.vectors("content"):
            with self.subTest(name), self.assertRaises(primitives.CredentialRefused):
                reader.read_vault(str(HERE / manifest["file"]), wrong)


class DamagedVaults(VectorCase):
    def damage(self, manifest: dict, *statements: tuple) -> dict:
        """What reading gives after `statements`, each SQL and its values, changed a copy."""
        path = self.folder / "damaged.vault"
        shutil.copyfile(HERE / manifest["file"], path)
        connection = sqlite3.connect(path)
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for sql, values in statements:
            connection.execute(sql, values)
        connection.commit()
        connection.close()
        return reader.read_vault(str(path), cheapest(manifest))

    def assert_refused(self, what: str, manifest: dict, *statements: tuple) -> None:
        with self.subTest(what), self.assertRaises(primitives.Refused):
            self.damage(manifest, *statements)

    def each(self):
        """Every vault that opens; without the parts of files that are being stored, which may change and go."""
        for name, manifest in self.vectors("content"):
            copies, records = containers.read_sqlite(str(HERE / manifest["file"]))
            unfinished = contents.unfinished_files(manifest["content"]["settings"])
            yield name, manifest, copies, {
                place: body for place, body in records.items()
                if place[0] != contents.PART or place[1][:12].hex() not in unfinished
            }

    def test_an_undamaged_copy_is_read(self):
        for name, manifest, _, _ in self.each():
            with self.subTest(name):
                self.assertEqual(self.damage(manifest), manifest["content"])

    def test_a_flipped_bit_in_any_field_of_both_headers_is_refused(self):
        for name, manifest, copies, _ in self.each():
            for field, start, end in header_spans(copies[0]):
                for at in {start, end - 1}:
                    change = ("UPDATE header SET body = ?", (flipped(copies[0], at),))
                    self.assert_refused(f"{name}: {field} at {at}", manifest, change)

    def test_a_flipped_bit_in_one_header_leaves_the_other(self):
        for name, manifest, copies, _ in self.each():
            for number in (1, 2):
                for at in (0, 60, -1):
                    with self.subTest(name, copy=number, at=at):
                        change = ("UPDATE header SET body = ? WHERE copy = ?", (flipped(copies[0], at), number))
                        self.assertEqual(self.damage(manifest, change), manifest["content"])

    def test_a_flipped_bit_in_any_part_of_a_record_of_any_class_is_refused(self):
        for name, manifest, _, records in self.each():
            for kind, identity in {kind: (kind, identity) for kind, identity in records}.values():
                body = records[kind, identity]
                for field, start, end in spans(RECORD_FIELDS) + [("content", 105, len(body) - 16), ("tag", len(body) - 16, len(body))]:
                    for at in {start, end - 1}:
                        change = ("UPDATE record SET body = ? WHERE class = ? AND id = ?", (flipped(body, at), kind, identity))
                        self.assert_refused(f"{name}: class {kind} {field} at {at}", manifest, change)

    def test_a_missing_or_shortened_record_of_any_class_is_refused(self):
        for name, manifest, _, records in self.each():
            for (kind, identity), body in records.items():
                where = (kind, identity)
                self.assert_refused(f"{name}: {where} gone", manifest, ("DELETE FROM record WHERE class = ? AND id = ?", where))
                shorter = ("UPDATE record SET body = ? WHERE class = ? AND id = ?", (body[:-1], *where))
                self.assert_refused(f"{name}: {where} shorter", manifest, shorter)

    def test_a_record_under_another_id_or_class_is_refused(self):
        for name, manifest, _, records in self.each():
            for kind, body in {kind: body for (kind, _), body in records.items()}.items():
                for other in range(0, 9):
                    stray = ("INSERT INTO record VALUES (?, ?, 1, ?)", (other, b"\xee" * 16, body))
                    self.assert_refused(f"{name}: class {kind} as {other}", manifest, stray)

    def test_two_records_that_change_places_are_refused(self):
        swap = "UPDATE record SET body = (SELECT body FROM record WHERE class = ? AND id = ?) WHERE class = ? AND id = ?"
        for name, manifest, _, records in self.each():
            places = sorted(records)
            for (kind, one), (other_kind, other) in zip(places, places[1:]):
                if kind == other_kind:
                    self.assert_refused(f"{name}: class {kind}", manifest, (swap, (kind, other, kind, one)))

    def test_another_schema_or_program_is_refused(self):
        for name, manifest, _, _ in self.each():
            for sql in (
                "CREATE TABLE more (x)", "CREATE INDEX more ON record (generation)", "CREATE VIEW more AS SELECT 1",
                "CREATE TRIGGER more AFTER INSERT ON record BEGIN SELECT 1; END", "ALTER TABLE record ADD COLUMN x INTEGER",
                "PRAGMA application_id = 1", "PRAGMA user_version = 2", "DELETE FROM header", "UPDATE header SET copy = copy + 2",
                "INSERT INTO header SELECT 3, generation, body FROM header WHERE copy = 1", "DROP TABLE record",
                "UPDATE header SET body = zeroblob(65537)",
            ):
                self.assert_refused(f"{name}: {sql}", manifest, (sql, ()))

    def test_a_shortened_file_is_refused(self):
        for name, manifest, _, _ in self.each():
            data, path = (HERE / manifest["file"]).read_bytes(), self.folder / "short.vault"
            for length in (0, 1, 15, 16, 100, len(data) // 2, len(data) - 8192):
                path.write_bytes(data[:length])
                with self.subTest(name, length=length), self.assertRaises(primitives.Refused):
                    reader.read_file(str(path), cheapest(manifest))

    def test_a_file_without_its_last_byte_is_refused_or_says_the_same(self):
        """The last page may belong to the index over generations, which the reader does not look at."""
        for name, manifest, _, _ in self.each():
            path = self.folder / "short.vault"
            path.write_bytes((HERE / manifest["file"]).read_bytes()[:-1])
            with self.subTest(name):
                try:
                    content = reader.read_file(str(path), cheapest(manifest))
                except primitives.Refused:
                    continue
                self.assertEqual(content, manifest["content"])


class DamagedBackups(VectorCase):
    def assert_refused(self, what: str, data: bytes, passphrase: str) -> None:
        path = self.folder / "damaged.backup"
        path.write_bytes(data)
        with self.subTest(what), self.assertRaises(primitives.Refused):
            reader.read_file(str(path), header.Credential(passphrase), True)

    def each(self):
        for name, manifest in self.vectors("backup"):
            yield name, (HERE / manifest["backup"]["file"]).read_bytes(), manifest["backup"]["password"]

    def test_a_flipped_bit_anywhere_is_refused(self):
        for name, data, passphrase in self.each():
            for field, start, end in spans(BACKUP_FIELDS) + [("chunks", 90, len(data))]:
                for at in {start, end - 1}:
                    self.assert_refused(f"{name}: {field} at {at}", flipped(data, at), passphrase)

    def test_a_shortened_or_longer_backup_is_refused(self):
        chunk = containers.CHUNK + containers.TAG
        for name, data, passphrase in self.each():
            ends = {0, 7, 8, 57, 58, 89, 90, 91, 90 + 16, len(data) - 1} | set(range(90 + chunk, len(data), chunk))
            for end in sorted(ends):
                self.assert_refused(f"{name}: cut at {end}", data[:end], passphrase)
            for more in (b"\0", bytes(16), data[90:]):
                self.assert_refused(f"{name}: {len(more)} bytes more", data + more, passphrase)

    def test_another_passphrase_or_none_is_refused(self):
        for name, data, passphrase in self.each():
            self.assert_refused(name, data, passphrase + "x")
            self.assert_refused(name, data, None)


if __name__ == "__main__":
    unittest.main()

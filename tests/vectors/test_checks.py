"""Tests of the checks that tie authentic parts together: manifest, entries, audit chain, chunks of a backup.

Damage to a vector cannot reach them, because a tag breaks first; only somebody with old parts of the same vault can.
"""

from __future__ import annotations

import hashlib
import hmac
import io
import unittest

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

import containers
import contents
import header
import reader
from primitives import Inconsistent, Malformed, Unauthentic

KEY = bytes(range(32))
ID, TAG = b"i" * 16, b"t" * 16


def hmac_sha256(data: bytes) -> bytes:
    return hmac.new(KEY, data, hashlib.sha256).digest()


def header_with(**values) -> header.Header:
    fields = dict(security_version=1, vault=bytes(16), generation=5, slots=[], epochs=[], pages=0, manifest=b"",
                  audit_entries=0, audit_head=bytes(32), signed=b"", authentication=b"")
    return header.Header(**{**fields, **values})


class Manifest(unittest.TestCase):
    PAGES = [(ID, 1, TAG), (b"j" * 16, 258, TAG)]

    def setUp(self) -> None:
        leaves = [hmac_sha256(b"\x01" + ID + bytes(7) + b"\x01" + TAG), hmac_sha256(b"\x01" + b"j" * 16 + bytes(6) + b"\x01\x02" + TAG)]
        both = bytes(left ^ right for left, right in zip(*leaves))
        manifest = hmac_sha256(b"\x02" + bytes(7) + b"\x05" + bytes(3) + b"\x02" + both)
        self.header = header_with(pages=2, manifest=manifest)

    def check(self, found: list, **other) -> None:
        header.check_manifest(self.header._replace(**other), {"manifest": KEY}, found)

    def test_the_named_pages_are_taken_in_any_order(self):
        self.check(self.PAGES)
        self.check(self.PAGES[::-1])

    def test_an_older_page_an_older_header_or_another_number_of_pages_is_refused(self):
        older, changed = (b"j" * 16, 257, TAG), (b"j" * 16, 258, b"T" * 16)
        self.assertRaises(Unauthentic, self.check, [self.PAGES[0], older])
        self.assertRaises(Unauthentic, self.check, [self.PAGES[0], changed])
        self.assertRaises(Unauthentic, self.check, self.PAGES, generation=4)
        self.assertRaises(Inconsistent, self.check, self.PAGES[:1])
        self.assertRaises(Inconsistent, self.check, self.PAGES + [(bytes(16), 1, TAG)] * 2)
        self.assertRaises(Unauthentic, self.check, self.PAGES[:1], pages=1)


class AuditChain(unittest.TestCase):
    REST = bytes(8) + b"\0\0\0\x04lock" + b"\0" + b"\0\0\0\0"

    def setUp(self) -> None:
        first = bytes(32) + self.REST
        link = hmac_sha256(bytes(8) + first)
        self.contents = [first, link + self.REST]
        self.head = hmac_sha256(bytes(7) + b"\x01" + self.contents[1])

    def test_a_whole_chain_is_shown(self):
        shown = contents.check_chain(KEY, self.contents, self.head)
        self.assertEqual([entry["number"] for entry in shown], [0, 1])
        self.assertEqual(contents.check_chain(KEY, [], bytes(32)), [])

    def test_a_broken_shortened_or_reordered_chain_is_refused(self):
        first, second = self.contents
        for broken in ([], [first], [second, first], [first, first], [second], [first, second, second]):
            self.assertRaises(Inconsistent, contents.check_chain, KEY, broken, self.head)
        self.assertRaises(Inconsistent, contents.check_chain, KEY, self.contents, bytes(32))
        unlinked = [first, bytes(32) + self.REST]
        self.assertRaises(Inconsistent, contents.check_chain, KEY, unlinked, hmac_sha256(bytes(7) + b"\x01" + unlinked[1]))

    def test_bytes_after_an_entry_or_a_strange_flag_are_refused(self):
        for bad in (self.contents[0] + b"\0", bytes(32) + self.REST[:-5] + b"\x02" + bytes(4), bytes(31)):
            self.assertRaises(Malformed, contents.parse_audit, bad, 0)

    def test_entries_that_the_header_does_not_count_are_refused(self):
        sealed = reader.Sealed(1, 1, b"", b"", b"", bytes(80))
        for records, counted in (({}, 1), ({(contents.AUDIT, bytes(16)): sealed}, 0), ({(contents.AUDIT, ID): sealed}, 1)):
            vault = reader.Vault(header_with(audit_entries=counted), {"audit-mac": KEY}, {}, records)
            self.assertRaises(Inconsistent, reader.read_audit, vault)


class Entries(unittest.TestCase):
    def test_a_record_of_another_version_or_tag_than_its_entry_is_refused(self):
        place = (contents.ITEM, ID)
        vault = reader.Vault(header_with(), {}, {}, {place: reader.Sealed(1, 2, b"", b"", b"", bytes(64) + TAG)})
        reader.check_entry(vault, place, contents.Entry(2, TAG, {}))
        for entry in (contents.Entry(1, TAG, {}), contents.Entry(2, bytes(16), {})):
            self.assertRaises(Inconsistent, reader.check_entry, vault, place, entry)
        self.assertRaises(Inconsistent, reader.check_entry, vault, (contents.ITEM, TAG), contents.Entry(2, TAG, {}))

    def test_a_page_with_too_many_entries_or_a_strange_one_is_refused(self):
        setting = b"\x06" + ID + bytes(8) + TAG + bytes(4)
        self.assertEqual(len(contents.parse_page(b"\x01\0\x02" + setting * 2)), 2)
        for bad in (b"\x02\0\0", b"\x01\0\x41" + setting * 65, b"\x01\0\x01\x02" + setting[1:], b"\x01\0\x01" + setting + b"\0",
                    b"\x01\0\x02" + setting, b"\x01\0\x01" + setting[:-1] + b"\x01\0"):
            self.assertRaises(reader.Refused, contents.parse_page, bad)

    def test_an_overview_that_says_other_things_than_its_item_is_refused(self):
        content = {"kind": "login", "title": "T", "fields": [], "notes": "", "tags": ["a"], "favourite": True}
        item = {"item": content, "folder": None, "created": 1, "modified": 2, "deleted": None, "history": []}
        overview = {"kind": "login", "title": "T", "tags": ["a"], "favourite": True, "trashed": False,
                    "folder": None, "created": 1, "modified": 2}
        contents.check_item_overview(item, overview)
        for key, other in dict(kind="x", title="", tags=[], favourite=False, trashed=True, folder="", created=0, modified=0).items():
            with self.subTest(key):
                self.assertRaises(Inconsistent, contents.check_item_overview, item, {**overview, key: other})


class BackupChunks(unittest.TestCase):
    def stream(self, *chunks: tuple) -> io.BytesIO:
        """Seals `(number, last, plaintext)` as section 10 says."""
        cipher = AESGCM(KEY)
        return io.BytesIO(b"".join(
            cipher.encrypt(bytes(3) + number.to_bytes(8, "big") + bytes([last]), plain, b"") for number, last, plain in chunks))

    def plain(self, *chunks: tuple) -> bytes:
        return b"".join(containers.open_chunks(self.stream(*chunks), KEY))

    def test_a_stream_of_any_length_is_read(self):
        full = b"x" * containers.CHUNK
        self.assertEqual(self.plain((0, 1, b"")), b"")
        self.assertEqual(self.plain((0, 1, full)), full)
        self.assertEqual(self.plain((0, 0, full), (1, 1, b"y")), full + b"y")

    def test_chunks_in_another_order_or_of_another_size_are_refused(self):
        full = b"x" * containers.CHUNK
        for chunks in (((0, 0, full),), ((0, 1, full), (1, 1, b"y")), ((1, 0, full), (0, 1, b"y")), ((0, 0, b"x"), (1, 1, b"y")),
                       ((0, 0, full), (2, 1, b"y")), (), ((0, 0, full), (0, 1, b"y"))):
            self.assertRaises(Unauthentic, self.plain, *chunks)
        self.assertRaises(Malformed, self.plain, (0, 0, full), (1, 1, b""))


if __name__ == "__main__":
    unittest.main()

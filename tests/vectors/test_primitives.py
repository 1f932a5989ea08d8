"""Tests of the reader's parts against published values and hand-made bytes; none of them needs a vault.

They must never take their expectation from the code under test.
"""

from __future__ import annotations

import hashlib
import unittest
from unittest import mock

import containers
import contents
import header
import primitives
from primitives import BeyondLimits, CredentialRefused, Malformed, Unauthentic, Unsupported


def written_code(secret: bytes) -> str:
    number = int.from_bytes(secret + hashlib.sha256(secret).digest()[:3], "big")
    digits = "".join(primitives.CROCKFORD[number >> shift & 31] for shift in range(155, -1, -5))
    return "-".join(digits[start : start + 4] for start in range(0, 32, 4))


def slot_bytes(kind: int = 1, memory: int = 65_536, passes: int = 3, lanes: int = 1, identity: int = 1) -> bytes:
    numbers = primitives.pack("III", memory, passes, lanes)
    return bytes([kind]) + identity.to_bytes(16, "big") + numbers + bytes(32 + 32 + 12 + 48)


def header_bytes(*slots: bytes, version: tuple = (1, 0), suite: int = 1, security: int = 1, epochs: tuple = (1,)) -> bytes:
    body = primitives.pack("HI", suite, security) + bytes(16) + primitives.pack("QB", 1, len(slots)) + b"".join(slots)
    body += primitives.pack("H", len(epochs)) + b"".join(primitives.pack("IQ", n, 0) + bytes(60) for n in epochs)
    body += bytes(4 + 32 + 8 + 32 + 32)
    return header.MAGIC + primitives.pack("HHI", *version, 16 + len(body)) + body


class KeyDerivation(unittest.TestCase):
    def test_hkdf_gives_the_first_and_third_case_of_rfc_5869(self):
        prk = primitives.hkdf_extract(bytes(range(13)), b"\x0b" * 22)
        self.assertEqual(prk.hex(), "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5")
        okm = primitives.hkdf_expand(prk, bytes(range(0xF0, 0xFA)), 42)
        self.assertEqual(okm.hex(), "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865")
        okm = primitives.hkdf_expand(primitives.hkdf_extract(b"", b"\x0b" * 22), b"", 42)
        self.assertEqual(okm.hex(), "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8")

    def test_argon2id_takes_a_password_composed_or_not_as_the_same(self):
        composed = primitives.argon2id("\u00e9", bytes(32), 8, 1, 1)
        self.assertEqual(composed, primitives.argon2id("e\u0301", bytes(32), 8, 1, 1))
        self.assertNotEqual(composed, primitives.argon2id("e", bytes(32), 8, 1, 1))

    def test_a_seal_with_one_flipped_bit_is_refused(self):
        # NIST GCM, AES-256, zero key, nonce and block
        sealed = bytes.fromhex("cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919")
        self.assertEqual(primitives.unseal(bytes(32), bytes(12), b"", sealed, "x"), bytes(16))
        for broken in (sealed[:-1] + b"\x18", sealed[:15], b"", b"\xcf" + sealed[1:]):
            self.assertRaises(Unauthentic, primitives.unseal, bytes(32), bytes(12), b"", broken, "x")


class Padding(unittest.TestCase):
    def test_lengths_round_up_as_the_text_says(self):
        known = {4: 64, 64: 64, 65: 128, 1024: 1024, 1025: 1088, 2047: 2048, 2049: 2176, 4097: 4352, 1_000_000: 1_015_808}
        for n, padded in known.items():
            self.assertEqual(primitives.padded_length(n), padded, n)

    def test_content_comes_back_without_its_padding(self):
        self.assertEqual(primitives.unpad(b"\0\0\0\x02ab" + bytes(58), "x"), b"ab")
        self.assertEqual(primitives.unpad(bytes(64), "x"), b"")

    def test_other_padding_is_refused(self):
        for padded in (b"", b"\0\0", bytes(128), bytes(63), bytes(63) + b"\1", b"\xff" * 64, b"\0\0\0\x3d" + bytes(60)):
            self.assertRaises(Malformed, primitives.unpad, padded, "x")


class RecoveryCode(unittest.TestCase):
    def test_a_code_is_read_in_any_case_and_with_look_alikes(self):
        secret = bytes(range(17))
        code = written_code(secret)
        for way in (code, code.lower(), code.replace("-", " "), code.replace("1", "l"), code.replace("0", "o"),
                    code.replace("1", "I")):
            self.assertEqual(primitives.recovery_code_bytes(way), secret)

    def test_a_wrong_check_is_refused_wherever_the_mistake_is(self):
        code = written_code(bytes(17)).replace("-", "")
        for at in range(32):
            wrong = code[:at] + ("2" if code[at] != "2" else "3") + code[at + 1 :]
            self.assertRaises(CredentialRefused, primitives.recovery_code_bytes, wrong)

    def test_other_lengths_and_letters_are_refused(self):
        code = written_code(bytes(17))
        for wrong in ("", code[:-1], code + "0", "U" + code[1:], "\u0131" + code[1:], "\t" + code):
            self.assertRaises(CredentialRefused, primitives.recovery_code_bytes, wrong)


class HeaderLimits(unittest.TestCase):
    def test_a_header_inside_all_limits_parses(self):
        parsed = header.parse_header(header_bytes(slot_bytes()))
        self.assertEqual((len(parsed.slots), len(parsed.epochs), parsed.slots[0].memory), (1, 1, 65_536))

    def test_argon2_outside_the_limits_is_refused_before_argon2_runs(self):
        limits = {"memory": (65_535, 8_388_609, 0), "passes": (2, 65), "lanes": (0, 17)}
        with mock.patch("argon2.low_level.hash_secret_raw", side_effect=AssertionError("Argon2 ran")):
            for name, values in limits.items():
                for value in values:
                    hostile = header_bytes(slot_bytes(), slot_bytes(identity=2, **{name: value}))
                    with self.assertRaises(BeyondLimits):
                        header.open_slots(header.parse_header(hostile), header.Credential(password="x"))

    def test_a_backup_with_argon2_outside_the_limits_is_refused_before_argon2_runs(self):
        start = containers.BACKUP_MAGIC + primitives.pack("HHH", 1, 0, 1)
        with mock.patch("argon2.low_level.hash_secret_raw", side_effect=AssertionError("Argon2 ran")):
            for numbers in ((65_535, 3, 1), (8_388_609, 3, 1), (65_536, 2, 1), (65_536, 3, 17)):
                head = start + primitives.pack("III", *numbers) + bytes(32)
                self.assertRaises(BeyondLimits, containers.derive_backup_key, head, "x")

    def test_other_versions_suites_and_slot_types_are_refused(self):
        for other in ({"version": (2, 0)}, {"version": (1, 1)}, {"version": (0, 9)}, {"suite": 2}, {"security": 0}):
            self.assertRaises(Unsupported, header.parse_header, header_bytes(slot_bytes(), **other))
        self.assertRaises(Unsupported, header.parse_header, header_bytes(slot_bytes(kind=5)))
        self.assertRaises(Unsupported, header.parse_header, header_bytes(slot_bytes()), 2)

    def test_forms_that_are_not_canonical_are_refused(self):
        good = header_bytes(slot_bytes())
        for bad in (
            good + b"\0", b"\0" + good[1:], good[:15] + bytes([good[15] ^ 1]) + good[16:], header_bytes(slot_bytes(), slot_bytes()),
            header_bytes(slot_bytes(identity=2), slot_bytes(identity=1)), header_bytes(slot_bytes(), epochs=(2, 1)),
            header_bytes(slot_bytes(), epochs=(0,)), header_bytes(slot_bytes(kind=3)),
        ):
            self.assertRaises(Malformed, header.parse_header, bad)

    def test_numbers_of_slots_and_epochs_outside_the_limits_are_refused(self):
        many = [slot_bytes(identity=n) for n in range(17)]
        for bad in (header_bytes(), header_bytes(*many), header_bytes(slot_bytes(), epochs=()),
                    header_bytes(slot_bytes(), epochs=tuple(range(1, 258))), bytes(65_537)):
            self.assertRaises(BeyondLimits, header.parse_header, bad)

    def test_a_header_cut_anywhere_is_refused(self):
        good = header_bytes(slot_bytes())
        for length in range(len(good)):
            cut = good[:12] + primitives.pack("I", length) + good[16:length] if length >= 16 else good[:length]
            self.assertRaises(Malformed, header.parse_header, cut)


class CanonicalJson(unittest.TestCase):
    def test_the_written_form_is_read(self):
        folder = b'{"name":"\\"\\\\\\b\\t\\n\\f\\r\\u001f\x7f/\xc3\xa9","parent":null}'
        parsed = contents.parse_json(contents.FOLDER, folder)
        self.assertEqual(parsed["name"], '"\\\b\t\n\f\r\x1f\x7f/\u00e9')

    def test_every_other_form_is_refused(self):
        for bad in (
            b'', b'{', b'null', b'[]', b'{"name":"a"}', b'{"parent":null,"name":"a"}', b'{"name":"a","parent":null,"x":1}',
            b'{"name": "a","parent":null}', b'{"name":"a","parent":null}\n', b'{"name":"\\u0061","parent":null}',
            b'{"name":"\\/","parent":null}', b'{"name":"\\u001F","parent":null}', b'{"name":"\xff","parent":null}',
            b'{"name":"\\ud800","parent":null}', b'{"name":"a","name":"a","parent":null}', b'{"name":1,"parent":null}',
            b'{"name":"a","parent":"x"}', b'{"name":"a","parent":"' + b"A" * 32 + b'"}', b'\xef\xbb\xbf{}', b"[" * 100_000,
            b'{"name":"a","parent":' + b"9" * 100_000 + b"}", b'{"name":"a","parent":NaN}',
        ):
            self.assertRaises(Malformed, contents.parse_json, contents.FOLDER, bad)

    def test_numbers_must_fit_and_be_whole(self):
        def item(number: bytes) -> bytes:
            inner = b'{"kind":"","title":"","fields":[],"notes":"","tags":[],"favourite":false}'
            return b'{"item":' + inner + b',"folder":null,"created":' + number + b',"modified":0,"deleted":null,"history":[]}'

        for good in (b"0", b"-1", b"9223372036854775807", b"-9223372036854775808"):
            self.assertEqual(contents.parse_json(contents.ITEM, item(good))["created"], int(good))
        for bad in (b"-0", b"1.0", b"1e3", b"true", b"null", b"9223372036854775808", b"01"):
            self.assertRaises(Malformed, contents.parse_json, contents.ITEM, item(bad))


if __name__ == "__main__":
    unittest.main()

#!/usr/bin/env python3
"""Makes the encrypted samples of this folder with a library of its own (python3-cryptography), by the formats' descriptions.

Run it in this folder. Every run makes other bytes of the same content; the password of each is `correct horse`.
"""
import base64, hashlib, hmac, json, os, struct
from cryptography.hazmat.primitives import hashes, padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

PASSWORD = b'correct horse'
SECRET = 'JBSWY3DPEHPK3PXP'


def b64(data):
    return base64.b64encode(data).decode()


def write(name, value):
    with open(name, 'wb') as file:
        file.write(value if isinstance(value, bytes) else (json.dumps(value, indent=1) + '\n').encode())


def cipher_string(text, enc, mac):
    iv = os.urandom(16)
    padder = padding.PKCS7(128).padder()
    padded = padder.update(text.encode()) + padder.finalize()
    encryptor = Cipher(algorithms.AES(enc), modes.CBC(iv)).encryptor()
    sealed = encryptor.update(padded) + encryptor.finalize()
    tag = hmac.new(mac, iv + sealed, hashlib.sha256).digest()
    return f'2.{b64(iv)}|{b64(sealed)}|{b64(tag)}'


def bitwarden(name, argon):
    salt = b64(os.urandom(16))
    if argon:
        parameters = {'kdfType': 1, 'kdfIterations': 2, 'kdfMemory': 8, 'kdfParallelism': 2}
        kdf = Argon2id(salt=hashlib.sha256(salt.encode()).digest(), length=32, iterations=2, lanes=2, memory_cost=8 * 1024)
    else:
        parameters = {'kdfType': 0, 'kdfIterations': 5000}
        kdf = PBKDF2HMAC(algorithm=hashes.SHA256(), length=32, salt=salt.encode(), iterations=5000)
    key = kdf.derive(PASSWORD)
    enc, mac = (HKDFExpand(algorithm=hashes.SHA256(), length=32, info=info).derive(key) for info in (b'enc', b'mac'))
    export = {
        'encrypted': False,
        'folders': [{'id': 'f', 'name': 'Work'}],
        'items': [
            {'id': '1', 'folderId': 'f', 'type': 1, 'name': 'Bank', 'login': {'username': 'ann', 'password': 'pä55'}}
        ],
    }
    write(name, {
        'encrypted': True, 'passwordProtected': True, 'salt': salt, **parameters,
        'encKeyValidation_DO_NOT_EDIT': cipher_string('d0e8f1c2', enc, mac),
        'data': cipher_string(json.dumps(export), enc, mac),
    })


def aegis():
    master, salt, slot_nonce, nonce = os.urandom(32), os.urandom(32), os.urandom(12), os.urandom(12)
    key = Scrypt(salt=salt, length=32, n=1 << 12, r=8, p=1).derive(PASSWORD)
    sealed = AESGCM(key).encrypt(slot_nonce, master, None)
    database = {
        'version': 3,
        'entries': [{
            'type': 'totp', 'uuid': 'u', 'name': 'ann', 'issuer': 'Bank', 'note': 'n', 'favorite': True, 'icon': None,
            'info': {'secret': SECRET, 'algo': 'SHA256', 'digits': 8, 'period': 60}, 'groups': ['g'],
        }],
        'groups': [{'uuid': 'g', 'name': 'Work'}],
    }
    content = AESGCM(master).encrypt(nonce, json.dumps(database).encode(), None)
    write('aegis_encrypted.json', {
        'version': 1,
        'header': {
            'slots': [{
                'type': 1, 'uuid': 's', 'key': sealed[:-16].hex(),
                'key_params': {'nonce': slot_nonce.hex(), 'tag': sealed[-16:].hex()},
                'n': 1 << 12, 'r': 8, 'p': 1, 'salt': salt.hex(), 'repaired': True, 'is_backup': False,
            }],
            'params': {'nonce': nonce.hex(), 'tag': content[-16:].hex()},
        },
        'db': b64(content[:-16]),
    })


def two_fas():
    salt, nonce = os.urandom(256), os.urandom(12)
    key = PBKDF2HMAC(algorithm=hashes.SHA256(), length=32, salt=salt, iterations=10000).derive(PASSWORD)
    services = [{
        'name': 'Bank', 'secret': SECRET, 'updatedAt': 1700000000000, 'order': {'position': 0},
        'otp': {'account': 'ann', 'issuer': 'Bank', 'digits': 6, 'period': 30, 'algorithm': 'SHA1', 'tokenType': 'TOTP'},
    }]
    sealed = AESGCM(key).encrypt(nonce, json.dumps(services).encode(), None)
    write('two_fas_encrypted.json', {
        'services': [], 'groups': [], 'schemaVersion': 4, 'appOrigin': 'android',
        'servicesEncrypted': f'{b64(sealed)}:{b64(salt)}:{b64(nonce)}',
        'reference': 'x:y:z',
    })


def and_otp():
    rounds, salt, nonce = 140_007, os.urandom(12), os.urandom(12)
    key = PBKDF2HMAC(algorithm=hashes.SHA1(), length=32, salt=salt, iterations=rounds).derive(PASSWORD)
    entries = [{'secret': SECRET, 'issuer': 'Bank', 'label': 'ann', 'digits': 6, 'type': 'TOTP', 'algorithm': 'SHA1',
                'thumbnail': 'Default', 'last_used': 1, 'used_frequency': 0, 'period': 30, 'tags': ['Work']}]
    sealed = AESGCM(key).encrypt(nonce, json.dumps(entries).encode(), None)
    write('and_otp.json.aes', struct.pack('>i', rounds) + salt + nonce + sealed)


bitwarden('bitwarden_pbkdf2.json', False)
bitwarden('bitwarden_argon2.json', True)
aegis()
two_fas()
and_otp()

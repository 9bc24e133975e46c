"""Workbooks under a password, in each way in which programs lock them."""

import io
import struct
from hashlib import md5, sha1

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from msoffcrypto.format.ooxml import OOXMLFile
from msoffcrypto.method.ecma376_standard import ECMA376Standard
from msoffcrypto.method.rc4 import DocumentRC4
from msoffcrypto.method.rc4_cryptoapi import DocumentRC4CryptoAPI
from msoffcrypto.method.xor_obfuscation import DocumentXOR
from xls_builders import compound_file, record

NOBODYS = "VelvetSweatshop"
SALT = bytes(range(16))
ROOM = 200  # bytes of the record of the lock
FILEPASS, BOF, BOUNDSHEET = 0x2F, 0x809, 0x85


def locked(package: bytes, password: str = NOBODYS) -> bytes:
    """Return an .xlsx locked as programs of today do (agile)."""
    buffer = io.BytesIO()
    OOXMLFile(io.BytesIO(package)).encrypt(password, buffer)
    return buffer.getvalue()


def locked_as_in_2007(package: bytes, password: str = NOBODYS) -> bytes:
    """Return an .xlsx locked as Excel 2007 does (standard)."""
    key = ECMA376Standard.makekey_from_password(password, 0x660E, 0x8004, 0x18, 128, 16, SALT)

    def sealed(data: bytes) -> bytes:
        encryptor = Cipher(algorithms.AES(bytes(key)), modes.ECB()).encryptor()  # noqa: S305 - the form's own
        return encryptor.update(data.ljust(-(-len(data) // 16) * 16, b"\0"))

    verifier = bytes(range(16, 32))
    about = struct.pack("<LLLLLLLL", 0x24, 0, 0x660E, 0x8004, 128, 0x18, 0, 0) + "AES\0".encode("utf-16-le")
    info = struct.pack("<HHLL", 4, 2, 0x24, len(about)) + about
    info += struct.pack("<L", 16) + SALT + sealed(verifier) + struct.pack("<L", 20)
    info += sealed(sha1(verifier).digest())  # noqa: S324 - the form's own
    content = struct.pack("<Q", len(package)) + sealed(package)
    return compound_file("EncryptedPackage", content, beside={"EncryptionInfo": info})


def locked_records(records: bytes, password: str = NOBODYS, *, how: str = "rc4") -> bytes:
    """Return an .xls of these records, with room for a lock: as of Excel 97 (rc4), 2002 (api) or 95 (xor)."""
    plain = bytearray(records)
    at = records.index(record(FILEPASS, bytes(ROOM))) + 4
    seal = {"rc4": _rc4, "api": _rc4_of_2002, "xor": _xor}[how]
    plain[at : at + ROOM] = _lock(password, how).ljust(ROOM, b"\0")
    sealed = seal(bytes(plain), password)
    for start, end in _spans(bytes(plain)):
        plain[start:end] = sealed[start:end]
    return compound_file("Workbook", bytes(plain))


def _lock(password: str, how: str) -> bytes:
    verifier = bytes(range(16, 32))
    if how == "xor":
        told = next(number for number in range(1 << 16) if DocumentXOR.verifypw(password, number))
        return struct.pack("<HHH", 0, 0, told)
    if how == "rc4":
        proof = verifier + md5(verifier).digest()  # noqa: S324 - the form's own
        return struct.pack("<HHH", 1, 1, 1) + SALT + _rc4(proof, password)
    about = struct.pack("<LLLLLLLL", 4, 0, 0x6801, 0x8004, 128, 1, 0, 0)
    proof = _rc4_of_2002(verifier + sha1(verifier).digest(), password)  # noqa: S324 - the form's own
    lock = struct.pack("<HHHLL", 1, 4, 2, 4, len(about)) + about + struct.pack("<L", 16) + SALT
    return lock + proof[:16] + struct.pack("<L", 20) + proof[16:]


def _rc4(data: bytes, password: str) -> bytes:
    sealed: bytes = DocumentRC4.decrypt(password, SALT, io.BytesIO(data), 1024).read()
    return sealed


def _rc4_of_2002(data: bytes, password: str) -> bytes:
    sealed: bytes = DocumentRC4CryptoAPI.decrypt(password, SALT, 128, io.BytesIO(data), 1024).read()
    return sealed


def _xor(data: bytes, password: str) -> bytes:
    keys = DocumentXOR.create_xor_array_method1(password)
    sealed = bytearray(data)
    place = 0
    while place + 4 <= len(data):
        size = struct.unpack_from("<H", data, place + 2)[0]
        for each in range(place + 4, place + 4 + size):
            sealed[each] = DocumentXOR.rol(data[each], 5, 8) ^ keys[(each + size) % 16]
        place += 4 + size
    return bytes(sealed)


def _spans(records: bytes) -> list[tuple[int, int]]:
    """The places that a lock changes: the contents of records, not of those that tell what is where."""
    found, place = [], 0
    while place + 4 <= len(records):
        number, size = struct.unpack_from("<HH", records, place)
        start = place + 4 + (4 if number == BOUNDSHEET else 0)
        place += 4 + size
        if number not in (BOF, FILEPASS):
            found.append((start, place))
    return found

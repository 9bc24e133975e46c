"""Witnesses on this machine: a mail server that keeps what it is sent, a timestamp authority of openssl."""

import socketserver
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

TSA = """
[req]
distinguished_name = name
[name]
[tsa]
default_tsa = here
[here]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = sha256
[root]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign
[stamping]
extendedKeyUsage = critical,timeStamping
keyUsage = critical,digitalSignature
"""


@contextmanager
def serving(server: socketserver.BaseServer) -> Iterator[None]:
    """Have a server answer until the block ends."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass
class Mails:
    """A mail server's address and what it was sent."""

    address: str = ""
    sent: list[EmailMessage] = field(default_factory=list)
    takes_mail: bool = True


class MailServer(socketserver.ThreadingTCPServer):
    """A server that takes every mail it is told to take."""

    daemon_threads = True
    mails: Mails


class Session(socketserver.StreamRequestHandler):
    """What one client says to it."""

    server: MailServer

    def say(self, text: str) -> None:
        """Answer a line."""
        self.wfile.write(f"{text}\r\n".encode())

    def handle(self) -> None:
        """Go on until the client leaves."""
        self.say("220 here")
        while (line := self.rfile.readline().strip().upper()) and line != b"QUIT":
            if line == b"DATA":
                self.take()
            else:
                self.say("250 ok")
        self.say("221 bye")

    def take(self) -> None:
        """Keep one mail."""
        if not self.server.mails.takes_mail:
            self.say("554 not today")
            return
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        message = message_from_bytes(b"".join(lines), policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.server.mails.sent.append(message)
        self.say("250 taken")


@contextmanager
def mail_server() -> Iterator[Mails]:
    """Run a mail server on this machine."""
    server = MailServer(("127.0.0.1", 0), Session)
    server.mails = Mails(address=f"smtp://127.0.0.1:{server.server_address[1]}")
    with serving(server):
        yield server.mails


@dataclass
class Stamps:
    """A timestamp authority's address, its root, and how often it was asked."""

    address: str
    root: Path
    asked: int = 0
    is_up: bool = True


@contextmanager
def authority(folder: Path) -> Iterator[Stamps]:
    """Run a timestamp authority on this machine, with a root of its own."""
    folder.mkdir()
    _make_certificates(folder)
    stamps = Stamps(address="", root=folder / "root.pem")

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            stamps.asked += 1
            query = folder / "query"
            query.write_bytes(self.rfile.read(int(self.headers["Content-Length"])))
            if not stamps.is_up:
                self.send_error(503)
                return
            _openssl(folder, "ts", "-reply", "-queryfile", "query", "-out", "reply", "-config", "tsa.cnf")
            self.send_response(200)
            self.end_headers()
            self.wfile.write((folder / "reply").read_bytes())

        def log_message(self, *given: Any) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Answer)
    stamps.address = f"tsa+http://127.0.0.1:{server.server_address[1]}/tsr"
    with serving(server):
        yield stamps


def _make_certificates(folder: Path) -> None:
    (folder / "tsa.cnf").write_text(TSA.format(folder=folder))
    (folder / "serial").write_text("01\n")
    root, tsa = ("-subj", "/CN=Akar uji"), ("-subj", "/CN=Cap waktu uji")
    new = ("req", "-newkey", "rsa:2048", "-nodes", "-sha256", "-config", "tsa.cnf")
    _openssl(folder, *new, *root, "-x509", "-days", "2", "-extensions", "root", *_files("root", "pem"))
    _openssl(folder, *new, *tsa, *_files("tsa", "csr"))
    by = ("-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial", "-days", "2")
    stamping = ("-extfile", "tsa.cnf", "-extensions", "stamping", "-out", "tsa.pem")
    _openssl(folder, "x509", "-req", "-in", "tsa.csr", *by, *stamping)


def _files(name: str, suffix: str) -> tuple[str, ...]:
    return ("-keyout", f"{name}.key", "-out", f"{name}.{suffix}")


def _openssl(folder: Path, *arguments: str) -> None:
    done = subprocess.run(["openssl", *arguments], cwd=folder, capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr

"""Links for other machines of the office: enciphered where there is a certificate, and what that means is told."""

import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.client import HTTPException
from ipaddress import ip_address
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from typer.testing import CliRunner

from diagnose.cli import app as command

OFFICE = "127.0.0.2"  # another address of this machine


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate of this test's own with its key, in one file."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(OFFICE))]), critical=True)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    file = tmp_path / "sertifikat.pem"
    file.write_bytes(made.public_bytes(pem) + key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))
    return file


@contextmanager
def served(workspace: Path, *more: str) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    line = [sys.executable, "-m", "diagnose", "serve", str(workspace), "--no-open", "--lan", OFFICE, *more]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield process.stdout.readline().strip(), process
        finally:
            process.terminate()


def test_what_agencies_answer_is_enciphered_and_this_machine_is_served_as_ever(
    workspace: Path, certificate: Path
) -> None:
    with served(workspace, "--cert", str(certificate)) as (address, process):
        port = urlsplit(address).port
        trusted = ssl.create_default_context(cafile=str(certificate))
        with urlopen(f"https://{OFFICE}:{port}/statis/workbench.css", timeout=60, context=trusted) as answer:
            assert answer.status == 200
        with pytest.raises((URLError, ConnectionError, HTTPException)):
            urlopen(f"http://{OFFICE}:{port}/statis/workbench.css", timeout=60)
        with pytest.raises(HTTPError) as refused:  # no link opens the case
            urlopen(f"https://{OFFICE}:{port}/k/kota", timeout=60, context=trusted)
        assert refused.value.code == 403
        refused.value.close()
        with urlopen(f"http://127.0.0.1:{port}/statis/workbench.css", timeout=60) as answer:
            assert answer.status == 200
        process.terminate()
        _, said = process.communicate(timeout=60)
    assert "tersandi" in said


def test_what_an_open_network_means_is_told(workspace: Path) -> None:
    with served(workspace) as (_, process):
        process.terminate()
        _, said = process.communicate(timeout=60)
    assert "tanpa sandi" in said


@pytest.mark.parametrize(
    ("more", "told"),
    [(["--cert", "x.pem"], "--lan"), (["--lan", OFFICE, "--cert", "x.pem"], "PEM"), (["--key", "x.pem"], "--cert")],
)
def test_a_certificate_that_serves_nothing_is_refused(workspace: Path, more: list[str], told: str) -> None:
    found = CliRunner().invoke(command, ["serve", str(workspace), "--no-open", *more])
    assert found.exit_code == 2
    assert told in found.output + found.stderr

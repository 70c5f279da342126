"""Certificates for endpoints that speak TLS."""
import subprocess

FILES = {"certificate": "server.pem", "key": "server.key"}  # what faults.py wants to know


def openssl(trial, *words):
    subprocess.run(["openssl", *words], cwd=trial.folder, check=True, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def make_certificate(trial, days=2, host="127.0.0.1", signed=True):
    """server.pem by the authority park.pem, or (`signed` is false) by itself."""
    new = ["req", "-x509", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    name = ["-addext", f"subjectAltName=IP:{host}", "-subj", "/CN=server", "-keyout", "server.key"]
    openssl(trial, *new, "-keyout", "park.key", "-out", "park.pem", "-subj", "/CN=park", "-days", "2")
    if not signed:
        return openssl(trial, *new, *name, "-out", "server.pem", "-days", "2")
    openssl(trial, "req", "-new", *new[3:], *name, "-out", "csr")
    openssl(trial, "x509", "-req", "-in", "csr", "-CA", "park.pem", "-CAkey", "park.key", "-copy_extensions", "copyall",
            "-days", str(days), "-out", "server.pem")

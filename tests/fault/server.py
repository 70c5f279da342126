"""server.py DAY LOG [CERTIFICATE KEY [CA [VERSION]]]: an endpoint on a bad day, on a raw socket. Prints its address first.

With a certificate it speaks TLS (at most VERSION, such as TLSv1_2), and with a CA only to clients that have one of its
certificates. LOG gets a line for each request: its Idempotency-Key, and whether it was charged."""
import hmac
import json
import socket
import ssl
import sys
import threading
import time

day, log = sys.argv[1], open(sys.argv[2], "a", buffering=1)
lock = threading.Lock()
requests = 0
charged = set()
first_asked = None


def reply(status, body, *headers):
    lines = [f"HTTP/1.1 {status} X", "Content-Type: application/json", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body.encode()


def match(number, *headers):
    return reply(200, json.dumps({"request_id": f"r-{number}", "result": "match"}), *headers)


def mixed_up(number, body):
    """Answers about whoever was asked about first."""
    global first_asked
    with lock:
        first_asked = first_asked or json.loads(body)["document"]["number"]
    return reply(200, json.dumps({"request_id": f"r-{number}", "result": "match", "number": first_asked}))


def is_signed(headers, body):
    return headers.get("x-signature") == hmac.new(b"gate", body, "sha256").hexdigest()


def answer(number, headers, body, on_connection):
    """The bytes to send, and whether the connection stays."""
    key = headers.get("idempotency-key", "")
    pay = True
    kept = True
    if day == "throttle" and number < 3:
        out, pay = reply(429, "{}", "Retry-After: 1"), False
    elif day == "uneven":
        time.sleep(0.01 + number % 7 * 0.03)
        out = match(number)
    elif day == "pause":
        out, pay = reply(429, "{}", "Retry-After: 100000"), False
    elif day == "quota" and number % 10 == 4:
        out = match(number, 'RateLimit: "burst";r=0;t=2')
    elif day == "overload" and number % 5 == 1:
        out, pay = reply(503, "busy"), False
    elif day == "gateway" and number % 5 == 1:
        out = reply(502, "<html>bad gateway</html>")
    elif day == "drop" and on_connection % 4 == 3:
        out, kept = b"", False
    elif day == "cut" and number % 7 == 3:
        out, kept = match(number)[:-4], False
    elif day == "redirect":
        out, pay = reply(307, "", "Location: http://127.0.0.1:9/elsewhere"), False
    elif day == "mix-up":
        out = mixed_up(number, body)
    elif day == "html":
        out = reply(200, "<html>match</html>")
    elif day == "unauthorized" and number >= 20:
        out, pay = reply(401, "{}"), False
    elif day == "signed" and not is_signed(headers, body):
        out, pay = reply(401, "{}"), False
    elif day == "endless":
        out = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"1000\r\n" + b" " * 4096 + b"\r\n"
    else:
        out = match(number)
    with lock:
        new = pay and key not in charged
        if new:
            charged.add(key)
        log.write(json.dumps({"key": key, "charged": new}) + "\n")
    return out, kept


def take_request(stream):
    """The headers, by their names in lower case, and the body; None at the end of the connection."""
    headers = {}
    while line := stream.readline().decode():
        if line == "\r\n":
            return headers, stream.read(int(headers.get("content-length", 0)))
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    return None


def tls(certificate, key, ca=None, version="TLSv1_3"):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    context.maximum_version = ssl.TLSVersion[version]
    if ca:
        context.load_verify_locations(ca)
        context.verify_mode = ssl.CERT_REQUIRED
    return context


def serve(connection):
    global requests
    if context:
        connection = context.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
        try:
            connection.do_handshake()
        except OSError:
            time.sleep(0.2)  # over a real network the alert comes well before the end
            return
    stream = connection.makefile("rb")
    on_connection = 0
    while (request := take_request(stream)) is not None:
        with lock:
            number = requests
            requests += 1
        out, kept = answer(number, *request, on_connection)
        on_connection += 1
        try:
            connection.sendall(out)
            while day == "endless":
                connection.sendall(b"1000\r\n" + b" " * 4096 + b"\r\n")
        except OSError:
            return
        if not kept:
            break
    connection.shutdown(socket.SHUT_RDWR)


context = tls(*sys.argv[3:]) if len(sys.argv) > 3 else None
listener = socket.create_server(("127.0.0.1", 0), backlog=128)
print(f"http{'s' if context else ''}://127.0.0.1:{listener.getsockname()[1]}", flush=True)
while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()

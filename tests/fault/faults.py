"""faults.py LOG DAY [KEY=VALUE]...: an endpoint in trouble, on a raw socket, and what it charged. Prints its address.

LOG is the oracle: one line of JSON for each request that was read to its end, or for each person that it asks about,
written before a byte of the answer leaves: `key` (its Idempotency-Key), `person` (the number asked about), `charged` (the operator bills this answer),
`refused` (the answer says for certain that nothing is billed), `shown` (its Authorization). A line {"trap": ...} says
that somebody came where nobody may go: the target of a redirect.

DAY names a function of days.py. certificate=, key=, tls=VERSION: it speaks TLS, at most this version.
idle=SECONDS closes a kept connection that nothing comes on."""
import json
import socket
import struct
import sys
import threading
import time

import days


class Asking:
    """One request that was read to its end."""

    def __init__(self, number, again, on_connection, key, body, path, shown):
        self.number = number  # of all requests, from 0
        self.again = again  # how often this key came before
        self.on_connection = on_connection  # from 0
        self.key, self.body, self.path = key, body, path
        self.shown = shown  # its Authorization
        self.person, self.batch = None, None
        try:
            said = json.loads(body)
            self.batch = said.get("people")
            self.person = said["document"]["number"]
        except (ValueError, KeyError, TypeError):
            pass

    def about(self):
        """Key and number of each person that it asks about."""
        if self.batch is None:
            return [(self.key, self.person)]
        return [(one["key"], one["document"]["number"]) for one in self.batch]


class Line:
    """The way back to who asked."""

    def __init__(self, connection, endpoint):
        self.connection, self.endpoint = connection, endpoint
        self.kept = True

    def log(self, asking, charged=False, refused=False):
        for key, person in asking.about():
            self.endpoint.write({"key": key, "person": person, "charged": charged, "refused": refused,
                                 "shown": asking.shown})

    def send(self, *pieces):
        for piece in pieces:
            self.connection.sendall(piece)

    def drip(self, data, seconds):
        """A byte at a time, for so long altogether."""
        for i in range(len(data)):
            self.connection.sendall(data[i:i + 1])
            time.sleep(seconds / len(data))

    def flood(self, data):
        """Again and again, until nobody takes it any more."""
        while True:
            self.connection.sendall(data)

    def close(self):
        self.kept = False

    def reset(self):
        self.kept = False
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()


class Endpoint:
    def __init__(self, log, day, options):
        self.log = open(log, "a", buffering=1)
        self.lock = threading.Lock()
        self.day = getattr(days, day.partition(" ")[0].replace("-", "_"))
        self.words = day.split()[1:]
        self.idle = float(options.get("idle", 60))
        self.context = self.tls(options) if "certificate" in options else None
        self.requests, self.keys = 0, {}
        self.trap = None
        if self.day is days.redirect:
            self.trap = self.listen(self.sit_in_trap)

    @staticmethod
    def tls(options):
        import ssl
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.set_ciphers("DEFAULT@SECLEVEL=0")
        context.load_cert_chain(options["certificate"], options["key"])
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion[options.get("tls", "TLSv1_3")]
        return context

    def write(self, line):
        with self.lock:
            self.log.write(json.dumps(line) + "\n")

    def listen(self, serve):
        """The address; `serve` runs for each connection."""
        listener = socket.create_server(("127.0.0.1", 0), backlog=512)

        def accept():
            while True:
                threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
        threading.Thread(target=accept, daemon=True).start()
        return f"http{'s' if self.context else ''}://127.0.0.1:{listener.getsockname()[1]}"

    def sit_in_trap(self, connection):
        self.write({"trap": connection.recv(4096).decode(errors="replace").partition("\r\n")[0]})

    def number(self, key):
        with self.lock:
            number, again = self.requests, self.keys.get(key, 0)
            self.requests += 1
            self.keys[key] = again + 1
        return number, again

    def serve(self, connection):
        try:
            if self.context:
                connection = self.context.wrap_socket(connection, server_side=True)
            connection.settimeout(self.idle)
            self.answer_all(connection)
            connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass  # they went away, or we did
        finally:
            connection.close()

    def answer_all(self, connection):
        stream, line = connection.makefile("rb"), Line(connection, self)
        on_connection = 0
        while line.kept and (request := read_request(stream)):
            asking = Asking(*self.number(request[0]), on_connection, *request)
            self.day(asking, line, *self.words)
            on_connection += 1


def read_request(stream):
    """Key, body, path and authorization; None when it ends before its end."""
    path, length, key, shown = "", 0, "", ""
    while (line := stream.readline().decode("latin-1")) != "\r\n":
        if not line:
            return None
        path = path or line.split(" ")[1]
        name, _, value = line.partition(":")
        if name.lower() == "content-length":
            length = int(value)
        if name.lower() == "idempotency-key":
            key = value.strip()
        if name.lower() == "authorization":
            shown = value.strip()
    body = stream.read(length)
    return (key, body, path, shown) if len(body) == length else None


if __name__ == "__main__":
    threading.stack_size(256 * 1024)
    endpoint = Endpoint(sys.argv[1], sys.argv[2], dict(option.split("=", 1) for option in sys.argv[3:]))
    print(endpoint.listen(endpoint.serve), flush=True)
    threading.Event().wait()

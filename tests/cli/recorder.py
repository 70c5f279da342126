"""recorder.py: an endpoint that keeps what it was sent, byte for byte, and says match. Prints its address first.

./head gets the request line and the headers of the last request, a line each, ./body its body."""
import socket

REPLY = b'HTTP/1.1 200 OK\r\nContent-Length: 10\r\nConnection: close\r\n\r\n{"code":0}'


def record(stream):
    head, length = b"", 0
    while (line := stream.readline()) not in (b"\r\n", b""):
        head += line.replace(b"\r\n", b"\n")
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    with open("body", "wb") as body:
        body.write(stream.read(length))
    with open("head", "wb") as file:
        file.write(head)


listener = socket.create_server(("127.0.0.1", 0))
print(f"http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
while True:
    connection, _ = listener.accept()
    with connection:
        record(connection.makefile("rb"))
        connection.sendall(REPLY)

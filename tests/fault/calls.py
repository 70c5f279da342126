"""calls.py DAY LOG [PORT]: an endpoint with tokens, batches and jobs, good and bad. Prints its address first.

POST /token gives a token; POST /check answers about one person, POST /batch about several in "items", POST /jobs accepts
a question whose answer GET /jobs/ID gives. All but /token want the token as a bearer, unless DAY starts with "open".
LOG gets a line for each request: what it was, the idempotency keys, whether it was charged. Nothing in it is about people."""
import http.server
import json
import sys
import threading
import time

day, log = sys.argv[1], open(sys.argv[2], "a", buffering=1)
lock = threading.Lock()
counts = {}
charged = set()
jobs = {}
token = 0


def count(what):
    counts[what] = counts.get(what, 0) + 1
    return counts[what]


def charge(key):
    new = key not in charged
    charged.add(key)
    return new


def result(item):
    return {"key": item["key"], "result": "match", "id": f"r-{item['key'][:8]}"}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def send(self, status, body, **headers):
        data = json.dumps(body).encode() if not isinstance(body, bytes) else body
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": len(data), **headers}.items():
            self.send_header(name.replace("_", "-"), str(value))
        self.end_headers()
        self.wfile.write(data)

    def note(self, call, **what):
        log.write(json.dumps({"call": call, **what}) + "\n")

    def drop(self):
        self.close_connection = True

    def give_token(self, sent):
        global token
        number = count("token")
        self.note("token", right=sent == {"id": "park", "secret": "sesame"})
        if day == "token-busy" and number < 3:
            return self.send(503, {"error": "busy"})
        if day == "token-down":
            return self.drop()
        if day == "token-none":
            return self.send(200, {"message": "welcome"})
        if day == "token-refused":
            return self.send(403, {"error": "who are you"})
        if day == "token-moved":
            return self.send(307, {}, Location="http://127.0.0.1:9/token")
        if day == "token-slow":
            time.sleep(0.5)
        token += 1
        life = 2 if day == "token-short" else 600
        return self.send(200, {"access_token": f"T0KEN-{token}", "expires_in": life})

    def is_welcome(self):
        """Whether the request's token is alive."""
        if day.startswith("open"):
            return True
        uses = count(f"uses {token}")
        if day == "token-dead" or self.headers.get("Authorization") != f"Bearer T0KEN-{token}":
            return False
        return not (day == "token-dies" and token == 1 and uses > 10)

    def check(self, sent):
        key = sent["key"]
        if not self.is_welcome():
            self.note("refused", key=key)
            return self.send(401, {"error": "token"})
        self.note("check", key=key, charged=charge(key))
        return self.send(200, result(sent))

    def batch(self, sent):
        items = sent["items"]
        number = count("batch")
        if day == "open-batch-busy" and number % 3 == 1:
            self.note("busy", size=len(items))
            return self.send(429, {}, Retry_After="1")
        if day == "open-batch-down" and number > 1:
            self.note("down", keys=[item["key"] for item in items])
            return self.send(503, {})
        new = [charge(item["key"]) for item in items]
        self.note("batch", size=len(items), keys=[item["key"] for item in items], charged=sum(new))
        if day == "open-batch-drop" and number == 2:
            return self.drop()
        if day == "open-batch-html" and number == 1:
            return self.send(200, b"<html>match</html>")
        results = [result(item) for item in reversed(items)]
        if day == "open-batch-holes":
            for one in results:
                if int(one["key"][0], 16) < 4:
                    one["key"] = "0" * 64
        if day == "open-batch-slow":
            time.sleep(0.1)
        return self.send(200, {"results": results})

    def accept(self, sent):
        key = sent["key"]
        if not self.is_welcome():
            self.note("refused", key=key)
            return self.send(401, {"error": "token"})
        job = next((name for name, one in jobs.items() if one["key"] == key and day != "open-job-forgets"), None)
        if not job:
            job = f"j-{len(jobs) + 1}"
            jobs[job] = {"key": key, "polls": 0}
        self.note("accept", key=key, charged=charge(key))
        return self.send(202, {"job": job})

    def poll(self, name):
        job = jobs.get(name)
        if not self.is_welcome():
            self.note("refused", job=name)
            return self.send(401, {"error": "token"})
        if not job:
            return self.send(404, {"error": "no such job"})
        job["polls"] += 1
        self.note("poll", job=name)
        if day == "open-job-html":
            return self.send(200, b"<html>match</html>")
        if day == "open-job-shut":
            return self.send(402, {})
        if day == "open-job-busy" and count("poll") % 4 == 1:
            return self.send(503, {})
        if day == "open-job-never" or job["polls"] < 3:
            return self.send(202, {"state": "working"})
        return self.send(200, result(job))

    def do_POST(self):
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        slow = {"open-job-slow": 0.05}.get(day, 0)
        time.sleep(slow)
        answer = {"/token": self.give_token, "/check": self.check, "/batch": self.batch, "/jobs": self.accept}[self.path]
        with lock:
            answer(sent)

    def do_GET(self):
        with lock:
            self.poll(self.path.split("/")[-1])


class Server(http.server.ThreadingHTTPServer):
    request_queue_size = 128


server = Server(("127.0.0.1", int(sys.argv[3]) if len(sys.argv) > 3 else 0), Handler)
print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
server.serve_forever()

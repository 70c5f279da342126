# What a profile makes of a person before it is sent, read from the bytes that arrive and undone by openssl.
load helper
load people

key=30313233343536373839616263646566 # hex of the secret

prepare() {
    record 阿依古丽·买买提 resident 33048219850101999X >in
    printf 0123456789abcdef >sealing.key
    chmod 600 sealing.key
    cat >sealed.yaml <<'END'
id: sealed
base: https://example.org
documents: [resident]
secrets: {sealing: file:sealing.key}
fields:
  iv: {from: "{nonce}"}
  number:
    from: "{number}"
    steps:
      - lower
      - sm4-cbc: {key: "{secret.sealing}", iv: "hex:{field.iv}"}
      - base64
  name: {from: "{name}", steps: [{dot: "."}, {aes-128-ecb: {key: "{secret.sealing}"}}, HEX, {prefix: "des:"}]}
  proof: {from: "{field.number}{time_s}", steps: [{hmac-sha256: "{secret.sealing}"}, hex]}
path: /check?proof={field.proof}&time={time_s}
headers: {X-Iv: "{field.iv}"}
body: {json: {number: "{field.number}", name: "{field.name}"}}
rules:
  - {http: 200, when: {/result: match}, outcome: match, billed: true}
END
}

cleanup() {
    end_server
}

# listening: answers every request with a match; ./sent.ndjson holds the requests.
listening() {
    cat >listening.py <<'END'
import json
from http.server import BaseHTTPRequestHandler, HTTPServer


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        with open("sent.ndjson", "a") as sent:
            sent.write(json.dumps({"path": self.path, "iv": self.headers["X-Iv"], **json.loads(body)}) + "\n")
        reply = b'{"result": "match"}'
        self.send_response(200)
        self.send_header("Content-Length", str(len(reply)))
        self.end_headers()
        self.wfile.write(reply)


server = HTTPServer(("127.0.0.1", 0), Handler)
print(f"http://127.0.0.1:{server.server_port}", flush=True)
server.serve_forever()
END
    : >sent.ndjson
    serve /usr/bin/python3 listening.py
}

sent() {
    jq -r "$1" sent.ndjson
}

unhex() {
    /usr/bin/python3 -c 'import sys; sys.stdout.buffer.write(bytes.fromhex(sys.stdin.read()))'
}

@test "openssl opens what was sealed, and computes the same proof" {
    listening
    try muster check --endpoint ./sealed.yaml --url "$url" in
    expect 0
    [ "$(outcomes out)" = "1 match green" ]
    [ "$(sent .number | openssl enc -d -sm4-cbc -a -A -K $key -iv "$(sent .iv)")" = 33048219850101999x ]
    sent .name | grep -qE '^des:([0-9A-F]{32})+$'
    [ "$(sent .name | cut -d: -f2 | unhex | openssl enc -d -aes-128-ecb -K $key)" = 阿依古丽.买买提 ]
    time=$(sent .path | sed 's/.*time=//')
    proof=$(printf %s "$(sent .number)$time" | openssl dgst -r -sha256 -mac HMAC -macopt hexkey:$key | cut -d' ' -f1)
    [ "$(sent .path)" = "/check?proof=$proof&time=$time" ]
    not grep -rq 0123456789abcdef out err state
    not grep -q 33048219850101999 out err
}

@test "a key of the wrong length asks nobody, and is not shown" {
    printf 0123456789abcde >sealing.key
    listening
    try muster check --endpoint ./sealed.yaml --url "$url" in
    expect 77
    says 'sealed.yaml:11: profile.key-length: the field `number`: the key of `sm4-cbc` must be 16 bytes long and is 15'
    not grep -q 0123456789abcd err
    [ ! -s sent.ndjson ]
}

@test "who lacks what a field is made of is not asked about" {
    sed -i 's/from: "{name}"/from: "{phone}"/' sealed.yaml
    listening
    try muster check --endpoint ./sealed.yaml --url "$url" in
    [ ! -s sent.ndjson ]
    [ "$(outcomes out)" = "1 bad_input amber" ]
}

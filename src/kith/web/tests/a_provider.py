"""A council's own sign-in, small and real: it answers over HTTP and signs tokens with a key it has just made."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET, NUMBER = "kith-at-estermere", "a secret: of/ours", "key-1"


def a_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


KEY, ANOTHER_KEY = a_key(), a_key()


@dataclass
class Provider:
    """What it says of itself and of whoever signs in; tests make it lie. `asked` is what came to the token endpoint."""

    issuer: str = ""
    claims: dict = field(default_factory=dict)
    signed_with: object = KEY
    algorithm: str = "RS256"
    named: str | None = NUMBER
    token: str | None = None
    calls_itself: str = ""
    asked: dict = field(default_factory=dict)
    authorization: str = ""
    nonce: str = ""
    challenge: str = ""

    def discovery(self) -> dict:
        return {
            "issuer": self.calls_itself or self.issuer, "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token", "jwks_uri": f"{self.issuer}/keys",
        }  # fmt: skip

    def keys(self) -> dict:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
        return {"keys": [public | {"kid": NUMBER, "use": "sig", "alg": "RS256"}]}

    def answer(self, sent: dict, authorization: str) -> dict:
        """The token, for the code it gave and whoever knows the verifier of the challenge."""
        self.asked, self.authorization = sent, authorization
        digest = base64.urlsafe_b64encode(hashlib.sha256(sent["code_verifier"].encode()).digest())
        if sent["code"] != "a-code" or digest.rstrip(b"=").decode() != self.challenge:
            return {"error": "invalid_grant"}
        return {
            "id_token": self.token or self.id_token(),
            "token_type": "Bearer",
            "access_token": "of no use",
        }

    def id_token(self) -> str:
        now = int(time.time())
        usual = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": "s-1",
            "iat": now,
            "exp": now + 300,
            "nonce": self.nonce,
        }
        said = {name: each for name, each in (usual | self.claims).items() if each is not None}
        headers = {"kid": self.named} if self.named else {}
        return jwt.encode(said, self.signed_with, algorithm=self.algorithm, headers=headers)

    def goes_there(self, address: str) -> str:
        """Somebody follows our redirect and signs in there; the state that is sent back with them."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        self.nonce, self.challenge = query["nonce"], query["code_challenge"]
        return query["state"]


@contextmanager
def serving(provider: Provider) -> Iterator[Provider]:
    """Serve it on this machine, on any free port."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self):
            said = {"/.well-known/openid-configuration": provider.discovery, "/keys": provider.keys}.get(
                self.path
            )
            self.say(200 if said else 404, said() if said else {})

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            sent = {name: values[0] for name, values in parse_qs(body).items()}
            said = provider.answer(sent, self.headers.get("Authorization", ""))
            self.say(400 if "error" in said else 200, said)

        def say(self, status, told):
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(told).encode())

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()

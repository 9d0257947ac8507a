"""wechatpy's callback cryptography, unmodified, against ours, in both directions: crates/wecom-api/examples/callbacks.rs."""

import json
import os
import random
import string
import subprocess
import unittest

from wechatpy.exceptions import InvalidSignatureException
from wechatpy.work.crypto import WeChatCrypto
from wechatpy.work.exceptions import InvalidCorpIdException

ROOT = os.path.join(os.path.dirname(__file__), "..", "..")
TARGET = os.environ.get("CARGO_TARGET_DIR", os.path.join(ROOT, "target"))
PROGRAM = os.path.join(TARGET, "debug/examples/callbacks")
CORP = "wx49f0ab532d5d035a"
SEED = 20241213


class CryptoTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "encoding": "utf-8"}
        cls.process = cls.enterClassContext(subprocess.Popen([PROGRAM], **pipes))

    @classmethod
    def tearDownClass(cls):
        cls.process.stdin.close()
        cls.process.wait(10)

    def ask(self, **question):
        print(json.dumps(question), file=self.process.stdin, flush=True)
        return json.loads(self.process.stdout.readline())

    def cases(self):
        """Every length of the first hundred and some longer ones."""
        chance = random.Random(SEED)
        letters = string.ascii_letters + string.digits
        for length in [*range(100), *(chance.randrange(20_000) for _ in range(10))]:
            keys = {"token": "".join(chance.choices(letters, k=8)), "aes_key": "".join(chance.choices(letters, k=43)), "receive_id": CORP}
            yield keys, "".join(chance.choices("<a&0客户é😀\n", k=length)), str(1_700_000_000 + length), str(chance.randrange(2**31))

    def peer(self, keys):
        return WeChatCrypto(keys["token"], keys["aes_key"], keys["receive_id"])

    def test_what_wechatpy_encrypts_is_opened_here(self):
        for keys, text, timestamp, nonce in self.cases():
            body = self.peer(keys).encrypt_message(text, nonce, timestamp)
            signature = body.split("<MsgSignature><![CDATA[")[1][:40]
            signed = {"timestamp": timestamp, "nonce": nonce, "body": body}
            opened = self.ask(do="open", msg_signature=signature, **signed, **keys)
            self.assertEqual(opened, {"text": text}, (keys, timestamp, nonce))
            wrong = self.ask(do="open", msg_signature=signature[::-1], **signed, **keys)
            self.assertEqual(wrong["number"], -40001)

    def test_what_is_sealed_here_is_opened_by_wechatpy(self):
        for keys, text, timestamp, nonce in self.cases():
            body = self.ask(do="seal", timestamp=int(timestamp), nonce=int(nonce), random="00" * 16, format="xml", text=text, **keys)["body"]
            signature = body.split("<MsgSignature><![CDATA[")[1][:40]
            self.assertEqual(self.peer(keys).decrypt_message(body, signature, timestamp, nonce), text)
            with self.assertRaises(InvalidSignatureException):
                self.peer(keys).decrypt_message(body, signature[::-1], timestamp, nonce)
            with self.assertRaises(InvalidCorpIdException):
                self.peer({**keys, "receive_id": "wwOTHER"}).decrypt_message(body, signature, timestamp, nonce)


if __name__ == "__main__":
    unittest.main()

"""The peer wechatpy: it does all of it."""

import json
import sys
import time

from wechatpy.work.crypto import WeChatCrypto

with open(sys.argv[1], encoding="utf-8") as file:
    ALL = json.load(file)
CRYPTO = WeChatCrypto(ALL["token"], ALL["aes_key"], ALL["receive_id"])


def opened(it):
    return CRYPTO.decrypt_message(it["body"], it["msg_signature"], it["timestamp"], it["nonce"])


assert all(opened(it) == it["text"] for it in ALL["messages"])
for line in sys.stdin:
    times = int(line.split()[1])
    began = time.perf_counter_ns()
    for _ in range(times):
        for it in ALL["messages"]:
            opened(it)
    print((time.perf_counter_ns() - began) / times / len(ALL["messages"]), flush=True)

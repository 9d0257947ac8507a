"""wechatpy, a public client that nobody here wrote, unmodified against the stand-in.

Its API_BASE_URL is a class attribute, and the address of gettoken is fixed in it: those two are overridden, nothing else.
"""

import io
import json
import os
import re
import subprocess
import tempfile
import threading
import unittest
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

from wechatpy.exceptions import APILimitedException, WeChatClientException
from wechatpy.work import WeChatClient, parse_message
from wechatpy.work.crypto import WeChatCrypto

ROOT = os.path.join(os.path.dirname(__file__), "..", "..")
BINARY = os.environ.get("WECOM_SHARE", os.path.join(ROOT, "target/debug/wecom-share"))
CORP = "ww8a1b2c3d4e5f6071"
SECRET = "demo-secret-not-for-production"
WANG = "wmDemoWang0000000000000000000001"
CHEN = "wmDemoChen0000000000000000000002"
NOTEBOOK = "wrDemoNotebook0000000000000001"
TOKEN = "QDG6eK"
KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
JPG = b"\xff\xd8\xff\xe0 a picture"
PNG = b"\x89PNG\r\n\x1a\n a picture"


class Receiver(BaseHTTPRequestHandler):
    """An app's callback address, as wechatpy's own documentation has it."""

    told = []
    crypto = WeChatCrypto(TOKEN, KEY, CORP)

    def signed(self):
        query = parse_qs(urlsplit(self.path).query)
        return [query[name][0] for name in ("msg_signature", "timestamp", "nonce")], query

    def answer(self, text):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(text.encode())

    def do_GET(self):
        signed, query = self.signed()
        self.answer(self.crypto.check_signature(*signed, query["echostr"][0]))

    def do_POST(self):
        signed, _ = self.signed()
        body = self.rfile.read(int(self.headers["Content-Length"]))
        message = self.crypto.decrypt_message(body, *signed)
        self.told.append(message)
        parse_message(message)
        self.answer("success")

    def log_message(self, *_):
        pass


class StandIn:
    """The real binary, with the demo's world and an address for its app's events."""

    def __enter__(self):
        self.receiver = HTTPServer(("127.0.0.1", 0), Receiver)
        threading.Thread(target=self.receiver.serve_forever, daemon=True).start()
        with open(os.path.join(ROOT, "worlds/demo.toml"), encoding="utf-8") as file:
            world = file.read()
        url = f"http://127.0.0.1:{self.receiver.server_port}/callback"
        callback = f'callback = {{ url = "{url}", token = "{TOKEN}", aes_key = "{KEY}" }}\n'
        world = world.replace("[[company.member]]", callback + "\n[[company.member]]", 1)
        self.world = tempfile.NamedTemporaryFile("w", suffix=".toml", encoding="utf-8")
        self.world.write(world)
        self.world.flush()
        command = [BINARY, "simulate", "--port", "0", "--seed", "7", "--world", self.world.name]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8")
        for line in self.process.stdout:
            found = re.search(r"http://127\.0\.0\.1:\d+", line)
            if found:
                self.base = found.group(0)
                break
        else:
            raise RuntimeError("the stand-in did not start")
        # What it prints later must not fill the pipe.
        threading.Thread(target=self.process.stdout.read, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(10)
        self.process.stdout.close()
        self.receiver.shutdown()
        self.receiver.server_close()
        self.world.close()

    def control(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.base}/control/v1{path}", data, method=method)
        with urllib.request.urlopen(request, timeout=30) as answer:
            text = answer.read()
        return json.loads(text) if text else None


class WechatpyTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stand_in = cls.enterClassContext(StandIn())

        class Client(WeChatClient):
            API_BASE_URL = cls.stand_in.base + "/cgi-bin/"

            def fetch_access_token(self):
                params = {"corpid": self.corp_id, "corpsecret": self.secret}
                return self._fetch_access_token(self.API_BASE_URL + "gettoken", params)

        cls.Client = Client

    def setUp(self):
        self.stand_in.control("DELETE", "/faults")
        self.client = self.Client(CORP, SECRET, timeout=10)

    def fault(self, kind, **more):
        self.stand_in.control("POST", "/faults", {"kind": kind, **more})

    def test_it_logs_in_and_a_wrong_secret_is_40001(self):
        self.assertGreater(len(self.client.access_token), 20)
        with self.assertRaises(WeChatClientException) as raised:
            self.Client(CORP, "wrong").access_token
        self.assertEqual(raised.exception.errcode, 40001)

    def test_it_logs_in_again_after_40014_and_42001(self):
        self.client.session.set(self.client.access_token_key, "nonsense", 7200)
        self.assertIn("zhangsan", self.client.external_contact.get_follow_user_list()["follow_user"])
        before = self.client.access_token
        self.stand_in.control("POST", "/clock", {"advance": "PT3H"})
        self.assertIn("zhangsan", self.client.external_contact.get_follow_user_list()["follow_user"])
        self.assertNotEqual(self.client.access_token, before)
        for kind in ("token_invalid", "token_expired"):
            self.fault(kind, count=2)
            self.assertEqual(self.client.external_contact.list("zhangsan")["errcode"], 0)

    def test_the_frequency_limit_is_told_apart(self):
        self.fault("rate_limited", count=1, endpoint="externalcontact/get_follow_user_list")
        with self.assertRaises(APILimitedException):
            self.client.external_contact.get_follow_user_list()

    def test_customers_are_read_one_by_one_and_in_batches(self):
        ids = self.client.external_contact.list("zhangsan")["external_userid"]
        self.assertIn(WANG, ids)
        one = self.client.external_contact.get(WANG)
        self.assertEqual(one["external_contact"]["name"], "王小姐")
        self.assertEqual(one["follow_user"][0]["userid"], "zhangsan")
        page = self.client.external_contact.batch_get_by_user("zhangsan", limit=2)
        self.assertEqual(len(page["external_contact_list"]), 2)
        self.assertTrue(page["next_cursor"])
        every = list(self.client.external_contact.gen_all_by_user("zhangsan", limit=1))
        self.assertEqual([it["external_contact"]["external_userid"] for it in every], ids)

    def test_groups_are_listed_and_read(self):
        page = self.client.external_contact.get_group_chat_list(owner_filter={"userid_list": ["zhangsan"]}, limit=1)
        self.assertEqual(len(page["group_chat_list"]), 1)
        group = self.client.external_contact.get_group_chat_info(NOTEBOOK)["group_chat"]
        self.assertEqual((group["name"], group["owner"]), ("手账爱好者群", "zhangsan"))

    def test_tags_are_made_marked_and_deleted(self):
        made = self.client.external_contact.add_corp_tag(None, "等级", 1, [{"name": "贵宾", "order": 1}])
        tag = made["tag_group"]["tag"][0]["id"]
        self.client.external_contact.mark_tag("zhangsan", WANG, add_tag=[tag])
        follow = self.client.external_contact.get(WANG)["follow_user"][0]
        self.assertEqual(follow["tags"][0]["tag_name"], "贵宾")
        # The page wants a list; wechatpy hands on what it is given.
        self.client.external_contact.del_corp_tag(tag_id=[tag])
        groups = self.client.external_contact.get_corp_tag_list()["tag_group"]
        self.assertNotIn(tag, [it["id"] for group in groups for it in group["tag"]])

    def test_media_go_up_and_their_ids_are_given(self):
        answer = self.client.media.upload("image", ("图 片.png", io.BytesIO(PNG), "image/png"))
        self.assertEqual(answer["type"], "image")
        self.assertTrue(answer["media_id"] and answer["created_at"])
        link = self.client.media.upload_img(("图.jpg", io.BytesIO(JPG), "image/jpeg"))
        link = link if isinstance(link, str) else link["url"]
        with urllib.request.urlopen(link, timeout=10) as picture:
            self.assertEqual(picture.read(), JPG)

    def test_a_mass_send_waits_for_the_member_and_then_has_results(self):
        media = self.client.media.upload("image", ("封面.jpg", io.BytesIO(JPG), "image/jpeg"))["media_id"]
        card = {"title": "新品", "pic_media_id": media, "appid": "wx7c1d9a2b3e4f5061", "page": "/pages/index/index.html"}
        sent = self.client.external_contact.add_msg_template({
            "chat_type": "single", "external_userid": [CHEN, "wmNobody"], "sender": "zhangsan",
            "text": {"content": "你好"}, "attachments": [{"msgtype": "miniprogram", "miniprogram": card}],
        })
        self.assertEqual(sent["fail_list"], ["wmNobody"])
        self.stand_in.control("POST", "/clock", {"advance": "PT2M"})
        result = lambda: self.client.post(
            "externalcontact/get_groupmsg_send_result", data={"msgid": sent["msgid"], "userid": "zhangsan"})
        self.assertEqual([it["status"] for it in result()["send_list"]], [0])
        path = f"/companies/{CORP}/tasks/{sent['msgid']}/members/zhangsan"
        self.stand_in.control("POST", path, {"decision": "confirm"})
        self.assertEqual([(it["external_userid"], it["status"]) for it in result()["send_list"]], [(CHEN, 1)])
        legacy = self.client.external_contact.get_group_msg_result(sent["msgid"])
        self.assertEqual(legacy["detail_list"][0]["status"], 1)

    def test_tickets_are_given_and_their_signature_is_the_documented_one(self):
        corp, app = self.client.jsapi.get_ticket()["ticket"], self.client.jsapi.get_agent_ticket()["ticket"]
        self.assertNotEqual(corp, app)
        self.assertEqual(self.client.jsapi.get_jsapi_ticket(), corp)

    def test_callbacks_are_verified_opened_and_read(self):
        Receiver.told.clear()
        app = f"/companies/{CORP}/apps/1000002"
        self.stand_in.control("POST", app + "/callback/verify")
        follower = f"/companies/{CORP}/customers/{WANG}/followers/zhangsan"
        self.stand_in.control("DELETE", follower)
        self.stand_in.control("PUT", follower, {"state": "门店"})
        self.stand_in.control("POST", "/callbacks/flush")
        self.assertEqual(len(Receiver.told), 2)
        self.assertIn("del_external_contact", Receiver.told[0])
        self.assertIn("门店", Receiver.told[1])
        code = re.search(r"<WelcomeCode><!\[CDATA\[(.+?)\]\]>", Receiver.told[1]).group(1)
        self.client.external_contact.send_welcome_msg({"welcome_code": code, "text": {"content": "欢迎"}})
        with self.assertRaises(WeChatClientException) as raised:
            self.client.external_contact.send_welcome_msg({"welcome_code": code, "text": {"content": "再来"}})
        self.assertEqual(raised.exception.errcode, 41051)


if __name__ == "__main__":
    unittest.main()

"""A student at the hub, as the browser is one: logs in, starts a server, runs cells.

All goes through the hub's public address, with the student's own password, cookies and token.
"""

import json
import queue
import threading
import time
import uuid

import requests
import websocket

PATIENCE = 600  # seconds: it decides only how long a test waits before it fails


def listen(socket, heard):
    """Put down what comes, and answer when the server asks whether somebody is there."""
    try:
        while message := socket.recv():
            heard.put(message)
    except (OSError, websocket.WebSocketException):
        pass
    heard.put("")


class Student:
    """One student; what the student's browser would keep is kept here."""

    def __init__(self, hub, name):
        self.hub, self.name = hub, name
        self.browser = requests.Session()
        self.browser.trust_env = False
        self.token = self.kernel = self.socket = None

    # --- the hub -----------------------------------------------------------------------------

    def log_in(self, password):
        """Fill in the form of the login page, then ask for a token of one's own."""
        login = f"{self.hub}/hub/login"
        self.browser.get(login, timeout=PATIENCE).raise_for_status()
        form = {"username": self.name, "password": password, "_xsrf": self.browser.cookies["_xsrf"]}
        answer = self.browser.post(login, data=form, allow_redirects=False, timeout=PATIENCE)
        assert answer.status_code == 302, answer.text[-500:]
        address = f"{self.hub}/hub/api/users/{self.name}/tokens"
        self.browser.get(f"{self.hub}/hub/home", timeout=PATIENCE)
        xsrf = {"X-XSRFToken": self._xsrf("/hub/"), "Referer": f"{self.hub}/hub/home"}
        answer = self.browser.post(address, headers=xsrf, json={"note": "test"}, timeout=PATIENCE)
        assert answer.status_code == 201, answer.text
        self.token = answer.json()["token"]

    def _xsrf(self, path):
        return next(c.value for c in self.browser.cookies if c.name == "_xsrf" and c.path == path)

    def is_logged_in(self):
        """Whether the browser's cookies still open the home page of the hub."""
        address = f"{self.hub}/hub/home"
        return self.browser.get(address, allow_redirects=False, timeout=PATIENCE).status_code == 200

    def api(self, method, path, **more):
        """Call the hub (`/hub/api/...`) or a server (`/user/NAME/api/...`) with the own token."""
        headers = {"Authorization": f"token {self.token}"}
        # no cookies: what answers here, answers to the token
        with requests.Session() as session:
            session.trust_env = False
            address = path if path.startswith("http") else self.hub + path
            return session.request(method, address, headers=headers, timeout=PATIENCE, **more)

    def start_server(self, seconds=PATIENCE):
        """Start the own server and return how many seconds that took."""
        started = time.monotonic()
        answer = self.api("POST", f"/hub/api/users/{self.name}/server")
        assert answer.status_code in (201, 202), answer.text
        while time.monotonic() < started + seconds:
            if self.server().get("ready"):
                return time.monotonic() - started
            time.sleep(0.3)
        raise AssertionError(f"{self.name}: no server after {seconds} s")

    def server(self):
        """What the hub says of the own server; nothing if there is none."""
        model = self.api("GET", f"/hub/api/users/{self.name}").json()
        return model.get("servers", {}).get("", {})

    def stop_server(self, seconds=PATIENCE):
        """Stop the own server and wait until it is gone."""
        self.hang_up()
        answer = self.api("DELETE", f"/hub/api/users/{self.name}/server")
        assert answer.status_code in (202, 204), answer.text
        self.wait_until_stopped(seconds)

    def wait_until_stopped(self, seconds=PATIENCE):
        """Wait until the hub says that there is no server."""
        end = time.monotonic() + seconds
        while self.server():
            assert time.monotonic() < end, f"{self.name}: the server still runs"
            time.sleep(0.3)

    # --- files and kernels -------------------------------------------------------------------

    def contents(self, path, **model):
        """Read a file through the own server, or save it there as JupyterLab does."""
        method = "PUT" if model else "GET"
        address = f"/user/{self.name}/api/contents/{path}"
        answer = self.api(method, address, **({"json": model} if model else {}))
        assert answer.status_code in (200, 201), answer.text[-500:]
        return answer.json()

    def open(self, path):
        """Open a notebook with a kernel."""
        wanted = {"path": path, "name": path, "type": "notebook", "kernel": {"name": "python3"}}
        answer = self.api("POST", f"/user/{self.name}/api/sessions", json=wanted)
        assert answer.status_code == 201, answer.text[-500:]
        self.kernel = answer.json()["kernel"]["id"]
        self.connect()

    def connect(self):
        """Open the websocket to the kernel; like a browser, listen to it all the time."""
        address = f"{self.hub}/user/{self.name}/api/kernels/{self.kernel}/channels"
        self.socket = websocket.create_connection(
            address.replace("http", "ws", 1),
            header=[f"Authorization: token {self.token}"],
            timeout=PATIENCE,
        )
        self.heard = queue.SimpleQueue()
        listening = (self.socket, self.heard)
        self.listener = threading.Thread(target=listen, args=listening, daemon=True)
        self.listener.start()

    def hang_up(self):
        """Close the websocket, as closing the browser does."""
        if self.socket:
            self.socket.abort()  # wakes the listener
            self.listener.join(10)
            self.socket.shutdown()
        self.socket = None

    def send(self, kind, content):
        """Send one message to the kernel and return what it answers until it is idle again."""
        header = {"msg_id": uuid.uuid4().hex, "msg_type": kind, "version": "5.3"}
        header |= {"session": self.name, "username": self.name, "date": ""}
        message = {"header": header, "parent_header": {}, "metadata": {}, "content": content}
        self.socket.send(json.dumps({**message, "channel": "shell", "buffers": []}))
        answers, idle, replied = [], False, False
        while not (idle and replied):
            answer = json.loads(self.heard.get(timeout=PATIENCE) or "{}")
            assert answer, f"{self.name}: the connection to the kernel was lost"
            if answer.get("parent_header", {}).get("msg_id") != header["msg_id"]:
                continue
            answers.append((answer["header"]["msg_type"], answer["content"]))
            idle |= answer["content"].get("execution_state") == "idle"
            replied |= answer["header"]["msg_type"].endswith("_reply")
        return answers

    def run(self, source):
        """Run a cell; return what it prints and the messages. An error of the cell is an error."""
        answers = self.send(
            "execute_request", {"code": source, "silent": False, "stop_on_error": True}
        )
        for kind, content in answers:
            assert kind != "error", f"{self.name}: {content['ename']}: {content['evalue']}"
        printed = [c["text"] for kind, c in answers if kind == "stream" and c["name"] == "stdout"]
        return "".join(printed), answers

    def close(self):
        """Leave nothing open."""
        self.hang_up()
        self.browser.close()

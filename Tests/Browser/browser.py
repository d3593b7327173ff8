"""A headless Chromium, driven by the DevTools protocol over a pipe; the standard library is all it needs."""

import base64
import fcntl
import json
import os
import select
import subprocess
import tempfile
import time

ARGUMENTS = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--hide-scrollbars",
    "--force-color-profile=srgb", "--remote-debugging-pipe",
]


class Browser:
    """One Chromium with a profile of its own, which ends with the block that it is used in."""

    def __init__(self, program, patience=120):
        self.patience = patience
        self.profile = tempfile.TemporaryDirectory(
            prefix="washout-browser-", ignore_cleanup_errors=True)
        commands, self.output = os.pipe()
        self.input, answers = os.pipe()

        def wire():
            # Chromium reads from file 3 and writes to file 4; copies above 9 cannot be in their way.
            above = [fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in (commands, answers)]
            os.dup2(above[0], 3)
            os.dup2(above[1], 4)

        self.process = subprocess.Popen(
            [program, *ARGUMENTS, f"--user-data-dir={self.profile.name}"], preexec_fn=wire,
            close_fds=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        os.close(commands)
        os.close(answers)
        self.rest = b""
        self.count = 0
        self.events = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.close(self.output)
        os.close(self.input)
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.profile.cleanup()

    def send(self, method, session=None, **parameters):
        """Sends a command and returns its answer; events on the way are kept."""
        self.count += 1
        message = {"id": self.count, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.output, data):]
        until = time.monotonic() + self.patience
        while True:
            answer = self.receive(until)
            if answer is None:
                raise TimeoutError(f"{method} got no answer")
            if answer.get("id") == self.count:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]
            self.events.append(answer)

    def receive(self, until):
        """The next message; None when the time is up."""
        while b"\0" not in self.rest:
            left = until - time.monotonic()
            if left <= 0 or not select.select([self.input], [], [], left)[0]:
                return None
            data = os.read(self.input, 1 << 16)
            if not data:
                raise RuntimeError("Chromium ended")
            self.rest += data
        message, self.rest = self.rest.split(b"\0", 1)
        return json.loads(message)

    def wait_for(self, method, session):
        """Waits for an event of a tab."""
        until = time.monotonic() + self.patience
        while not any(e.get("method") == method and e.get("sessionId") == session for e in self.events):
            event = self.receive(until)
            if event is None:
                raise TimeoutError(f"no {method}")
            self.events.append(event)


class Tab:
    """A page in the browser, opened from a file."""

    def __init__(self, browser, width, height, scripts=True, dark=False, media=""):
        self.browser = browser
        target = browser.send("Target.createTarget", url="about:blank")["targetId"]
        self.session = browser.send(
            "Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network", "DOM"):
            self.send(f"{domain}.enable")
        self.send("Emulation.setScriptExecutionDisabled", value=not scripts)
        self.send(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1,
            mobile=width < 600)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.send("Emulation.setEmulatedMedia", media=media, features=[scheme])

    def open(self, url):
        self.send("Page.navigate", url=url)
        self.browser.wait_for("Page.loadEventFired", self.session)
        return self

    def send(self, method, **parameters):
        return self.browser.send(method, self.session, **parameters)

    def value(self, expression):
        """The value of an expression, from outside of the page's policy."""
        answer = self.send(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"]["exception"]["description"])
        return answer["result"].get("value")

    def press(self, key, code):
        for kind in ("rawKeyDown", "keyUp"):
            self.send(
                "Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code)

    def screenshot(self, path, whole=True):
        picture = self.send("Page.captureScreenshot", captureBeyondViewport=whole)
        with open(path, "wb") as file:
            file.write(base64.b64decode(picture["data"]))

    def pdf(self, path, width, height):
        """Prints on paper of a width and a height in inches."""
        document = self.send(
            "Page.printToPDF", paperWidth=width, paperHeight=height, preferCSSPageSize=False,
            printBackground=True)
        with open(path, "wb") as file:
            file.write(base64.b64decode(document["data"]))

    def of(self, method):
        """What the browser reported of this page."""
        return [e["params"] for e in self.browser.events
                if e.get("method") == method and e.get("sessionId") == self.session]

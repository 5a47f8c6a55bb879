"""The Pythons of this machine, each with an environment in which the kit's rules can be run."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

OLDEST = (3, 11)
"""What Treadle needs."""


class PythonBroken(Exception):
    """No environment could be made; the text says why."""


@dataclass(frozen=True, slots=True)
class Python:
    """One of the machine's interpreters.

    Attributes:
        version: such as "3.12.1".
        executable: the interpreter itself.

    """

    version: str
    executable: Path

    def prepared(self, root: Path) -> Path:
        """An interpreter like this one that has Treadle and what the rules need.

        Args:
            root: the kit's root. If it is Treadle's own, it is installed from there.

        Raises:
            PythonBroken: if that fails.

        """
        if self.executable.samefile(sys.executable) or self.version == _running():
            return Path(sys.executable)
        from platformdirs import user_cache_path

        requirements, stamp = _requirements(root)
        home: Path = user_cache_path("treadle") / f"kit-{self.version}-{stamp}"
        scripts = home / ("Scripts" if sys.platform == "win32" else "bin")
        python = scripts / ("python.exe" if sys.platform == "win32" else "python")
        done = home / "done"
        if not done.exists():
            _call([str(self.executable), "-m", "venv", "--clear", str(home)], root)
            _call([str(python), "-m", "pip", "install", "-q", *requirements], root)
            done.touch()
        return python


def on_this_machine() -> list[Python]:
    """The newest of each version that Treadle supports, the oldest version first.

    Raises:
        PythonBroken: if the library that finds them is not installed.

    """
    try:
        import findpython
    except ImportError:
        raise PythonBroken(
            "findpython is not installed, which finds the Pythons of this machine: "
            "pip install 'treadle[dev]'"
        ) from None
    newest: dict[tuple[int, int], Python] = {}
    for found in findpython.find_all():  # the newest first
        version = found.version
        minor = (version.major, version.minor)
        if minor >= OLDEST and not version.is_prerelease:
            newest.setdefault(minor, Python(str(version), Path(found.executable)))
    newest[sys.version_info[:2]] = Python(_running(), Path(sys.executable))
    return [newest[minor] for minor in sorted(newest)]


def _running() -> str:
    return ".".join(map(str, sys.version_info[:3]))


def _requirements(root: Path) -> tuple[list[str], str]:
    """What to tell pip, and a word that changes when that does."""
    import treadle

    home = Path(treadle.__file__).parents[1]
    if not (home / "pyproject.toml").exists():
        asked = [f"treadle[grader]=={treadle.__version__}"]
        return asked, treadle.__version__
    asked = ["-e", f"{home}[dev]"]
    content = (home / "pyproject.toml").read_bytes() + str(home).encode()
    lock = home / "requirements.lock"
    if lock.exists():
        asked = ["-c", str(lock), *asked]
        content += lock.read_bytes()
    return asked, hashlib.sha256(content).hexdigest()[:12]


def _call(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr or done.stdout).strip().splitlines()[-3:]
        raise PythonBroken(f"{' '.join(command)} failed:\n" + "\n".join(last))

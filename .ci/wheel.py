"""Build the wheel and look into it: our package with all its data, and nothing else."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("compare", "tui")


def main() -> int:
    """0 when the wheel holds exactly the files of our packages and its own metadata."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", folder, "."]
        subprocess.run(command, cwd=ROOT, check=True)
        wheel = next(Path(folder).glob("bidui-*.whl"))
        with zipfile.ZipFile(wheel) as archive:
            found = {name for name in archive.namelist() if ".dist-info/" not in name}
    wanted = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    for name in sorted(wanted - found):
        print(f"missing from the wheel: {name}")
    for name in sorted(found - wanted):
        print(f"should not be in the wheel: {name}")
    print(f"{wheel.name}: {len(found)} files")
    return int(found != wanted)


if __name__ == "__main__":
    sys.exit(main())

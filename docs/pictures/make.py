#!/usr/bin/env python3
"""Makes run.png, check.png, checklist.png and step.png anew, from what the program really writes.

    cargo build --release && docs/pictures/make.py target/release/pasapas

Needs Python 3, tmux (a person is played at a real terminal), Chromium (which draws the screen) and pdftoppm (which draws the page).
"""

import html
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
COLUMNS = 92
# The page that shows most of what pages show.
PRINTED = "4"
# The codes of the step that stands beside its source in README.md, and of the one below it.
STEP = ("L4W4", "L8X6")

WRONG = """\
pasapas: 1
id: salle
version: 1.0.0
status: valid
title: Réserver une salle
language: fr
role: agent
roles:
  agent:
    title: Agent
start: choisir
steps:
  choisir:
    title: Choisir le jour
    ask:
      jour:
        type: date
        title: Quel jour ?
    next: atendre
  attendre:
    title: Attendre la réponse pour le {{ jours | date }}
    wait:
      for: la réponse de la mairie
      within: 5 working days
    end: success
"""

# The colours of a terminal: foreground and background, then the sixteen of SGR 30-37 and 90-97.
PAPER, INK = "#1c2128", "#d7dce2"
COLOURS = ["#5c6370", "#f47067", "#7fce8b", "#e0b25c", "#6cb6ff", "#d39ae6", "#5fcbd8", "#d7dce2"]


def colour(code, rest):
    if code == 5:
        n = rest.pop(0)
        if n < 16:
            return COLOURS[n % 8]
        if n >= 232:
            grey = 8 + 10 * (n - 232)
            return f"rgb({grey},{grey},{grey})"
        n -= 16
        return "rgb(%d,%d,%d)" % tuple(0 if part == 0 else 55 + 40 * part for part in (n // 36, n // 6 % 6, n % 6))
    return "rgb(%d,%d,%d)" % (rest.pop(0), rest.pop(0), rest.pop(0))


def to_html(ansi):
    """Text with SGR sequences as HTML."""
    out, style = [], {}
    for part in re.split(r"(\x1b\[[0-9;:]*m)", ansi):
        found = re.fullmatch(r"\x1b\[([0-9;:]*)m", part)
        if not found:
            part = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", part)
            css = ";".join(f"{key}:{value}" for key, value in style.items())
            out.append(f'<span style="{css}">{html.escape(part)}</span>' if css and part else html.escape(part))
            continue
        codes = [int(code or 0) for code in re.split("[;:]", found[1])]
        while codes:
            code = codes.pop(0)
            if code == 0:
                style.clear()
            elif code == 1:
                style["font-weight"] = "bold"
            elif code == 2:
                style["opacity"] = "0.65"
            elif code == 3:
                style["font-style"] = "italic"
            elif code == 4:
                style["text-decoration"] = "underline"
            elif code == 22:
                style.pop("font-weight", None)
                style.pop("opacity", None)
            elif 30 <= code <= 37 or 90 <= code <= 97:
                style["color"] = COLOURS[code % 10]
            elif code == 38 and codes:
                style["color"] = colour(codes.pop(0), codes)
            elif code == 48 and codes:
                style["background"] = colour(codes.pop(0), codes)
            elif code == 39:
                style.pop("color", None)
    return "".join(out)


def draw(ansi, name, folder):
    """A picture of a screen."""
    lines = ansi.rstrip("\n").split("\n")
    page = folder / "page.html"
    page.write_text(
        f"<!doctype html><meta charset=utf-8><style>html,body{{margin:0;background:{PAPER}}}"
        f"pre{{margin:0;padding:14px 18px;color:{INK};font:14px/1.36 'DejaVu Sans Mono',monospace;font-variant-ligatures:none}}</style>"
        f"<pre>{to_html(ansi.rstrip())}</pre>",
        encoding="utf-8",
    )
    size = (round(COLUMNS * 8.43) + 38, round(len(lines) * 19.04) + 28)
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    assert chromium, "Chromium is missing"
    subprocess.run(
        [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars",
         f"--user-data-dir={folder / 'profile'}", f"--window-size={size[0]},{size[1]}", f"--screenshot={HERE / name}", page.as_uri()],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    kilobytes = (HERE / name).stat().st_size // 1024
    print(f"{name}: {size[0]} x {size[1]}, {kilobytes} KB")
    assert kilobytes < 150, "too large"


class Terminal:
    """A person at a terminal."""

    def __init__(self, folder, environment, command, rows):
        self.tmux = ["tmux", "-L", f"pasapas-{os.getpid()}"]
        words = [f"{key}={value}" for key, value in environment.items()]
        subprocess.run([*self.tmux, "-f", "/dev/null", "new-session", "-d", "-x", str(COLUMNS), "-y", str(rows), "-c", str(folder),
                        "env", *words, *command], check=True)

    def screen(self, colours=False):
        return subprocess.run([*self.tmux, "capture-pane", "-p", *(["-e"] if colours else [])], check=True, capture_output=True, text=True).stdout

    def wait(self, words):
        for _ in range(200):
            if words in self.screen().replace("\u202f", " ").replace("\u00a0", " "):
                return
            time.sleep(0.05)
        raise SystemExit(f"« {words} » never came:\n{self.screen()}")

    def type(self, words, text):
        self.wait(words)
        subprocess.run([*self.tmux, "send-keys", "-l", text], check=True)
        subprocess.run([*self.tmux, "send-keys", "Enter"], check=True)

    def close(self):
        subprocess.run([*self.tmux, "kill-server"], check=False)


def main():
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    program = str(Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        environment = {
            "HOME": str(folder), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "PASAPAS_LANG": "fr", "PASAPAS_AS": "Anne Petit",
            "PASAPAS_WORKFLOWS": str(HERE.parent.parent / "workflows"), "PASAPAS_STORE": f"sqlite:{folder / 'runs.db'}", "COLUMNS": str(COLUMNS),
        }

        (folder / "salle.yaml").write_text(WRONG, encoding="utf-8")
        found = subprocess.run([program, "--color", "always", "check", "salle.yaml"], cwd=folder, env=environment, capture_output=True, text=True)
        draw(f"\x1b[2m$\x1b[0m pasapas check salle.yaml\n{found.stdout}{found.stderr}", "check.png", folder)

        def say(*words):
            done = subprocess.run([program, *words], cwd=folder, env=environment, capture_output=True, text=True)
            assert done.returncode == 0, done.stderr

        page(program, environment, folder)
        (folder / "cgu.pdf").write_text("conditions", encoding="utf-8")
        given = {
            "conducteur.name": "Anne Petit", "conducteur.email": "anne.petit@ville-exemple.fr", "qualite": "mandataire", "portable": "06 12 34 56 78",
            "telephone_demandeur": "02 41 00 00 00", "entite": "Ville d’Exemple", "siret": "732 829 320 00074",
        }
        say("start", "certinomis-batch")
        say("done", "@last", "identifier_demandeur", *(word for name, value in given.items() for word in ("--set", f"{name}={value}")))
        say("done", "@last", "reunir_documents", "--attach", "fichier_cgu=cgu.pdf")
        say("done", "@last", "verifier_tableau", "--choose", "meme_numero")
        say("done", "@last", "comptes_existants", "--set", "compte_entite=non", "--set", "compte_mandataire=oui")
        say("done", "@last", "creer_compte_entite")
        terminal = Terminal(folder, {**environment, "TERM": "tmux-256color"}, [program, "run", "@last"], 36)
        try:
            play(terminal)
            draw(terminal.screen(colours=True), "run.png", folder)
        finally:
            terminal.close()


def page(program, environment, folder):
    """A page of a printed procedure."""
    made = folder / "procedure.pdf"
    subprocess.run([program, "checklist", "certinomis-batch", "-o", made], env=environment, check=True, stderr=subprocess.DEVNULL)
    subprocess.run(["pdftoppm", "-f", PRINTED, "-l", PRINTED, "-r", "100", "-gray", "-png", "-singlefile", made, HERE / "checklist"], check=True)
    print(f"checklist.png: {(HERE / 'checklist.png').stat().st_size // 1024} KB")
    # One step, from its head to that of the next: the codes beside their titles tell where they begin.
    page, top = place_of(made, STEP[0])
    below, foot = place_of(made, STEP[1])
    assert page == below, "they stand on one page"
    dots = lambda points: str(round(points / 72 * 150))
    area = ["-x", dots(44), "-y", dots(top - 14), "-W", dots(515), "-H", dots(foot - top - 4)]
    subprocess.run(["pdftoppm", "-f", page, "-l", page, "-r", "150", *area, "-gray", "-png", "-singlefile", made, HERE / "step"], check=True)
    print(f"step.png: {(HERE / 'step.png').stat().st_size // 1024} KB")


def place_of(made, word):
    """The page on which a word stands, and how far below its top, in points."""
    words = subprocess.run(["pdftotext", "-bbox", made, "-"], check=True, capture_output=True, text=True).stdout
    for number, page in enumerate(words.split("<page ")[1:], 1):
        found = re.search(rf'yMin="([0-9.]+)"[^>]*>{word}<', page)
        if found:
            return str(number), float(found[1])
    raise SystemExit(f"{word} is on no page")


def play(terminal):
    """Up to a screen that shows what a step looks like: what to do, what not to follow, one tick made and one to make."""
    terminal.type("Est-ce fait ? (1 sur 2)", "oui")
    terminal.wait("Est-ce fait ? (2 sur 2)")
    time.sleep(0.3)


if __name__ == "__main__":
    main()

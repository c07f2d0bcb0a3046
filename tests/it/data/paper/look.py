#!/usr/bin/env python3
"""Opens a PDF with pikepdf and says, as JSON, what a reader without eyes would be told: `look.py FILE`.

Also holds it to PDF/UA-1 with `pdfua`, as far as a program can.
"""

import json
import sys

import pikepdf
from pdfua import validate


def structure(node, found):
    """The structure elements in reading order: tag, alternative text, and the marked contents below each."""
    if isinstance(node, pikepdf.Array):
        for kid in node:
            structure(kid, found)
        return
    if not isinstance(node, pikepdf.Dictionary) or "/S" not in node:
        return
    found.append({"tag": str(node.S)[1:], "alt": str(node["/Alt"]) if "/Alt" in node else None})
    if "/K" in node:
        structure(node.K, found)


def main(path):
    with pikepdf.open(path) as pdf:
        root = pdf.Root
        found = []
        structure(root.StructTreeRoot.K, found)
        outline = []
        with pdf.open_outline() as tree:
            def walk(items, depth):
                for item in items:
                    outline.append([depth, item.title])
                    walk(item.children, depth + 1)
            walk(tree.root, 1)
        xmp = pdf.open_metadata()
        fonts = {}
        for page in pdf.pages:
            for font in page.Resources.get("/Font", {}).values():
                inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
                descriptor = inner.get("/FontDescriptor", {})
                fonts[str(font.BaseFont)] = any(f"/FontFile{n}" in descriptor for n in ("", "2", "3"))
        actions = [str(kind) for kind in ("/OpenAction", "/AA", "/AcroForm") if kind in root]
        print(json.dumps({
            "pages": len(pdf.pages),
            "lang": str(root.Lang),
            "title": str(pdf.docinfo.get("/Title", "")),
            "shows_title": bool(root.ViewerPreferences.DisplayDocTitle),
            "marked": bool(root.MarkInfo.Marked),
            "pdfa": [xmp.get("pdfaid:part"), xmp.get("pdfaid:conformance")],
            "pdfua": xmp.get("pdfuaid:part"),
            "created": str(pdf.docinfo.get("/CreationDate", "")),
            "tags": found,
            "outline": outline,
            "fonts": fonts,
            "actions": actions,
            "broken": faults(path),
        }, ensure_ascii=False))


def faults(path):
    return [f"{finding.rule_id}: {finding.message}" for finding in validate(path).findings]


main(sys.argv[1])

#!/usr/bin/env python3
"""Reads the square codes on a page as a telephone sees them, a line each: `codes.py PAGE.pgm`."""

import sys

import zxingcpp


def main(path):
    with open(path, "rb") as file:
        kind, size, most, dots = file.read().split(b"\n", 3)
    assert (kind, most) == (b"P5", b"255"), "a page of grey dots"
    wide, high = map(int, size.split())
    page = memoryview(dots[: wide * high]).cast("B", shape=[high, wide])
    for code in zxingcpp.read_barcodes(page):
        print(code.text)


main(sys.argv[1])

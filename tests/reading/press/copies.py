"""Copies of letters by programs that rewrite every page, and scans with recognised text."""

from __future__ import annotations

import subprocess
from pathlib import Path


def ghostscript(source: Path, target: Path) -> None:
    """Distil a letter: Ghostscript writes its own fonts and character maps."""
    command = ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", "-dPDFSETTINGS=/printer"]
    subprocess.run([*command, f"-sOutputFile={target}", str(source)], check=True, timeout=60)


def qpdf(source: Path, target: Path) -> None:
    """Compress a letter into object streams, linearised for browsers."""
    command = ["qpdf", "--deterministic-id", "--object-streams=generate", "--linearize", "--recompress-flate"]
    subprocess.run([*command, str(source), str(target)], check=True, timeout=60)


def ocrmypdf(source: Path, target: Path) -> None:
    """Scan a letter at 200 dots per inch in black and white, with the text that Tesseract recognises under it."""
    image = target.with_suffix(".tiff")
    draw = ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=tiffg4", "-r200x200", f"-sOutputFile={image}", str(source)]
    subprocess.run(draw, check=True, timeout=60)
    try:
        pages = ["img2pdf", str(image), "-o", str(target)]
        subprocess.run(pages, check=True, timeout=60)
        read = ["ocrmypdf", "--quiet", "--output-type", "pdf", "--optimize", "0", str(target), str(target)]
        subprocess.run(read, check=True, timeout=300)
    finally:
        image.unlink()

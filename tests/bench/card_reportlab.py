#!/usr/bin/python3
"""card_reportlab.py CHECKED.ndjson FOLDER: the peer of muster-card. One PDF a squad, A4 with ten cards of 90 x 54 mm:
name, squad and seat, agency, three contacts, and one QR image for all of them."""
import json
import os
import sys
from pathlib import Path

from PIL import Image
from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

CONTACTS = [("园区警务室", "0573-00000110"), ("警企联盟", "0573-00000119"), ("劳资调解", "0573-00000120")]
QR_VERSION = 10


def qr_image():
    lines = ["BEGIN:VCARD", "VERSION:3.0", "FN:警企联盟", *(f"TEL;TYPE=WORK:{phone}" for _, phone in CONTACTS), "END:VCARD"]
    code = QRCode(QR_VERSION, QRErrorCorrectLevel.M)
    code.addData("\r\n".join(lines))
    code.make()
    size, quiet = code.getModuleCount(), 4
    image = Image.new("1", (size + 2 * quiet, size + 2 * quiet), 1)
    for row in range(size):
        for column in range(size):
            if code.isDark(row, column):
                image.putpixel((column + quiet, row + quiet), 0)
    return ImageReader(image)


def draw(page, image, place, worker):
    x, y = (15 + 90 * (place % 2)) * mm, (297 - 13.5 - 54 * (place // 2 + 1)) * mm
    page.rect(x, y, 90 * mm, 54 * mm)
    page.setFont("cjk", 20)
    page.drawString(x + 5 * mm, y + 42 * mm, worker["name"])
    page.setFont("cjk", 11)
    page.drawString(x + 5 * mm, y + 34 * mm, f"{worker['squad']['id']}  {worker['squad']['seat']:03d}")
    page.setFont("cjk", 9)
    page.drawString(x + 5 * mm, y + 28 * mm, worker["agency"])
    for line, (label, phone) in enumerate(CONTACTS):
        page.drawString(x + 5 * mm, y + (18 - 5 * line) * mm, f"{label} {phone}")
    page.drawImage(image, x + 58 * mm, y + 8 * mm, 28 * mm, 28 * mm)


def main():
    squads = {}
    with open(sys.argv[1], encoding="utf-8") as lines:
        for line in lines:
            worker = json.loads(line)
            squads.setdefault(worker["squad"]["id"], []).append(worker)
    font = next(Path("/usr/share/fonts").rglob("wqy-zenhei.ttc"))
    pdfmetrics.registerFont(TTFont("cjk", str(font), subfontIndex=0))
    image = qr_image()
    os.makedirs(sys.argv[2])
    for squad, workers in squads.items():
        page = canvas.Canvas(os.path.join(sys.argv[2], squad + ".pdf"), pagesize=A4, pageCompression=1, invariant=1)
        for i, worker in enumerate(workers):
            if i and i % 10 == 0:
                page.showPage()
            draw(page, image, i % 10, worker)
        page.save()


main()

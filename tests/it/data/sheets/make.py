"""Makes the workbooks beside it with openpyxl: what another program writes, good and bad. `python3 make.py` in this folder."""
import datetime

from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

HEAD = ["Né le", "NOM", "siret", "Code postal", "Présent", "Rôle", "Langues", "Chef – nom", "Chef – adresse électronique", "Téléphone", "Montant", "Arrivée"]
DAY = datetime.date(1980, 2, 3)


def text(cell, value):
    cell.value = value
    cell.data_type = "s"


def good(epoch=None):
    book = Workbook()
    if epoch:
        book.epoch = epoch
    sheet = book.active
    sheet.title = "Équipe"
    sheet["A1"] = "Liste de l’équipe, tenue par le secrétariat"
    sheet.merge_cells("A1:E1")
    sheet.append([])
    sheet.append(HEAD)
    sheet.append([DAY, "Durand", "73282932000074", "01000", True, "Étudiant, ou stagiaire", "Français; Anglais, écrit", "Claire Martin", "claire@example.org", "0612345678", 12.5, datetime.time(10, 20)])
    sheet.append([])
    sheet.append(["3/2/1980", "x", 73282932000074, "75001", "non", "titulaire", "fr", None, None, "+33 6 12 34 56 79", 7, "9h05"])
    text(sheet["B6"], "=1+1")
    sheet.append([datetime.datetime(1980, 2, 3), "Zoé", "732 829 320 00074", 75001, 0, "Titulaire", None, None, None, None, None, None])
    hidden = book.create_sheet("Brouillon")
    hidden.append(HEAD)
    hidden.append(["faux"])
    hidden.sheet_state = "hidden"
    return book


def bad():
    book = Workbook()
    sheet = book.active
    sheet.append(["nom", "naissance", "siret", "code_postal", "present", "role", "telephone"])
    sheet.append(["=1+1", DAY, "73282932000074", "01000", "oui", "titulaire", None])
    sheet.append(["Zéro", DAY, 7328293200007, "01000", "oui", "titulaire", 612345678])
    sheet.append(["Date", 29254, "73282932000074", DAY, "peut-être", "patron", None])
    sheet.append(["Faute", "31/02/1980", "73282932000075", "=NA()", "oui", "titulaire", None])
    sheet.append([None, DAY, "73282932000074", "01000", "oui", "titulaire", None])
    sheet.append(["FUSION", DAY, "73282932000074", "01000", "oui", "titulaire", None])
    sheet.append(["Fusion", DAY, "73282932000074", "01000", "oui", "titulaire", None])
    sheet.append(["Fusion 2", DAY, "73282932000074", "01000", "oui", "titulaire", None])
    sheet.merge_cells("G8:G9")
    sheet["D5"].value = "#N/A"
    sheet["D5"].data_type = "e"
    return book


good().save("good.xlsx")
good(CALENDAR_MAC_1904).save("epoch-1904.xlsx")
bad().save("bad.xlsx")

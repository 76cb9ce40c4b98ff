"""A plan with codes, and what time systems and people write: one made for each kind of file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from xlsxwriter import Workbook

from estimat.files.workbooks.areafile import read_area_file
from estimat.files.workbooks.new import save_new

CODES: Mapping[str, tuple[str, str]] = {
    "PLL-1": ("410101", "jan–jun"),
    "PLL-2": ("410102", ""),
    "PLL-3": ("0410103", ""),
    "PJD-2": ("420102; 420112", ""),
    "PPS-1": ("430101", ""),
    "PKI-1": ("440101", "mar–des"),
}
"""The code and the phasing of rows of the estimate for 2024."""


class Registered(NamedTuple):
    """A line: the code, the month of 2024, hours and kroner."""

    code: str
    month: int
    hours: float
    kroner: float


LINES = (
    Registered("410101", 1, 500.5, 730_000.25),
    Registered("410101", 2, 540, 790_000),
    Registered("410101", 3, -12.5, -18_125),
    Registered("410102", 4, 0, 4_000_000),
    Registered("0410103", 2, 880, 1_276_000),
    Registered("420112", 3, 1_700, 2_600_000),
    Registered("430101", 4, 615.25, 870_000),
    Registered("440101", 4, 500, 725_000),
    Registered("999900", 2, 37.5, 54_375),
    Registered("410101", 5, 100, 145_000),
)
"""What was registered in the year; the last is later than April, and 999900 is on no row."""


def plan(target: Path, codes: Mapping[str, tuple[str, str]] = CODES) -> Path:
    """The estimate for 2024 with codes and phasing on its rows."""
    made = read_area_file()
    areas = tuple(
        area._replace(
            rows=tuple(
                row._replace(project=code, phasing=phasing)
                for row in area.rows
                for code, phasing in [codes.get(row.id, ("", ""))]
            )
        )
        for area in made.areas
    )
    save_new(target, made._replace(areas=areas), (), "")
    return target


def comma(number: float) -> str:
    return f"{number:.2f}".replace(".", ",")


def dfo(lines: Sequence[Registered] = LINES, name: str = "Åse Ødegård") -> str:
    """As DFØ exports: semicolons, decimal commas, a period, the name of the employee."""
    head = "Periode;Prosjekt;Prosjektnavn;Ansattnr;Ansatt;Antall timer;Beløp;Tekst"
    rows = (
        f"2024{e.month:02};{e.code};Innføring;10234;{name};{comma(e.hours)};{comma(e.kroner)};"
        f"møte med {name}"
        for e in lines
    )
    return "\r\n".join((head, *rows, ""))


def agresso(lines: Sequence[Registered] = LINES, name: str = "Åse Ødegård") -> str:
    """As Unit4 exports: tabs, a title above, texts beside codes, minus after, a sum below."""
    hours, kroner = sum(e.hours for e in lines), sum(e.kroner for e in lines)
    head = "Ressurs\tRessurs(T)\tProsjekt\tProsjekt(T)\tArbeidsordre\tPeriode\tEnhet\tAntall\tBeløp"

    def signed(number: float) -> str:
        text = f"{abs(number):,.2f}".replace(",", " ").replace(".", ",")
        return f"{text}-" if number < 0 else text

    rows = (
        f"10234\t{name}\t{e.code}\tInnføring\t{e.code[:4]}\t2024{e.month:02}\tTimer\t"
        f"{signed(e.hours)}\t{signed(e.kroner)}"
        for e in lines
    )
    total = f"Totalt\t\t\t\t\t\t\t{signed(hours)}\t{signed(kroner)}"
    return "\n".join((f"Timerapport for {name}\t\t", "", head, *rows, total, ""))


def excel(
    target: Path, lines: Sequence[Registered] = LINES, *, kroner: bool = True, name: str = "Kari"
) -> Path:
    """A timesheet in Excel: a title, real dates, codes as numbers, a sheet for each person."""
    with Workbook(str(target)) as book:
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        sheet = book.add_worksheet(name)
        sheet.write(0, 0, f"Timer for {name}")
        heads = ["Navn", "Dato", "Aktivitet", "Timer", *(["Kostnad"] if kroner else [])]
        sheet.write_row(3, 0, heads)
        for row, each in enumerate(lines, start=4):
            sheet.write(row, 0, name)
            sheet.write_datetime(row, 1, date(2024, each.month, 15), day)
            if each.code.startswith("0"):
                sheet.write_string(row, 2, each.code)
            else:
                sheet.write_number(row, 2, float(each.code))
            sheet.write_number(row, 3, each.hours)
            if kroner:
                sheet.write_number(row, 4, each.kroner)
        book.add_worksheet(f"Om {name}").write(0, 0, f"{name} fører timer hver fredag.")
    return target


_PHASED: Mapping[str, str] = {
    "PLL-1": "jan–jun", "PLL-4": "aug–des", "PJD-1": "mai–sep", "PPS-2": "sep–nov",
}  # fmt: skip
_PACE = (0.86, 1.04, 1.08, 0.91, 0.99)
_PAID = (1_420, 1_450, 1_480, 1_510)


def example(folder: Path) -> tuple[Path, Path]:
    """The plan and the timesheet of the guide: every row has a code, and all but three are begun.

    To April it goes much as planned, with a code that is on no row, and a correction.
    """
    made = read_area_file()
    rows = [row for area in made.areas for row in area.rows]
    codes = {
        row.id: (f"{41_0000 + n * 100}", _PHASED.get(row.id, "")) for n, row in enumerate(rows)
    }
    begun = [row for row in rows if row.id not in ("PLL-4", "PJD-1", "PPS-2")]
    lines = []
    for month in range(1, 6):
        for number, row in enumerate(begun, start=month):
            months = 6 if row.id == "PLL-1" else 12
            hours = round(float(row.hours or 0) / months * _PACE[number % 5])
            kroner = hours * _PAID[number % 4] or round(float(row.amount or 0) / 12 * _PACE[month])
            lines.append(Registered(codes[row.id][0], month, hours, kroner))
            if month == 5:
                break  # the first of May
    lines += [
        Registered("499900", 2, 37.5, 54_375),
        Registered("499900", 3, 22.5, 32_625),
        Registered(codes["PLL-3"][0], 4, -15, -21_750),
    ]
    sheet = folder / "timer-april.csv"
    sheet.write_text(dfo(lines), "iso-8859-1")
    return plan(folder / "estimat-2024.xlsx", codes), sheet

"""What an area is recognised by, and when two formulas are the same formula."""

from __future__ import annotations

import pytest

from estimat.core import layout
from estimat.core.layout import COST, FTE, SUM, canonical, stored

OURS = "ESTIMAT_ARSVERK([@Timer],TimerPerArsverk)"


class TestFormulas:
    @pytest.mark.parametrize("column", layout.COMPUTED, ids=lambda column: column.header)
    def test_a_formula_is_ours_when_it_comes_back_from_the_file(
        self, column: layout.Column
    ) -> None:
        assert column.formula
        assert canonical(stored(column.formula, "Tabell_PLL")) == layout.EXPECTED[column.header]

    @pytest.mark.parametrize(
        "written",
        [
            OURS,
            f"={OURS}",
            "ESTIMAT_ARSVERK(PLL[[#This Row],[Timer]],TimerPerArsverk)",
            "ESTIMAT_ARSVERK(Tabell_Prøvesvar[@Timer],TimerPerArsverk)",
            "estimat_arsverk( [@timer] , timerperarsverk )",
            "_xll.ESTIMAT_ARSVERK([@Timer],TimerPerArsverk)",
            "NO.ESTIMAT.FUNCTIONS.ESTIMAT_ARSVERK([@Timer],TimerPerArsverk)",
            "[1]!ESTIMAT_ARSVERK([@Timer],TimerPerArsverk)",
            "estimat.xlam!ESTIMAT_ARSVERK([@Timer],TimerPerArsverk)",
            r"'C:\Users\kari\AppData\Roaming\AddIns\estimat.xlam'!"
            "ESTIMAT_ARSVERK([@Timer],TimerPerArsverk)",
            r"'C:\Program Files\Estimat\estimat.xlam'!ESTIMAT_ARSVERK([@Timer],TimerPerArsverk)",
            r"'C:\Estimat\[estimat.xlam]Ark1'!ESTIMAT_ARSVERK([@Timer],TimerPerArsverk)",
        ],
    )
    def test_table_name_add_in_path_spaces_and_capitals_do_not_make_it_another(
        self, written: str
    ) -> None:
        assert canonical(written) == layout.EXPECTED[FTE.header]

    @pytest.mark.parametrize(
        "written",
        [
            "ESTIMAT_ARSVERK([@Timer],1500)",
            "ESTIMAT_ARSVERK([@Timer],TimerPerArsverk)*2",
            "ESTIMAT_ARSVERK([@[Timer høy]],TimerPerArsverk)",
            "ESTIMAT_ARSVERK(E13,TimerPerArsverk)",
            "ESTIMAT_ARSVERK([@Timer],[1]Forutsetninger!B5)",
            "[@Timer]/TimerPerArsverk",
            "",
        ],
    )
    def test_what_computes_something_else_is_another_formula(self, written: str) -> None:
        assert canonical(written) != layout.EXPECTED[FTE.header]

    def test_a_file_stores_the_row_by_the_name_of_the_table(self) -> None:
        assert SUM.formula
        assert stored(SUM.formula, "T") == "T[[#This Row],[Kostnad]]+T[[#This Row],[Beløp]]"

    def test_a_blank_rate_on_a_row_means_the_assumption(self) -> None:
        assert COST.formula == (
            "ESTIMAT_KOST([@Timer],IF(ISBLANK([@Timepris]),Timepris,[@Timepris]))"
        )


class TestWords:
    def test_the_table_has_the_columns_of_the_design_in_its_order(self) -> None:
        assert layout.HEADERS == (
            "Id", "Aktivitet", "Kostnadstype", "Ansvarlig", "Timer", "Timer lav", "Timer høy",
            "Timepris", "Årsverk", "Kostnad", "Beløp", "Beløp lav", "Beløp høy", "Sum",
            "Ambisjonsnivå", "Styres av", "Involvering", "Kommentar", "Status", "Prosjekt",
            "Periodisering",
        )  # fmt: skip

    def test_the_lists_hold_the_words_of_the_design(self) -> None:
        assert [kind.value for kind in layout.Kind] == ["Egne timer", "Kjøp", "Videreformidling"]
        assert [status.value for status in layout.Status] == [
            "Utkast", "Til kontroll", "Godkjent", "Ingen planlagte aktiviteter",
        ]  # fmt: skip

    def test_no_two_named_cells_share_a_name(self) -> None:
        fields = [each for each in vars(layout).values() if isinstance(each, layout.Field)]
        assert len({field.name.casefold() for field in fields}) == len(fields)

    def test_a_name_of_a_cell_is_one_that_every_spreadsheet_takes(self) -> None:
        fields = {each for each in vars(layout).values() if isinstance(each, layout.Field)}
        fields -= {*layout.FACTOR_COLUMNS}  # headings, which name no cell
        assert all(field.name.isascii() and field.name.isalpha() for field in fields)

    def test_every_number_has_a_unit_in_its_header(self) -> None:
        numeric = (*layout.NUMERIC_INPUTS, *layout.COMPUTED)
        assert all(column.unit for column in numeric)

"""What else is said of scenarios and their exceptions, and what is not said twice."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from estimat.core import layout
from estimat.core.book import address
from estimat.core.findings import Finding, Severity
from estimat.core.layout import Field
from estimat.core.scenarios.definitions import Override, Scenario, What
from estimat.core.scenarios.soundness import STOPS
from estimat.core.values import REF
from tests.findings.catalogue import FILES, PROVOKING, findings_after
from tests.findings.scenarios import HALF, LATE, LOW, MIDDLE, NETWORK, SOME, compared, only
from tests.findings.structure import table_beside
from tests.running import ERRORS_FOUND, GOOD, run
from tests.smallbook import OWN, PASS_THROUGH, PURCHASE, SCENARIOS, Small
from tests.workbooks import Content

Found = Callable[[Callable[..., object]], list[Finding]]
NO_NUMBER = "(tall skrevet som tekst)"


@pytest.fixture
def found(small: Path, here: Path) -> Found:
    """The findings in the small workbook after a change; in several when it changes several."""
    return lambda change: [*findings_after(change, small, here)[1]]


def codes(findings: list[Finding]) -> list[str]:
    return sorted(each.code for each in findings)


class TestAScenario:
    @pytest.mark.parametrize(
        ("cells", "said"),
        [
            ({layout.SCENARIO: None}, "Scenarioet på denne raden mangler navn. Før"),
            ({layout.SCENARIO: "Planen"}, "«Planen» kan ikke hete det samme som planen."),
            ({layout.SCENARIO: "PLAN "}, "«PLAN» kan ikke hete det samme som planen."),
            (
                {layout.SCENARIO_AMBITION: "Høyest"},
                "har ambisjonen «Høyest», som ikke er Lav, Middels eller Høy; mente du «Høy»?",
            ),
            (
                {layout.SCENARIO_INVOLVEMENT: 120.0},
                "har involvering 12 000 %; mente du 120 %? Før",
            ),
            (
                {layout.SCENARIO_INVOLVEMENT: "120 %"},
                f"har «120 %» i «Involvering» {NO_NUMBER}.",
            ),
            ({layout.SCENARIO_INVOLVEMENT: -0.5}, "har «−0,5» i «Involvering» (negativt tall)."),
            ({layout.SCENARIO_RATE: 14.5}, "har timepris 14,5 kr/time – mente du"),
            (
                {layout.SCENARIO_RATE: 0.0},
                "har «0» i «Timepris» (tall som må være større enn null).",
            ),
            ({layout.SCENARIO_RATE: "1 500"}, f"har «1 500» i «Timepris» {NO_NUMBER}."),
            ({layout.FRAME: 6e7}, "har ramme 60 000 000 mill. kr – mente du 60 mill. kr? Før"),
            ({layout.FRAME: "ca. 60"}, "har «ca. 60» i «Ramme» (tekst der det skal stå et tall)."),
        ],
    )
    def test_what_is_wrong_with_its_row_is_said(
        self, found: Found, cells: Mapping[Field, Content], said: str
    ) -> None:
        def change(book: Small) -> None:
            book.write_scenario(3, LOW)
            book.write_cells(3, cells)

        (finding,) = found(change)
        assert said in finding.message
        assert (finding.code, finding.severity) == ("SCEN-01", Severity.WARNING)
        (field,) = cells
        assert finding.place.cell == f"{'ABCDEFG'[_SHEET.index(field)]}7"

    @pytest.mark.parametrize("field", layout.SCENARIO_COLUMNS, ids=lambda each: each.label)
    def test_a_formula_without_a_result_is_no_blank_cell(self, found: Found, field: Field) -> None:
        def change(book: Small) -> None:
            book.write_scenario(1, LOW)
            column = 1 + book.scenarios.headers.index(field.label)
            book.put(SCENARIOS, address(book.scenarios.first_row, column), None, "1+1")

        (finding,) = found(change)
        assert finding.code == "SCEN-01"
        assert f"«{field.label}»" in finding.message

    def test_there_is_room_for_twelve(self, found: Found) -> None:
        assert codes(found(lambda book: _so_many(book, layout.MOST_SCENARIOS))) == []
        (finding,) = found(lambda book: _so_many(book, layout.MOST_SCENARIOS + 1))
        assert finding.message.startswith(
            "Scenarioet «Nummer 13» er nummer 13; det er plass til 12. Før"
        )
        assert finding.place.cell == "A17"

    def test_the_ends_of_what_its_numbers_can_be_are_in_it(self, found: Found) -> None:
        def change(book: Small) -> None:
            book.write_scenario(1, LOW._replace(involvement=Decimal(0), rate=Decimal(100)))
            book.write_scenario(2, MIDDLE._replace(involvement=Decimal(5), frame=Decimal(50_000)))

        assert found(change) == []

    def test_a_row_between_them_may_be_blank(self, found: Found) -> None:
        def change(book: Small) -> None:
            book.write_scenario(2, LOW)
            book.write_scenario(9, MIDDLE)

        assert found(change) == []

    def test_what_is_wrong_is_said_of_each_cell(self, found: Found) -> None:
        """That two that are broken are alike is no finding."""

        def change(book: Small) -> None:
            book.write_scenario(1, LOW._replace(ambition="x", rate=Decimal(1), frame=Decimal(1)))
            book.write_scenario(2, LOW._replace(name="To", ambition="x"))

        findings = found(change)
        assert codes(findings) == ["SCEN-01"] * 3
        assert [each.place.cell for each in findings] == ["B5", "E5", "B6"]

    @pytest.mark.parametrize(
        ("governed", "code"),
        [
            ((NETWORK,), []),
            ((NETWORK.upper(), "Sykehuspartner"), ["SCEN-04"]),
            (("Sykehuspartner",), ["SCEN-04"]),
            (("Norsk helsnett",), ["SCEN-14"]),
            ((NETWORK, "Norsk helsnett"), ["SCEN-14"]),
            (("Ingen kjent",), ["SCEN-14"]),
        ],
    )
    def test_who_governs_is_on_a_row_or_at_least_in_the_list(
        self, found: Found, governed: tuple[str, ...], code: list[str]
    ) -> None:
        def change(book: Small) -> None:
            book.write_governor(1, "Sykehuspartner")
            book.write("Styres av", OWN, NETWORK)
            book.write_scenario(1, MIDDLE._replace(ambition="", governed=governed))

        assert codes(found(change)) == code


class TestAnException:
    @pytest.mark.parametrize(
        ("override", "said"),
        [
            (only(What.HOURS, Decimal(1), "PLL-12"), "gjelder ingen rad og ikke noe område; mente"),
            (
                only(What.HOURS, Decimal(1), "helt annet"),
                "gjelder ingen rad og ikke noe område. Før",
            ),
            (only(What.HOURS, Decimal(1), "Brøt"), "gjelder ingen rad og ikke noe område. Før"),
            (
                only(What.HOURS, Decimal(1), "PLL"),
                "«PLL» er på et område; «Timer» kan bare sies om en rad.",
            ),
            (
                only(What.AMOUNT, Decimal(1), "PLL"),
                "«PLL» er på et område; «Beløp» kan bare sies om en rad.",
            ),
            (
                only(What.HOURS, Decimal(1), "PLL-3"),
                "sier «Timer», men raden er Videreformidling, som ikke har timer.",
            ),
            (
                only(What.AMOUNT, Decimal(1), "PLL-1"),
                "sier «Beløp», men raden er Egne timer, som ikke har beløp.",
            ),
            (only(What.AMOUNT, Decimal("1.2"), "PLL-2"), "mente du 1 200 000 kr? Før"),
            (only(What.HOURS, "mange"), "har «mange» i «Verdi» (tekst der det skal stå et tall)."),
            (only(What.HOURS, "500"), f"har «500» i «Verdi» {NO_NUMBER}."),
            (only(What.HOURS, Decimal(-5)), "har «−5» i «Verdi» (negativt tall)."),
            (only(What.HOURS, ""), "har ikke noe tall i «Verdi»."),
            (only(What.IN, "Kanskje"), "har «Kanskje» i «Verdi»; skriv Ja eller Nei."),
            (only(What.IN, ""), "mangler «Verdi»; skriv Ja eller Nei."),
            (only(What.AMBITION, "Lavt"), "har «Lavt» i «Verdi»; skriv Lav, Middels eller Høy."),
            (only(None, "Ja"), "mangler «Hva»; velg Timer, Beløp, Med eller Ambisjon."),
        ],
    )
    def test_what_is_wrong_with_its_row_is_said(
        self, found: Found, override: Override, said: str
    ) -> None:
        def change(book: Small) -> None:
            book.write_scenario(1, LOW)
            book.write_exception(4, LOW.name, override)

        (finding,) = found(change)
        assert said in finding.message
        assert (finding.code, finding.severity) == ("SCEN-02", Severity.WARNING)
        wrong = "D24" if "Verdi" in said else "C24" if "«Hva»" in said else "A24"
        assert finding.place.cell == wrong

    @pytest.mark.parametrize(
        ("name", "said"),
        [
            ("Lav ambisjo", "gjelder scenarioet «Lav ambisjo», som ikke finnes; mente du «Lav amb"),
            ("Noe annet", "gjelder scenarioet «Noe annet», som ikke finnes. Før"),
            ("", "Unntaket for «PLL-1» mangler scenario. Før"),
        ],
    )
    def test_it_is_of_a_scenario_that_is_there(self, found: Found, name: str, said: str) -> None:
        def change(book: Small) -> None:
            book.write_scenario(1, LOW)
            book.write_exception(1, name, HALF)

        (finding,) = found(change)
        assert finding.code == "SCEN-02"
        assert said in finding.message

    def test_it_is_told_also_where_there_are_no_scenarios(self, found: Found) -> None:
        assert codes(found(lambda book: book.write_exception(1, LOW.name, HALF))) == ["SCEN-02"]

    def test_another_word_for_what_it_is_of(self, found: Found) -> None:
        def change(book: Small) -> None:
            book.write_scenario(1, LOW)
            book.write_exception(1, LOW.name, HALF)
            book.write_cells(1, {layout.EXCEPTION_WHAT: "Timene"}, book.exceptions)

        (finding,) = found(change)
        assert "har «Timene» i «Hva»; velg Timer, Beløp, Med eller Ambisjon." in finding.message

    def test_an_id_of_two_rows_is_none(self, found: Found) -> None:
        def change(book: Small) -> None:
            book.write("Id", PURCHASE, "PLL-1")
            book.write_scenario(1, LOW)
            book.write_exception(1, LOW.name, HALF)

        ambiguous = next(each for each in found(change) if each.code == "SCEN-02")
        assert "kan gjelde flere: flere rader, eller et område og en rad" in ambiguous.message

    def test_an_id_of_an_area_and_of_a_row_is_none(self, found: Found) -> None:
        def change(book: Small) -> None:
            book.write("Id", OWN, "PLL")
            book.write_scenario(1, LOW)
            book.write_exception(1, LOW.name, only(What.IN, "Ja", "PLL"))

        assert "SCEN-02" in codes(found(change))

    def test_a_row_that_counts_in_nothing_has_none(self, found: Found) -> None:
        def change(book: Small) -> None:
            book.write("Timer", OWN, "ca. 900")
            book.write_scenario(1, LOW)
            book.write_exception(1, LOW.name, HALF)

        assert codes(found(change)) == ["BUD-01", "SCEN-02", "TALL-02"]

    def test_what_may_be_an_exception(self, found: Found) -> None:
        def change(book: Small) -> None:
            book.write_scenario(1, LOW)
            every = (
                only(What.HOURS, Decimal(0)), only(What.IN, "JA "), only(What.AMBITION, "lav"),
                only(What.AMOUNT, Decimal(500_000), "PLL-2"), only(What.IN, "Nei", "PLL"),
                only(What.AMBITION, "Høy", "PLL"), only(What.HOURS, Decimal(10), "PLL-2"),
            )  # fmt: skip
            for row, each in enumerate(every, start=1):
                book.write_exception(row, "LAV  ambisjon", each)

        assert {*codes(found(change))} <= {"SCEN-15"}

    def test_of_a_scenario_that_is_there_twice_they_are_told_once(self, found: Found) -> None:
        def change(book: Small) -> None:
            book.write_scenario(1, LOW)
            book.write_scenario(2, LOW)
            book.write_exception(1, LOW.name, only(What.IN, "Kanskje"))

        assert codes(found(change)) == ["SCEN-02", "SCEN-10"]


class TestFrames:
    def test_what_an_exception_takes_out_is_not_left(self, found: Found) -> None:
        out = only(What.IN, "Nei", "PLL-3")
        scenario = LOW._replace(frame=Decimal("0.1"), overrides=(out,))
        assert found(lambda book: book.write_scenario(1, scenario)) == []

    def test_what_an_exception_brings_in_is(self, found: Found) -> None:
        more = only(What.IN, "Ja", "PLL-1")
        scenario = LOW._replace(frame=Decimal("1.74"), overrides=(more,))
        (finding,) = found(lambda book: book.write_scenario(1, scenario))
        assert finding.code == "SCEN-06"
        assert "1,750 mill. kr" in finding.message

    @pytest.mark.parametrize(
        ("header", "value"),
        [("Styres av", NETWORK), ("Ambisjonsnivå", "Middels")],
    )
    def test_what_can_be_chosen_away_is_not_left(
        self, found: Found, header: str, value: str
    ) -> None:
        def change(book: Small) -> None:
            book.write(header, PASS_THROUGH, value)
            book.write_scenario(1, LOW._replace(frame=Decimal("0.001")))

        assert found(change) == []

    def test_hours_that_follow_the_involvement_are_not_left(self, found: Found) -> None:
        def change(book: Small, follows: str) -> None:
            book.write("Ambisjonsnivå", OWN, None)
            book.write("Involvering", OWN, follows)
            book.write_scenario(1, LOW._replace(frame=Decimal("0.3")))

        assert codes(found(lambda book: change(book, "Nei"))) == ["SCEN-06"]
        assert codes(found(lambda book: change(book, "Ja"))) == []


class TestTables:
    def test_something_stands_right_below_the_exceptions(self, found: Found) -> None:
        def change(book: Small) -> None:
            book.put(SCENARIOS, address(book.exceptions.last_row + 2, 2), "PLL-2")

        (finding,) = found(change)
        assert (finding.code, finding.place.cell) == ("SCEN-09", "B46")
        assert finding.message.startswith("Det står noe rett under tabellen over unntak. Før")

    def test_something_stands_right_below_the_scenarios(self, found: Found) -> None:
        def change(book: Small) -> None:
            book.put(SCENARIOS, address(book.scenarios.last_row + 1, 1), "Scenario 13")

        (finding,) = found(change)
        assert (finding.code, finding.place.cell) == ("SCEN-09", "A17")

    def test_something_stands_far_below_or_beside(self, found: Found) -> None:
        def change(book: Small) -> None:
            book.put(SCENARIOS, address(book.exceptions.last_row + 9, 1), "Se møtereferatet")
            book.put(SCENARIOS, address(book.scenarios.last_row, 12), "Se møtereferatet")

        assert found(change) == []

    def test_the_exceptions_are_gone(self, found: Found) -> None:
        """The heading that is left of them is not another fault."""

        def change(book: Small) -> None:
            book.write_scenario(1, LOW)
            book.drop_table(SCENARIOS, book.exceptions.name)

        (finding,) = found(change)
        assert (finding.code, finding.place.cell) == ("SCEN-09", "")
        assert "ingen tabell over unntak med alle" in finding.message

    def test_the_scenarios_are_gone(self, found: Found) -> None:
        """That their exceptions are of none of them is not another fault."""

        def change(book: Small) -> None:
            book.write_scenario(1, LOW._replace(overrides=(HALF,)))
            book.drop_table(SCENARIOS, book.scenarios.name)

        (finding,) = found(change)
        assert "ingen tabell over scenarioer med alle" in finding.message

    def test_both_are_gone(self, found: Found) -> None:
        def change(book: Small) -> None:
            book.drop_table(SCENARIOS, book.exceptions.name)
            book.drop_table(SCENARIOS, book.scenarios.name)

        (finding,) = found(change)
        assert "ingen tabell over scenarioer og unntak med alle" in finding.message

    def test_the_sheet_is_gone(self, found: Found) -> None:
        def change(book: Small) -> None:
            book.write_scenario(1, LOW)
            book.remove_sheet(SCENARIOS)

        assert found(change) == []

    def test_the_sheet_is_called_something_else(self, found: Found) -> None:
        def change(book: Small) -> None:
            book.write_scenario(1, LOW._replace(ambition="x"))
            book.rename(SCENARIOS, "Hva om")

        (finding,) = found(change)
        assert (finding.code, finding.place.sheet) == ("SCEN-01", "Hva om")

    def test_the_scenarios_are_there_twice(self, found: Found) -> None:
        """The first are those that count; that all are there twice is no fault of each."""

        def change(book: Small) -> None:
            book.write_scenario(1, LOW)
            headers = book.scenarios.headers
            book.put("Veiledning", "M2", LOW.name)
            book.add_table("Veiledning", "Kopi", "M1:S2", headers)

        (finding,) = found(change)
        assert (finding.code, str(finding.place)) == ("SCEN-09", "liten.xlsx › Scenarioer!A4")
        assert finding.message.startswith("Tabellen over scenarioer står to ganger. Før")

    def test_a_list_of_things_to_do_is_no_table_of_an_area(self, found: Found) -> None:
        """Id, Aktivitet, Ansvarlig, Status and Kommentar head many a table."""
        headers = ["Id", "Aktivitet", "Ansvarlig", "Status", "Kommentar"]

        def beside(book: Small) -> None:
            table_beside(book, "Oppfølging", headers)

        def on_a_sheet(book: Small) -> None:
            for column, header in zip("DEFGH", headers, strict=True):
                book.put("Veiledning", f"{column}1", header)

        assert found(beside) == []
        assert found(on_a_sheet) == []


class TestWithoutScenarios:
    def test_words_in_columns_of_somebodys_own_mean_nothing(self, found: Found) -> None:
        def change(book: Small) -> None:
            book.write("Involvering", OWN, "Mye")
            book.write("Involvering", PURCHASE, "Ja")
            book.write("Involvering", PASS_THROUGH, "Se vedlegg; avklares")
            book.write("Styres av", OWN, "Kari; Ola")
            book.write("Styres av", PURCHASE, "Direktoratet, avdeling 3")
            book.write("Ambisjonsnivå", PURCHASE, "God nok")
            book.add_column("Status")
            book.write("Status", OWN, "Ferdig")

        assert found(change) == []

    def test_with_a_scenario_they_are_said(self, found: Found) -> None:
        def change(book: Small) -> None:
            book.write_scenario(1, LOW)
            book.write("Involvering", OWN, "Mye")
            book.write("Styres av", OWN, "Kari; Ola")

        many, several = found(change)
        assert many.message.startswith("Involvering er «Mye», som ikke er noe scenarioene kan")
        assert several.message.startswith(
            "Styres av, der det bare kan stå én, er «Kari; Ola», som ikke er noe"
        )

    def test_a_row_that_ended_lacks_nothing(self, found: Found) -> None:
        def change(book: Small) -> None:
            book.write_scenario(1, LOW)
            book.write("Involvering", OWN, "Ja")
            book.hours(OWN, 0.0)
            book.write("Timer", OWN, None)
            book.amount(PURCHASE, None)
            book.add_column("Status")
            for row in (OWN, PURCHASE):
                book.write("Status", row, "Utgår")

        assert found(change) == []


class TestPlan:
    STOPPING = sorted(STOPS)

    def test_they_are_those_that_have_a_case(self) -> None:
        assert set(self.STOPPING) <= set(PROVOKING)

    @pytest.mark.parametrize("code", STOPPING)
    def test_what_stops_the_scenarios_never_stops_the_plan(
        self, code: str, small: Path, here: Path
    ) -> None:
        PROVOKING[code].change(book := Small(small))
        book.save(here / book.file)
        plan = run("konsolider", book.file, "--json", folder=here)
        record = json.loads(plan.out)
        assert code in [each["kode"] for each in record["funn"]]
        assert (plan.status, record["total"]["sum"]) == (GOOD, 2_000_000)
        stopped = run("scenarioer", book.file, folder=here)
        assert (stopped.status, code in stopped.out) == (ERRORS_FOUND, True)

    def test_an_old_comparison_of_scenarios_that_are_broken_is_not_told_besides(
        self, found: Found
    ) -> None:
        def change(book: Small) -> None:
            compared(book)
            book.write_scenario(1, LOW._replace(ambition="x"))

        assert codes(found(change)) == ["SCEN-01"]

    def test_a_comparison_is_old_when_there_is_one_scenario_more(self, found: Found) -> None:
        def change(book: Small) -> None:
            compared(book)
            book.write_scenario(3, Scenario("Alt", LATE, place=SOME, rate=Decimal(1_500)))

        assert codes(found(change)) == ["SCEN-13"]

    def test_a_comparison_is_old_when_the_last_frame_has_gone(self, found: Found) -> None:
        def change(book: Small) -> None:
            compared(book, frame="ramme = 1\n")
            for row in (1, 2):
                book.write_cells(row, {layout.FRAME: ""})

        assert codes(found(change)) == ["SCEN-13"]

    def test_a_comparison_is_old_when_a_frame_has_come_in(self, found: Found) -> None:
        def change(book: Small) -> None:
            compared(book)
            book.write_cells(1, {layout.FRAME: 1.0})

        assert codes(found(change)) == ["SCEN-13"]


class TestSeveralWorkbooks:
    def test_what_hangs_on_the_rows_of_all_is_not_said_of_one(self, found: Found) -> None:
        """A plan is consolidated of each by itself, and scenarios are of all of them."""

        def change(book: Small, other: Small) -> None:
            other.be_another("PJD")
            for row in (OWN, PURCHASE, PASS_THROUGH):
                other.write("Id", row, f"PJD-{row}")
            other.write("Styres av", OWN, "Sykehuspartner")
            elsewhere = only(What.HOURS, Decimal(5), "PJD-1")
            governed = MIDDLE._replace(governed=("Sykehuspartner",), overrides=(elsewhere,))
            book.write_scenario(1, governed)
            book.write_scenario(2, governed._replace(name="Lik uten den andre", overrides=()))

        assert found(change) == []

    def test_an_exception_stands_beside_its_scenario(self, small: Path, here: Path) -> None:
        book, other = (Small(small, file) for file in FILES)
        other.be_another("PJD")
        book.write_scenario(1, LOW)
        other.write_scenario(1, MIDDLE)
        other.write_exception(1, LOW.name, HALF)
        for each in (book, other):
            each.save(here / each.file)
        ran = run("scenarioer", ".", folder=here)
        assert ran.status == ERRORS_FOUND
        said = " ".join(ran.out.split())
        assert "som står i en annen arbeidsbok; flytt det dit. Før" in said

    def test_what_is_wrong_in_any_of_them_is(self, found: Found) -> None:
        def change(book: Small, other: Small) -> None:
            other.be_another("PJD")
            for row in (OWN, PURCHASE, PASS_THROUGH):
                other.write("Id", row, f"PJD-{row}")
            book.write_scenario(1, LOW._replace(ambition="x"))
            other.write_scenario(1, MIDDLE._replace(ambition="y"))

        assert [str(each.place) for each in found(change)] == [
            f"{file} › Scenarioer!B5" for file in FILES
        ]


class TestWhatStandsOnTheRows:
    """What is no blank cell is not read as one: a row would be in that should not be, or out."""

    @pytest.mark.parametrize("header", ["Ambisjonsnivå", "Styres av", "Involvering"])
    def test_a_formula_without_a_result_stops_the_scenarios(
        self, found: Found, header: str
    ) -> None:
        def change(book: Small) -> None:
            book.write_scenario(1, LOW)
            place = book.write(header, OWN, None)
            book.put(place.sheet, place.cell, None, "1+1")

        (finding,) = (each for each in found(change) if each.code == "SCEN-08")
        assert "(formel uten resultat)" in finding.message
        assert finding.code in STOPS

    @pytest.mark.parametrize("header", ["Ambisjonsnivå", "Styres av", "Involvering"])
    def test_an_error_value_stops_them_too(self, found: Found, header: str) -> None:
        def change(book: Small) -> None:
            book.write_scenario(1, LOW)
            book.write(header, OWN, REF)

        assert "SCEN-08" in codes(found(change))

    def test_an_exception_far_below_its_table_is_told(self, found: Found) -> None:
        def change(book: Small) -> None:
            book.write_scenario(1, LOW)
            book.put(SCENARIOS, "A70", LOW.name)

        (finding,) = found(change)
        assert (finding.code, finding.place.cell) == ("SCEN-09", "A70")


_SHEET = (
    layout.SCENARIO, layout.SCENARIO_AMBITION, layout.SCENARIO_GOVERNED,
    layout.SCENARIO_INVOLVEMENT, layout.SCENARIO_RATE, layout.FRAME, layout.SCENARIO_ABOUT,
)  # fmt: skip
"""The columns as they stand on the sheet."""


def _so_many(book: Small, scenarios: int) -> None:
    """Scenarios that are each something else."""
    for row in range(1, scenarios + 1):
        book.write_scenario(row, Scenario(f"Nummer {row}", rate=Decimal(1_000 + row)))

"""What the buttons do: what reaches Python, and what the user reads when Python is not there."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from pyopenvba.interpreter import VBAInt, VBARuntimeError

from estimat.buttons.inplace import COMMANDS
from estimat.buttons.newfiles import FILE_COMMANDS
from estimat.core.functions import FUNCTIONS
from estimat.excel import server as server_module
from tests.addin.vba import ADDIN, Book, Excel, Server, Sheet, error

UI = "{http://schemas.microsoft.com/office/2009/07/customui}"


KNOWN = {
    "customUI": "",
    "ribbon": "",
    "tabs": "",
    "tab": "id label keytip",
    "group": "id label",
    "button": "id label size imageMso keytip onAction screentip supertip",
}
"""The elements of a ribbon we use, and the attributes each may have."""
INSIDE = {"customUI": "ribbon", "ribbon": "tabs", "tabs": "tab", "tab": "group", "group": "button"}


def buttons() -> dict[str, dict[str, str]]:
    ribbon = ET.parse(ADDIN / "customUI14.xml")
    return {button.attrib["id"]: button.attrib for button in ribbon.iter(f"{UI}button")}


def test_every_button_is_a_command_and_every_command_has_a_button() -> None:
    assert buttons().keys() == {each.__name__ for each in (*COMMANDS, *FILE_COMMANDS)}


@pytest.mark.parametrize("id_", buttons())
def test_a_button_calls_its_command_with_the_open_workbook_and_shows_the_answer(id_: str) -> None:
    excel = Excel(server := Server(say="Ferdig."))
    assert excel.press(id_, callback=buttons()[id_]["onAction"]) == ["Ferdig."]
    assert server.calls[-1] == (server_module.COMMANDS, id_, (), excel.active)
    assert server.ordered == [id_]


def test_a_message_has_the_name_of_the_program() -> None:
    excel = Excel(Server(say="Ferdig."))
    excel.press("kontroller")
    (message,) = excel.windows.messages
    assert (message.title, message.icon) == ("Estimat", 64)
    assert message.owner == excel.application.Hwnd()


@pytest.mark.parametrize("say", ["0 ≤ timer → kroner", "ł", "e" * 3000])
def test_a_message_has_every_letter_and_is_never_cut(say: str) -> None:
    assert Excel(Server(say=say)).press("kontroller") == [say]


def test_nothing_to_say_shows_nothing() -> None:
    assert Excel(Server(say="")).press("ga_til_funn") == []


def test_without_a_workbook_the_user_is_asked_to_open_one() -> None:
    excel = Excel(server := Server())
    excel.no_book_open = True
    assert excel.press("kontroller") == ["Åpne en arbeidsbok først."]
    assert server.calls == []


def test_without_python_the_user_reads_what_is_missing_and_what_the_cells_show() -> None:
    (shown,) = Excel().press("konsolider")
    assert shown.startswith("Finner ikke Python.")
    assert "#I/T" in shown
    assert "Ctrl+Alt+F9" in shown


def dies_at_work(excel: Excel, server: Server) -> None:
    """Let a command change what it may of Excel's settings, and then end Python."""

    def work() -> None:
        excel.application.settings |= {
            "ScreenUpdating": False, "EnableEvents": False, "DisplayAlerts": False,
            "Calculation": VBAInt(-4135, "Long"), "StatusBar": "Estimat: skriver …",
        }  # fmt: skip
        raise VBARuntimeError(-2147023170, "The remote procedure call failed")

    server.work = work


@pytest.mark.parametrize(
    "was", [{}, {"EnableEvents": False, "Calculation": VBAInt(-4135, "Long"), "StatusBar": "Mitt"}]
)
def test_excel_is_as_before_when_python_ends_in_the_middle(was: dict[str, object]) -> None:
    excel = Excel(server := Server())
    excel.application.settings |= was
    before = dict(excel.application.settings)
    dies_at_work(excel, server)
    (shown,) = excel.press("konsolider")
    assert shown.startswith("Python ble borte før den var ferdig.")
    assert "ingenting gjentas" in shown
    assert excel.application.settings == before


def test_a_setting_that_can_not_be_set_back_keeps_none_of_the_others() -> None:
    excel = Excel(server := Server())
    before = dict(excel.application.settings)
    dies_at_work(excel, server)
    excel.application.stuck = {"EnableEvents"}
    excel.press("konsolider")
    assert excel.application.settings == before | {"EnableEvents": False}


def test_a_setting_that_excel_does_not_tell_is_not_touched() -> None:
    excel = Excel(server := Server(say="Ferdig."))
    excel.application.untold = {"Calculation"}
    server.work = excel.application.untold.clear
    excel.press("konsolider")
    assert "Calculation" not in {name for name, _ in excel.application.put}


def test_a_command_that_dies_is_not_run_again() -> None:
    excel = Excel(server := Server())
    dies_at_work(excel, server)
    excel.press("konsolider")
    assert server.ordered == ["konsolider"]


def test_a_python_that_had_ended_is_started_before_the_command_is_run_once() -> None:
    excel = Excel(server := Server(say="Ferdig.", dies=1))
    assert excel.press("konsolider") == ["Ferdig."]
    assert server.ordered == ["konsolider"]
    assert (excel.windows.tried, excel.windows.ended) == (2, 1)


def test_while_a_command_waits_for_python_the_status_bar_says_so() -> None:
    excel = Excel(Server(say="Ferdig."))
    seen: list[object] = []
    excel.windows.meanwhile = lambda: seen.append(excel.application.settings["StatusBar"])
    excel.press("kontroller")
    assert seen == ["Estimat: venter på Python …"]
    assert excel.application.settings["StatusBar"] is False


class TestWorkbookEvents:
    def test_the_add_in_describes_its_functions_once_a_workbook_is_open(self) -> None:
        excel = Excel(Server())
        excel.application.refuses = True  # as Excel does while it starts
        excel.event("Workbook_Open")
        assert excel.application.described == []
        excel.application.refuses = False
        for name in ("a.xlsx", "b.xlsx"):
            excel.event("host_WorkbookActivate", Book(name))
        assert len(excel.application.described) == len(FUNCTIONS)

    def test_links_to_an_add_in_elsewhere_are_pointed_to_this_one(self) -> None:
        excel = Excel(Server())
        own = "C:\\Estimat\\estimat.xlam"
        other = "D:\\annet.xlsx"
        book = Book("a.xlsx", links=["\\\\gammel\\deling\\Estimat.xlam", other, own])
        excel.event("host_WorkbookOpen", book)
        assert book.changed == [("\\\\gammel\\deling\\Estimat.xlam", own)]

    def test_a_workbook_without_links_is_left_alone(self) -> None:
        excel = Excel(Server())
        book = Book("a.xlsx")
        excel.event("host_WorkbookOpen", book)
        assert book.changed == []

    @pytest.mark.parametrize(
        ("formula", "shown", "rebuilt"),
        [
            ("=ESTIMAT_KOST(A1)", error(2029), 1),
            ("=ESTIMAT_KOST(A1)", error(2015), 0),
            ("=ANNET_TILLEGG(A1)", error(2029), 0),
            ("=ESTIMAT_KOST(A1)", 1450.0, 0),
        ],
    )
    def test_names_that_were_lost_without_the_add_in_are_found_when_a_workbook_opens(
        self, formula: str, shown: object, rebuilt: int
    ) -> None:
        excel = Excel(Server())
        book, sheet = Book("a.xlsx"), Sheet()
        sheet.fill(1, 1, [[8.0, shown, error(2007)]])
        sheet.formulas = {(1, 3): "=1/0", (1, 2): formula}
        book.sheets = [Sheet(), sheet]
        excel.event("host_WorkbookOpen", book)
        assert excel.application.rebuilt == rebuilt

    @pytest.mark.parametrize(("addin", "ended"), [(True, 1), (False, 0)])
    def test_python_ends_with_the_add_in_and_not_with_a_workbook(
        self, addin: bool, ended: int
    ) -> None:
        excel = Excel(Server(), book=Book("x", addin=addin))
        excel.cell("ESTIMAT_KOST", 1.0)
        excel.event("Workbook_BeforeClose", False)
        assert excel.windows.ended == ended

    def test_an_add_in_that_never_reached_python_ends_none(self) -> None:
        excel = Excel(Server())
        excel.event("Workbook_BeforeClose", False)
        assert excel.windows.ended == 0


class TestRibbon:
    """The rules of the customUI schema of 2009/07, as far as our ribbon uses it."""

    def test_elements_and_attributes_are_known_and_nested_as_they_must_be(self) -> None:
        waiting = [ET.parse(ADDIN / "customUI14.xml").getroot()]
        while waiting:
            element = waiting.pop()
            name = element.tag.removeprefix(UI)
            assert element.attrib.keys() <= {*KNOWN[name].split()}
            assert {child.tag for child in element} <= {UI + INSIDE.get(name, "nothing")}
            waiting += element

    def test_ids_and_keytips_are_given_once(self) -> None:
        elements = list(ET.parse(ADDIN / "customUI14.xml").iter())
        for attribute in ("id", "keytip"):
            given = [each.get(attribute) for each in elements if each.get(attribute)]
            assert len(set(given)) == len(given)
        keytips = [each["keytip"] for each in buttons().values()]
        assert all(keytip.isascii() and keytip.isupper() and len(keytip) <= 3 for keytip in keytips)

    def test_every_button_says_what_it_does(self) -> None:
        for button in buttons().values():
            assert len(button["label"]) <= 25
            assert len(button["screentip"]) <= 60
            assert 40 <= len(button["supertip"]) <= 250
            assert button["supertip"].endswith(".")
            assert button["imageMso"].isalpha()

    def test_the_two_that_are_used_most_are_large(self) -> None:
        large = [id_ for id_, button in buttons().items() if button.get("size") == "large"]
        assert large == ["kontroller", "konsolider"]

    def test_every_callback_is_a_sub_with_the_one_argument_excel_gives(self) -> None:
        text = (ADDIN / "EstimatRibbon.bas").read_text("utf-8")
        for button in buttons().values():
            assert f"\nPublic Sub {button['onAction']}(control As IRibbonControl)\n" in text

"""A class list in the form of any platform: who is there, who is missing, who is a stranger."""

import pytest

from tools.grading import class_list
from tools.grading.submissions import HandIn, _absent
from tools.launch.trouble import Trouble

LISTS = {
    "plain lines": "Ada King\nBo Öz\n",
    "one column": "Name\nAda King\nBo Öz\n",
    "moodle's worksheet": "Identifier,Full name,Email address\nParticipant 7,Ada King,a@x\n"
    "Participant 8,Bo Öz,b@x\n",
    "moodle in German": "Vorname;Nachname;E-Mail-Adresse\nAda;King;a@x\nBo;Öz;b@x\n",
    "canvas": "Student,ID,SIS Login ID,Section\n    Points Possible,,,\n"
    '"King, Ada",7,aking,x\n"Öz, Bo",8,boz,x\n"Student, Test",9,t,x\n',
    "excel's UTF-16": "first name\tlast name\nAda\tKing\nBo\tÖz\n".encode("utf-16"),
    "windows": "Vorname;Nachname\r\nAda;King\r\nBo;Öz\r\n".encode("cp1252"),
}


def people(tmp_path, text):
    path = tmp_path / "list.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8-sig"))
    return class_list.read(path)


@pytest.mark.parametrize("text", LISTS.values(), ids=LISTS)
def test_every_usual_list_names_the_same_people(tmp_path, text):
    assert [person.name for person in people(tmp_path, text)] == ["Ada King", "Bo Öz"]


@pytest.mark.parametrize(
    ("student", "login", "numbers"),
    [("King, Ada", "", {}), ("ADA  KING", "", {}), ("kingada (7)", "", {"": "7"}),
     ("x", "aking", {}), ("aking", "", {}), ("x", "", {"E03": "7"})],
)  # fmt: skip
def test_a_hand_in_finds_its_person_by_name_login_or_number(tmp_path, student, login, numbers):
    listed = people(tmp_path, LISTS["canvas"])
    hand_in = HandIn(student, {}, (), numbers=numbers, login=login)
    ada, bo = class_list.join([hand_in], listed, _absent)
    assert ada.person.name == "Ada King" and ada.student == student
    assert bo.student == "Bo Öz" and bo.problems == ("Nothing was handed in.",)


def test_a_stranger_and_a_double_are_told(tmp_path):
    listed = people(tmp_path, "Ada King\nLi Wei\nLi Wei\n")
    hand_ins = [HandIn("Eve", {}, ()), HandIn("Li Wei (3)", {}, ())]
    joined = {h.student: h.problems for h in class_list.join(hand_ins, listed, _absent)}
    assert joined["Eve"] == ("This name is not in the class list.",)
    assert joined["Li Wei (3)"] == ("This name is in the class list more than once.",)


@pytest.mark.parametrize("content", [b"", b"\n\n", b"PK\x03\x04 a workbook", b"\0\1\2\3"])
def test_what_is_no_list_gets_one_sentence(tmp_path, content):
    with pytest.raises(Trouble, match=r"list\.csv"):
        people(tmp_path, content)
    with pytest.raises(Trouble, match="There is no class list"):
        class_list.read(tmp_path / "nothing.csv")

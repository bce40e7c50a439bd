"""A council's own folder over the shipped one: change, add, place, remove, and where a fault is said to lie."""

from pathlib import Path

import pytest

from cremeet import paths
from cremeet.errors import PracticeError
from cremeet.practice import loader
from cremeet.practice.faults import FaultyPackError
from cremeet.practice.pack import Pack
from tests.practice.folders import council


def laid(folder: Path) -> Pack:
    return loader.load(paths.shipped_practice(), over=folder)


def faults(folder: Path) -> tuple[str, ...]:
    with pytest.raises(FaultyPackError) as caught:
        laid(folder)
    assert isinstance(caught.value, PracticeError)
    return caught.value.faults


def test_one_key_changes_and_all_else_stays(tmp_path: Path, pack: Pack) -> None:
    folder = council(tmp_path, agencies='[[agencies]]\nid = "camhs"\ntitle = "Child mental health"\n')
    changed = laid(folder)
    assert changed.agency("camhs").title == "Child mental health"
    assert changed.agency("camhs").attends == pack.agency("camhs").attends
    assert [agency.id for agency in changed.agencies] == [agency.id for agency in pack.agencies]
    assert changed.model_copy(update={"agencies": pack.agencies}) == pack


def test_a_new_entry_stands_last_or_where_it_is_told_to(tmp_path: Path, pack: Pack) -> None:
    text = '[[agencies]]\nid = "{}"\ntitle = "T"\nshort = "T"\nattends = "Somebody"\n{}\n'
    folder = council(tmp_path, agencies=text.format("fire", "") + text.format("army", 'after = "police"'))
    ids = [agency.id for agency in laid(folder).agencies]
    assert ids[-1] == "fire"
    assert ids[ids.index("police") + 1] == "army"
    assert len(ids) == len(pack.agencies) + 2


def test_an_entry_is_removed(tmp_path: Path, pack: Pack) -> None:
    folder = council(
        tmp_path,
        references='[[references]]\nid = "drew-review"\nremove = true\n',
        agendas__initial='id = "initial"\n[[items]]\nid = "education"\nremove = true\n',
    )
    changed = laid(folder)
    assert len(changed.references) == len(pack.references) - 1
    assert changed.agenda("initial").item("education") is None
    assert changed.agenda("review").item("education") is None  # a review builds on the initial agenda


def test_a_change_to_the_initial_agenda_carries_over_to_the_review(tmp_path: Path, pack: Pack) -> None:
    folder = council(
        tmp_path,
        agendas__ours='id = "initial"\n[[items]]\nid = "nrm"\nminutes = 9\n[[items]]\nid = "risk"\nminutes = 30\n',
    )
    changed = laid(folder)
    nrm, risk = changed.agenda("review").item("nrm"), changed.agenda("review").item("risk")
    assert nrm is not None
    assert risk is not None
    assert (nrm.minutes, risk.minutes) == (9, 30)
    before = pack.agenda("review").item("risk")
    assert before is not None
    assert risk.prompts == before.prompts


def test_an_agenda_of_its_own(tmp_path: Path) -> None:
    agenda = 'id = "professionals"\nbased_on = "strategy"\ntitle = "Professionals only"\norder = 9\n'
    step = (
        '[[steps]]\nid = "professionals-meeting"\ntitle = "T"\nwithin = { amount = 3, unit = "working days" }\n'
        'counted_from = "the call"\nmeeting = "professionals"\nsource = "Ours"\n'
    )
    pack = laid(council(tmp_path, agendas__professionals=agenda, timescales=step))
    assert [each.id for each in pack.agendas][-1] == "professionals"
    assert len(pack.agenda("professionals").items) == len(pack.agenda("strategy").items)
    (tmp_path / "timescales.toml").unlink()
    assert any("professionals" in line and "timescales.toml" in line for line in faults(tmp_path))


def test_a_file_saved_by_notepad_is_read(tmp_path: Path) -> None:
    words = '\ufeff[about]\r\ntitle = "Ours"\r\nnotice = """One\r\ntwo"""\r\n'
    (tmp_path / "about.toml").write_bytes(words.encode("utf-8"))
    assert (laid(tmp_path).about.title, laid(tmp_path).about.notice) == ("Ours", "One\ntwo")


def test_a_day_closed_and_a_day_open(tmp_path: Path) -> None:
    pack = laid(council(tmp_path, timescales='holidays_added = [{ day = 2026-12-24, why = "Closed" }]\n'))
    assert [change.why for change in pack.timescales.holidays_added] == ["Closed"]


@pytest.mark.parametrize(
    ("file", "text", "parts"),
    [
        ("agencies", '[[agencies]]\nid = "camhs"\ntitel = "X"\n', ("agencies.camhs.titel", "did you mean “title”")),
        ("agencies", '[[agencies]]\nid = "camhs"\ncore = "yes"\n', ("agencies.camhs.core", "true or false")),
        ("agencies", '[[agencies]]\nid = "camhs"\ntitle = ""\n', ("agencies.camhs.title", "must not be empty")),
        ("agencies", '[[agencies]]\nid = "Fire Service"\n', ("agencies.Fire Service.id", "lower-case")),
        ("agencies", '[[agencies]]\nid = "fire"\n', ("agencies.fire.attends", "is missing")),
        ("agencies", '[[agencies]]\nid = "gp"\n[[agencies]]\nid = "gp"\n', ("agencies.gp", "listed twice")),
        ("agencies", '[[agencies]]\nid = "gpp"\nremove = true\n', ("agencies.gpp", "cannot be removed")),
        ("agencies", '[[agencies]]\nid = "gp"\nafter = "x"\n', ("agencies.gp.after", "names no entry")),
        ("agencies", '[[agencies]]\nid = "gp"\nremove = "yes"\n', ("agencies.gp.remove", "must be true")),
        ("agencies", '[[agencies]]\ntitle = "No id"\n', ("agencies.32.id", "is missing")),
        ("agencies", "agencies = 3\n", ("agencies", "must be a list")),
        ("agencies", "pillars = []\n", ("pillars", "belongs in plan.toml")),
        ("agencies", "agences = []\n", ("agences", "did you mean “agencies”")),
        ("agencies", "[[agencies]\n", ("not valid TOML", "line 1")),
        ("agencys", "a = 1\n", ("No practice file has this name", "agencies.toml")),
        ("agendas__initial", 'id = "initial"\n[[items]]\nid = "nrm"\ntag = "polise"\n', ("items.nrm.tag", "“police”")),
        (
            "agendas__initial",
            'id = "initial"\n[[items]]\nid = "nrm"\nminutes = "5"\n',
            ("items.nrm.minutes", "whole number"),
        ),
        (
            "agendas__initial",
            'id = "initial"\n[[items]]\nid = "nrm"\ncaptures = ["nrn"]\n',
            ("items.nrm.captures.0", "one of"),
        ),
        ("agendas__other", 'title = "No id"\n', ("other.toml: id", "is missing")),
        ("agendas__other", 'id = "other"\nbased_on = "inital"\n', ("based_on", "did you mean “initial”")),
        ("agendas__other", 'id = "other"\nbased_on = "other"\n', ("based_on", "circle")),
        ("agendas__initial", 'id = "initial"\nbased_on = "review"\n', ("based_on", "circle")),
        ("about", 'default_instrument = "cra"\n', ("about.toml: default_instrument", "did you mean “cre”")),
        ("about", 'elevated_level = "middle"\n', ("about.toml: elevated_level", "no level")),
        ("about", "[about]\ndated = 20261123\n", ("about.dated", "2026-11-23")),
        ("timescales", 'review_at_most = { amount = 3, unit = "fortnights" }\n', ("review_at_most.unit", "'weeks'")),
        ("timescales", '[[steps]]\nid = "minutes-out"\nremove = true\n', ("steps", "minutes-out")),
        ("timescales", '[[steps]]\nid = "minutes-out"\nlevel = "hi"\n', ("steps.minutes-out.level", "no level")),
        ("audiences", '[[tags]]\nid = "police"\naudiences = ["polic"]\n', ("tags.police.audiences.0", "“police”")),
        ("audiences", '[[tags]]\nid = "police"\naudiences = ["family"]\n', ("tags.police.audiences", "never go to")),
        ("audiences", '[[tags]]\nid = "everyone"\nremove = true\n', ("tags", "“everyone”")),
        ("audiences", '[[audiences]]\nid = "family"\nbreadth = 5\n', ("audiences.", "breadth")),
        (
            "guidance",
            '[[voice]]\nid = "loudness"\ntitle = "L"\nmeaning = "M"\nquestion = "Q"\n',
            ("voice.loudness", "only these four"),
        ),
        ("plan", '[[pillars]]\nid = "recover"\npriorities = ["x"]\n', ("pillars.recover.priorities.0", "no priority")),
        ("disruption", '[[disruption]]\nid = "cawn"\nagency = "x"\n', ("disruption.cawn.agency", "no agency")),
        (
            "disruption",
            '[[disruption]]\nid = "cawn"\nstages = ["x"]\n',
            ("disruption.cawn.stages.0", "disruption stage"),
        ),
        ("choices", '[[action_statuses]]\nid = "done"\nremove = true\n', ("action_statuses", "“done”")),
        ("choices", '[[action_statuses]]\nid = "later"\ntitle = "L"\n', ("action_statuses.later", "cannot be added")),
        ("wording", '[[language]]\nid = "entrenched"\nforms = ["(x"]\n', ("language.entrenched.forms.0", "any ending")),
        ("levels", '[[levels]]\nid = "low"\ntrigers = []\n', ("levels.low.trigers", "did you mean “triggers”")),
        ("instruments__cre", 'id = "cre"\nscal = "x"\n', ("instruments/cre.toml: scal", "did you mean “scale")),
        (
            "instruments__cre",
            'id = "cre"\n[[types]]\nid = "cse"\ncovers = ["x"]\n',
            ("types.cse.covers.0", "exploitation"),
        ),
    ],
)
def test_a_fault_names_file_key_and_what_to_do(tmp_path: Path, file: str, text: str, parts: tuple[str, ...]) -> None:
    folder = council(tmp_path / "ours", **{file: text})
    found = faults(folder)
    assert any(all(part in line for part in parts) for line in found), found
    assert any(line.startswith(f"ours/{file.replace('__', '/')}.toml: ") for line in found), found


def test_a_kind_of_meeting_that_the_program_starts_stays(tmp_path: Path) -> None:
    folder = council(tmp_path / "ours", agendas__review='id = "review"\nremove = true\n')
    assert any(
        line.startswith("practice/agendas/: The program works with") and "“review”" in line for line in faults(folder)
    )


def test_every_fault_is_listed_at_once(tmp_path: Path) -> None:
    folder = council(
        tmp_path / "ours",
        agencies='[[agencies]]\nid = "camhs"\ntitel = "X"\ncore = 1\n',
        plan='[[pillars]]\nid = "recover"\ntitle = 3\n',
        wording="broken = = 1\n",
    )
    text = "\n".join(faults(folder))
    assert all(part in text for part in ("camhs.titel", "camhs.core", "recover.title", "wording.toml"))


def test_a_missing_shipped_part_names_the_file_it_belongs_in(tmp_path: Path) -> None:
    with pytest.raises(PracticeError, match=r"agencies\.toml: agencies: is missing"):
        loader.load(council(tmp_path, about='default_instrument = "cre"\n'))


def test_an_empty_or_absent_folder_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(PracticeError, match="holds no practice file"):
        loader.load(tmp_path)
    with pytest.raises(PracticeError, match="no such folder"):
        loader.load(tmp_path / "nowhere")


def test_what_is_not_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_bytes(b"\xff\xfe\x00")
    assert any("UTF-8" in line for line in faults(tmp_path))
    (tmp_path / "plan.toml").write_text("a = " + "[" * 5000 + "]" * 5000, encoding="utf-8")
    assert any("nested too deeply" in line or "not valid TOML" in line for line in faults(tmp_path))
    (tmp_path / "plan.toml").write_text("# " + "x" * 5_000_000, encoding="utf-8")
    assert any("too large" in line for line in faults(tmp_path))
    (tmp_path / "plan.toml").write_text(f"a = {'9' * 5000}", encoding="utf-8")
    assert any("plan.toml" in line for line in faults(tmp_path))

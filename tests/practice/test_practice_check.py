"""The headless check of a folder, and the schemas that editors use."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cremeet import paths
from cremeet.errors import PracticeError
from cremeet.practice import check, schema
from cremeet.practice.folder import FOLDERS, KEYED_FILES, WHOLE_FILES
from tests.practice.folders import FILES, content, council


def test_it_says_what_the_shipped_pack_holds() -> None:
    said = check.report(paths.shipped_practice())
    assert "    5  agendas" in said
    assert "    6  plan pillars" in said
    assert "No fault found." in said
    assert str(paths.shipped_practice()) not in said


def test_it_lays_a_councils_folder_over_the_shipped_one(tmp_path: Path) -> None:
    folder = council(tmp_path, about='[about]\ntitle = "Our practice"\nversion = "2026.2"\ncouncil = "Mockshire"\n')
    said = check.report(folder)
    assert said.startswith("Our practice, version 2026.2")
    assert "Mockshire" in said
    assert "    5  agendas" in said


def test_the_example_of_the_practice_guide_is_true(tmp_path: Path) -> None:
    guide = (Path(__file__).parents[2] / "docs" / "practice-guide.md").read_text("utf-8")
    example = guide.split("```toml\n", 1)[1].split("```", 1)[0]
    made = check.load_over_shipped(council(tmp_path, agencies=example))
    ids = [agency.id for agency in made.agencies]
    assert made.agency("camhs").title == "Child and family mental health"
    assert ids[ids.index("police") + 1] == "fire-service"
    assert "cre-coordinator" not in ids
    for file in (*KEYED_FILES, *WHOLE_FILES):
        assert f"`{file}`" in guide


def test_it_raises_with_every_fault(tmp_path: Path) -> None:
    folder = council(tmp_path, about='[about]\ntitel = "x"\n', plan="pillars = 3\n")
    with pytest.raises(PracticeError) as caught:
        check.report(folder)
    assert "about.titel" in str(caught.value)
    assert "pillars" in str(caught.value)


def test_schemas_on_disk_are_those_of_the_types() -> None:
    folder = paths.shipped_practice() / "schema"
    made = schema.schemas()
    assert {path.name for path in folder.glob("*.json")} == set(made), "run python -m cremeet.practice.schema"
    for name, text in made.items():
        assert (folder / name).read_text("utf-8") == text, f"{name} is old: run python -m cremeet.practice.schema"


def test_writing_makes_the_same_files(tmp_path: Path) -> None:
    schema.write(tmp_path / "made")
    assert {path.name: path.read_text("utf-8") for path in (tmp_path / "made").iterdir()} == schema.schemas()


@pytest.mark.parametrize("file", FILES)
def test_each_shipped_file_uses_only_keys_of_its_schema(file: str) -> None:
    folder = file.split("/", maxsplit=1)[0]
    name = f"{folder.removesuffix('s')}.json" if folder in FOLDERS else file.replace(".toml", ".json")
    made = json.loads(schema.schemas()[name])
    assert set(content(file)) <= set(made["properties"])
    assert made["additionalProperties"] is False


def test_every_file_has_a_schema_and_only_an_id_is_required() -> None:
    made = schema.schemas()
    assert {file.replace(".toml", ".json") for file in (*KEYED_FILES, *WHOLE_FILES)} <= set(made)
    for text in made.values():
        for definition in json.loads(text).get("$defs", {}).values():
            assert definition.get("required", ["id"]) == ["id"]

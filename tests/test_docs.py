"""The documentation is held to the program: links, pictures, commands, rules.

After a change to the rules: python -m tests.test_docs
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import deskapp.models  # noqa: F401  # every record brings its rules
from deskapp.models.rules import rulebook
from tests.process import ROOT, run

DOCS = ROOT / "docs"
RULES = DOCS / "rules.md"
READMES = ("README.md", "README.zh-CN.md")
LINK = re.compile(r"\]\(([^)\s]+)\)")
ENTRY = re.compile(r"^ {4}([a-z][a-z-]*)(?: |$)", re.MULTILINE)
RULES_HEAD = """\
# The rules

Made from the rulebook by `python -m tests.test_docs`; a test keeps it up to date. Each rule has an example it
passes and one it does not in `tests/models/test_rules.py`.

**integrity** stops the save at the desk and refuses the set at the center. **quality** asks for a
confirmation at the desk; what nobody confirmed becomes a review at the center, never a refusal. A set is
judged by the rules of the edition it was made under (*since*). Withdrawn records are not judged.

| kind | grade | since | what it says |
|---|---|---|---|
"""
RULES_FOOT = """
Before these, of every kind, as integrity: what a record needs is there, each value has its type and can be
kept (no text longer than 20,000 characters, 400 where it is indexed; no NUL, no half of a character), a day
is one (2026-11-24) and so is a time (09:30). Who may write where is no rule but `Actor.may` in
`deskapp/models/actor.py`.
"""


def pages() -> list[Path]:
    return [*sorted(ROOT.glob("*.md")), *sorted(DOCS.rglob("*.md"))]


def named(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


def broken(page: Path) -> list[str]:
    """Relative links and pictures of a page that lead nowhere."""
    targets = [target.partition("#")[0] for target in LINK.findall(page.read_text("utf-8"))]
    near = [target for target in targets if target and "://" not in target]
    return [target for target in near if not (page.parent / target).exists()]


def rules_page() -> str:
    rows = []
    for rule in sorted(rulebook.rules, key=lambda rule: (rule.kind, rule.grade, rule.name)):
        article = "An" if rule.kind[0] in "aeio" else "A"
        words = f"{article} {rule.kind} {rule.name.replace('_', ' ')}."
        rows.append(f"| {rule.kind} | {rule.grade} | {rule.since} | {words} |\n")
    return RULES_HEAD + "".join(rows) + RULES_FOOT


def commands(module: str, *words: str) -> Iterator[str]:
    """Every command a program's help lists, those under others too, such as "user add"."""
    shown = run(module, *words, "--help")
    assert shown.returncode == 0, shown.stderr
    for name in ENTRY.findall(shown.stdout.partition("\noptions:")[0]):
        inside = list(commands(module, name)) if not words else []
        yield from (f"{name} {each}" for each in inside) if inside else [name]


@pytest.mark.parametrize("page", named(pages()))
def test_every_link_and_picture_leads_somewhere(page: str) -> None:
    assert broken(ROOT / page) == []


def test_a_link_that_leads_nowhere_is_noticed(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("[here](page.md#top) ![not](gone.png) [out](https://example.org/)", "utf-8")
    assert broken(page) == ["gone.png"]


def test_every_page_and_picture_is_led_to() -> None:
    """From the README, through the pages; decisions through their folder."""
    seen: set[Path] = set()
    ahead = [ROOT / name for name in READMES]
    while ahead:
        page = ahead.pop()
        if page in seen or not page.exists():
            continue
        seen.add(page)
        if page.is_dir():
            ahead += page.glob("*.md")
        elif page.suffix == ".md":
            links = (t.partition("#")[0] for t in LINK.findall(page.read_text("utf-8")))
            ahead += [(page.parent / link).resolve() for link in links if link and "://" not in link]
    kept = [*pages(), *(DOCS / "screens").glob("*.png")]
    assert named([path for path in kept if path not in seen]) == []


def test_the_table_of_rules_is_up_to_date() -> None:
    assert RULES.read_text("utf-8") == rules_page(), "make it again: python -m tests.test_docs"


@pytest.mark.parametrize(("program", "module"), [("hutong", "deskapp"), ("hutong-center", "center")])
def test_every_command_of_the_help_is_documented(program: str, module: str) -> None:
    text = (DOCS / "scripting.md").read_text("utf-8")
    listed = [f"{program} {name}" for name in commands(module)]
    assert len(listed) > 5
    assert [each for each in listed if not re.search(rf"(?<![\w-]){each}\b", text)] == []


@pytest.mark.parametrize("readme", [*READMES, "CONTRIBUTING.md"])
def test_the_commands_of_a_readme_are_there(readme: str) -> None:
    text = (ROOT / readme).read_text("utf-8")
    targets = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert targets
    said = set(re.findall(r"(?:`|^ {4})make (\w+)", text, re.MULTILINE))
    said |= {name for names in re.findall(r"dev\.py ([a-z|]+)", text) for name in names.split("|")}
    assert {"run", "test"} <= said
    assert said <= set(targets[1].split())


@pytest.mark.parametrize("page", named(pages()))
def test_no_page_names_a_machine(page: str) -> None:
    """Paths of whoever wrote it, and hosts one installs from, are nobody else's."""
    text = (ROOT / page).read_text("utf-8")
    odd = re.findall(r"(?<![\w.-])/(?:root|home|work|Users|tmp)/\S*|[A-Z]:\\Users\S*", text)
    odd += re.findall(r"[\w.-]*(?:pypi|pythonhosted|anaconda|mirror)[\w-]*\.[a-z]{2,}\S*", text)
    assert odd == []


if __name__ == "__main__":
    RULES.write_text(rules_page(), "utf-8")

"""Problems: the line that an editor reads, and the report at the end."""

import ast
import inspect
import pkgutil
import re
from importlib import import_module
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import explainer.rules
from explainer.problems import (
    RULES,
    Place,
    Problem,
    annotations,
    did_you_mean,
    report,
    which_was_meant,
)
from explainer.refs import Ref
from explainer.rules import AFTER, BEFORE
from explainer.rules.links import links_lead_somewhere

HOOKS = Path(explainer.rules.__path__[0]).parents[1]
PLACE = Place("content/events.yml", 41)


def test_a_problem_names_place_rule_message_and_hint() -> None:
    problem = Problem(PLACE, "unknown-actor", 'event "x" names "quai"', 'did you mean "quay"?')
    assert str(problem) == (
        'content/events.yml:41 [unknown-actor] event "x" names "quai"; did you mean "quay"?'
    )


def test_without_a_hint_the_line_ends_with_the_message() -> None:
    assert str(Problem(PLACE, "redirect", "x")) == "content/events.yml:41 [redirect] x"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\u2028"])
def test_a_problem_has_one_line_whatever_its_message_quotes(end: str) -> None:
    quoted = Problem(PLACE, "unknown-actor", f'event "x" names "qu{end}ai"')
    assert str(quoted) == 'content/events.yml:41 [unknown-actor] event "x" names "qu ai"'


def test_a_rule_that_does_not_exist_is_refused() -> None:
    with pytest.raises(KeyError, match="no-such-rule"):
        Problem(PLACE, "no-such-rule", "x")


def rules_named_in(source: str) -> set[str]:
    """The rules that a module names where it makes or reports a problem."""
    named = set()
    for call in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)):
        at = {"Problem": 1, "report": 0}.get(ast.unparse(call.func).rpartition(".")[2])
        if at is not None and len(call.args) > at + 1:
            rule = call.args[at]
            choices = [rule.body, rule.orelse] if isinstance(rule, ast.IfExp) else [rule]
            named |= {choice.value for choice in choices if isinstance(choice, ast.Constant)}
    return {name for name in named if isinstance(name, str)}


def test_every_rule_that_the_code_names_is_written_in_rules_yml() -> None:
    modules = list(HOOKS.rglob("*.py"))
    named = {path.name: rules_named_in(path.read_text(encoding="utf-8")) for path in modules}
    assert len(set().union(*named.values())) > len(RULES) / 2
    for module, rules in named.items():
        assert rules <= set(RULES), module


def test_every_rule_is_applied() -> None:
    """A public function of `rules` that yields problems stands in `BEFORE` or `AFTER`."""
    applied = {*BEFORE, *AFTER, links_lead_somewhere}
    for found in pkgutil.iter_modules(explainer.rules.__path__):
        module = import_module(f"explainer.rules.{found.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not name.startswith("_"):
                yields = "Problem" in str(inspect.signature(function).return_annotation)
                what = f"add {found.name}.{name} to BEFORE or AFTER in explainer.rules"
                assert function in applied or not yields, what


def test_every_rule_has_an_id_two_sentences_and_an_example() -> None:
    for name, rule in RULES.items():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", name), name
        for sentence in (rule.rule, rule.why):
            assert re.fullmatch(r"[A-Z].*\.", sentence), f"{name}: no capital, or no full stop"
        assert rule.wrong != rule.right, name


@pytest.mark.parametrize(
    ("wrong", "known", "hint"),
    [
        ("quai", ["quay", "council"], 'did you mean "quay"?'),
        ("forms", ["form", "formal"], 'did you mean "form"?'),
        # a start of a name is near, however long the rest
        ("town", ["town-council-2020", "who"], 'did you mean "town-council-2020"?'),
        ("xyz", ["quay", "council"], ""),
        ("x", [], ""),
        ("", ["quay"], ""),
        # of equally near names always the same one, whatever their order
        ("aab", ["aad", "aac"], 'did you mean "aad"?'),
        ("aab", ["aac", "aad"], 'did you mean "aad"?'),
    ],
)
def test_the_nearest_name_is_suggested(wrong: str, known: list[str], hint: str) -> None:
    assert did_you_mean(wrong, known) == hint


def test_the_report_is_sorted_by_place_and_each_problem_stands_once() -> None:
    problems = [
        Problem(Place("docs/b.md", 2), "uncited", "third"),
        Problem(Place("content/a.yml", 10), "redirect", "second"),
        Problem(Place("content/a.yml", 9), "redirect", "first"),
        Problem(Place("content/a.yml", 9), "redirect", "first"),
    ]
    assert report(problems).splitlines() == [
        "content/a.yml:9 [redirect] first",
        "content/a.yml:10 [redirect] second",
        "docs/b.md:2 [uncited] third",
        "3 problems. Each rule: hooks/explainer/rules.yml",
    ]


@pytest.mark.parametrize(
    ("missing", "meant"),
    [
        ("leaflet:2.9", "leaflet:2.2"),
        ("leaflet:1.1a", "leaflet:1.1"),
        ("leaflit:2.1", "leaflet:2.1"),
        ("leaflet:3.1", ""),
        ("leaflet:10.1", ""),
        ("poster:2.1", ""),
    ],
)
def test_of_statements_only_one_of_the_same_paragraph_is_suggested(
    missing: str, meant: str
) -> None:
    known = ("leaflet:1.1", "leaflet:2.1", "leaflet:2.2", "pamphlet:3.1")
    hint = f'did you mean "{meant}"?' if meant else ""
    assert which_was_meant(Ref("statement", missing), known) == hint


def test_one_problem_is_not_called_problems() -> None:
    last = report([Problem(PLACE, "redirect", "x")]).splitlines()[-1]
    assert last == "1 problem. Each rule: hooks/explainer/rules.yml"


def test_each_problem_is_a_command_that_shows_it_beside_its_line() -> None:
    problems = [
        Problem(Place("docs/a,b:c.md", 2), "uncited", "50 % of\nit", "cite"),
        Problem(PLACE, "redirect", "x"),
        Problem(PLACE, "redirect", "x"),
    ]
    assert annotations(problems).splitlines() == [
        "::error file=content/events.yml,line=41,title=redirect::x",
        "::error file=docs/a%2Cb%3Ac.md,line=2,title=uncited::50 %25 of%0Ait; cite",
    ]


places = st.builds(Place, st.sampled_from(["a", "b"]), st.integers(1, 3))
some = st.builds(Problem, places, st.sampled_from(sorted(RULES)), st.sampled_from("xy"))


@given(st.lists(some), st.randoms(use_true_random=False))
def test_the_report_does_not_depend_on_the_order(problems: list[Problem], random: Random) -> None:
    shuffled = problems * 2
    random.shuffle(shuffled)
    assert report(shuffled) == report(problems)
    assert report(problems).count("\n") == len(set(problems))

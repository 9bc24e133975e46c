"""Derived figures: expressions over other figures, as SQL for a build and in exact decimals for a check.

Both say the same: no value where an input has none, and none where a divisor is zero.
"""

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal, localcontext
from typing import TypeGuard

from cakupan.editions import period as periods

Operand = Callable[[str, str], Decimal | None]
MONTH_BEFORE, YEAR_BEFORE = "month_before", "year_before"
PARTS = ("value", "numerator", "denominator", MONTH_BEFORE, YEAR_BEFORE)


class NoValue(Exception):
    """An input has no value or a divisor is zero, so the expression has none."""


def _divided(left: Decimal, right: Decimal) -> Decimal:
    if right == 0:
        raise NoValue
    return left / right


OPERATORS: Mapping[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: lambda left, right: left + right,
    ast.Sub: lambda left, right: left - right,
    ast.Mult: lambda left, right: left * right,
    ast.Div: _divided,
}
IN_SQL: Mapping[type[ast.operator], str] = {
    ast.Add: "({} + {})",
    ast.Sub: "({} - {})",
    ast.Mult: "({} * {})",
    ast.Div: "({} / nullif({}, 0))",
}


@dataclass(frozen=True, kw_only=True)
class Definition:
    """An expression as a build computes it; null only where an operand is null or a divisor zero."""

    inputs: tuple[str, ...]
    operands: tuple[str, ...]
    sql: str


def define(text: str) -> Definition:
    """Return an expression as SQL over tables that are called as its inputs are.

    Raises:
        ValueError: the text holds anything but numbers, inputs, + - * / and ceil().
    """
    tree = ast.parse(text, mode="eval").body
    written = _sql(tree)
    operands = tuple(dict.fromkeys(_operands(tree)))
    inputs = tuple(dict.fromkeys(operand.rpartition(".")[0] for operand in operands))
    return Definition(inputs=inputs, operands=operands, sql=written)


def _operands(node: ast.expr) -> Iterator[str]:
    """Yield the operands from left to right."""
    if isinstance(node, ast.Attribute):
        yield ast.unparse(node)
        return
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.expr):
            yield from _operands(child)


def _sql(node: ast.expr) -> str:
    if isinstance(node, ast.BinOp) and type(node.op) in IN_SQL:
        return IN_SQL[type(node.op)].format(_sql(node.left), _sql(node.right))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return f"(-{_sql(node.operand)})"
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return f"cast({ast.unparse(node)} as decimal(24, 4))"
    if isinstance(node, ast.Attribute):
        return _named(node)
    if _is_ceil(node):
        return f"ceil({_sql(node.args[0])})"
    raise _refused(node)


def _is_ceil(node: ast.expr) -> TypeGuard[ast.Call]:
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "ceil" and len(node.args) == 1


def _refused(node: ast.expr) -> ValueError:
    return ValueError(f"{ast.unparse(node)!r} is not allowed in an expression")


def _named(node: ast.Attribute) -> str:
    if node.attr not in PARTS:
        raise ValueError(f"{ast.unparse(node)!r} does not end in one of {', '.join(PARTS)}")
    return ast.unparse(node)


def month_of(part: str, period: str) -> str | None:
    """Return the month that an operand is of; None when it is of the period itself."""
    return {MONTH_BEFORE: periods.previous(period), YEAR_BEFORE: periods.year_before(period)}.get(part)


def evaluate(text: str, operand: Operand) -> Decimal | None:
    """Return the value of an expression such as `ceil(a.value * b.denominator / 100) - b.numerator`.

    `operand(code, part)` gives value, numerator or denominator of the input with that indicator code, or its
    value a month or a year before; when any has none, or the expression divides by zero, the result is None.

    Raises:
        ValueError: the text holds anything but numbers, inputs, + - * / and ceil().
    """
    tree = ast.parse(text, mode="eval").body
    with localcontext() as context:
        context.prec = 60
        try:
            return _value(tree, operand)
        except NoValue:
            return None


def rounded(value: Decimal, digits: int) -> str:
    """Return the value as text with that many digits, rounded half away from zero, never as minus zero."""
    with localcontext() as context:
        context.prec = 60
        result = value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    return f"{abs(result) if result == 0 else result:f}"


def ratio_text(numerator: int, denominator: int, digits: int) -> str:
    """Return 100 x numerator / denominator as text, rounded half away from zero."""
    with localcontext() as context:
        context.prec = 60
        return rounded(Decimal(100 * numerator) / Decimal(denominator), digits)


def _value(node: ast.expr, operand: Operand) -> Decimal:
    if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        return OPERATORS[type(node.op)](_value(node.left, operand), _value(node.right, operand))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_value(node.operand, operand)
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return Decimal(str(node.value))
    if isinstance(node, ast.Attribute):
        return _input(node, operand)
    if _is_ceil(node):
        return _value(node.args[0], operand).to_integral_value(rounding=ROUND_CEILING)
    raise _refused(node)


def _input(node: ast.Attribute, operand: Operand) -> Decimal:
    code, _, part = _named(node).rpartition(".")
    value = operand(code, part)
    if value is None:
        raise NoValue
    return value

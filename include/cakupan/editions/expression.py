"""Derived figures: named expressions over other figures, evaluated in exact decimals."""

import ast
from collections.abc import Callable, Mapping
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal, localcontext

Operand = Callable[[str, str], Decimal | None]
PARTS = ("value", "numerator", "denominator")
OPERATORS: Mapping[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: lambda left, right: left + right,
    ast.Sub: lambda left, right: left - right,
    ast.Mult: lambda left, right: left * right,
    ast.Div: lambda left, right: left / right,
}


class NoInput(Exception):
    """An input has no value, so the expression has none."""


def evaluate(text: str, operand: Operand) -> Decimal | None:
    """Return the value of an expression such as `ceil(a.value * b.denominator / 100) - b.numerator`.

    `operand(code, part)` gives value, numerator or denominator of the input with that indicator code;
    when any input has none, or the expression divides by zero, the result is None.

    Raises:
        ValueError: the text holds anything but numbers, inputs, + - * / and ceil().
    """
    tree = ast.parse(text, mode="eval").body
    with localcontext() as context:
        context.prec = 60
        try:
            return _value(tree, operand)
        except (NoInput, ZeroDivisionError):
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
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "ceil" and len(node.args) == 1:
        return _value(node.args[0], operand).to_integral_value(rounding=ROUND_CEILING)
    raise ValueError(f"{ast.unparse(node)!r} is not allowed in an expression")


def _input(node: ast.Attribute, operand: Operand) -> Decimal:
    if node.attr not in PARTS:
        raise ValueError(f"{ast.unparse(node)!r} does not end in one of {', '.join(PARTS)}")
    value = operand(ast.unparse(node.value), node.attr)
    if value is None:
        raise NoInput
    return value

"""Columns for money and months.

A money column holds one currency, the installation's unless its declaration names another: sums made in the database
never mix two. Where a fact has an amount in another currency, it has another column.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from keyworks.base.manifest import sentence
from keyworks.values import money, months
from keyworks.values.money import Money
from keyworks.values.months import Month
from keyworks.values.problems import Problem


class MoneyField(models.BigIntegerField):  # type: ignore[type-arg]
    """Money of one currency, the house's unless another is named, kept in its minor unit."""

    def __init__(self, *args: Any, currency: str = "", **kwargs: Any) -> None:
        self.named_currency = currency
        super().__init__(*args, **kwargs)

    @property
    def currency(self) -> str:
        return self.named_currency or money.house()

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, **({"currency": self.named_currency} if self.named_currency else {})}

    def from_db_value(self, value: Any, *_: Any) -> Money | None:
        # Sums arrive as int or Decimal, averages with a fraction: rounded half-even.
        return None if value is None else Money(round(value), self.currency)

    def to_python(self, value: Any) -> Money | None:
        """Also from the integer text of a fixture, which is in minor units."""
        if isinstance(value, str | int):
            return Money(int(value), self.currency)
        return value  # type: ignore[no-any-return]

    def get_prep_value(self, value: Any) -> Any:
        """A bare number is refused: nobody could say whether it is in main or minor units."""
        if value is None or hasattr(value, "resolve_expression"):
            return value
        if not isinstance(value, Money):
            raise TypeError(f"{self.name} holds Money, not {value!r}")
        if value.currency != self.currency:
            raise money.CurrencyMismatch(f"{self.name} holds {self.currency}, not {value}")
        return value.amount

    def value_to_string(self, obj: models.Model) -> str:
        value = self.value_from_object(obj)
        return "" if value is None else str(value.amount)

    def run_validators(self, value: Any) -> None:
        super().run_validators(value.amount if isinstance(value, Money) else value)

    def formfield(self, **kwargs: Any) -> Any:
        return super(models.IntegerField, self).formfield(
            **{"form_class": MoneyInput, "currency": self.named_currency, **kwargs}
        )


class MonthField(models.IntegerField):  # type: ignore[type-arg]
    """A month, kept as 202202; the database refuses a thirteenth."""

    # What the checker of types takes for a value of such a column.
    _pyi_private_set_type: Any
    _pyi_private_get_type: Any
    _pyi_lookup_exact_type: Any

    def db_check(self, connection: Any) -> str:
        column = connection.ops.quote_name(self.column)
        return f"{column} > 100 AND {column} - {column} / 100 * 100 BETWEEN 1 AND 12"

    def from_db_value(self, value: int | None, *_: Any) -> Month | None:
        return None if value is None else Month.from_int(value)

    def to_python(self, value: Any) -> Month | None:
        if isinstance(value, str | int):
            return Month.from_int(int(value))
        return value  # type: ignore[no-any-return]

    def get_prep_value(self, value: Any) -> Any:
        if value is None or hasattr(value, "resolve_expression"):
            return value
        return int(value if isinstance(value, Month) else Month.from_int(value))

    def value_to_string(self, obj: models.Model) -> str:
        value = self.value_from_object(obj)
        return "" if value is None else str(int(value))

    def run_validators(self, value: Any) -> None:
        super().run_validators(int(value) if isinstance(value, Month) else value)

    def formfield(self, **kwargs: Any) -> Any:
        return super(models.IntegerField, self).formfield(**{"form_class": MonthInput, **kwargs})


def as_number(name: str) -> Any:
    """The number in which a column of money or months is kept, where so many rows are read that each object counts."""
    return models.ExpressionWrapper(models.F(name), output_field=models.BigIntegerField())


class MoneyInput(forms.CharField):
    """Reads money as people write it; `unit` is what a bare number is in, and what is shown again.

    Without one it is the unit in which the currency's people count a project.
    """

    def __init__(self, *, unit: str = "", currency: str = "", **kwargs: Any) -> None:
        self.named_unit, self.currency = unit, currency
        super().__init__(**{"empty_value": None, **kwargs})

    @property
    def unit(self) -> str:
        return self.named_unit or money.currency_of(self.currency).unit

    @unit.setter
    def unit(self, unit: str) -> None:
        self.named_unit = unit

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return text and _read(money.parse(text, unit=self.unit, currency=self.currency))

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Money):
            return value
        exact = value.exact(self.unit)
        return f"{exact.normalize() if exact % 1 else exact.quantize(1):f}"

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(initial != self.to_python(data))
        except ValidationError:
            return True


class MonthInput(forms.CharField):
    """Reads a month as people write it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"empty_value": None, **kwargs})

    def to_python(self, value: Any) -> Any:
        text = value if isinstance(value, Month) else super().to_python(value)
        return _read(months.parse(text)) if isinstance(text, str) else text

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, Month) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(initial != self.to_python(data))
        except ValidationError:
            return True


def _read(found: Any) -> Any:
    if isinstance(found, Problem):
        raise ValidationError(sentence(found.code, found.params), code=found.code)
    return found

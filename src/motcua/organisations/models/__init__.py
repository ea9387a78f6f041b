"""Tables of the package, by noun."""

from motcua.organisations.models.users import User

__all__ = ["User"]

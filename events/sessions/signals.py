"""What rooms to the right hear of: sent in the transaction of what happened, with ``session``."""

from django.dispatch import Signal

session_held = Signal()
session_closed = Signal()
session_called_off = Signal()

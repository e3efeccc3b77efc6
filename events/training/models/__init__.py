"""The SKJ folder: what somebody did for their professional register."""

from events.training.models.folder import Entry, Period, ProofFile
from events.training.models.settings import FolderSettings, FolderTarget

__all__ = ["Entry", "FolderSettings", "FolderTarget", "Period", "ProofFile"]

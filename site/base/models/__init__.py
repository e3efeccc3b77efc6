"""What every room stands on: the region's settings, images and documents, mail that has to go, what the worker did."""

from base.models.files import CustomDocument, CustomImage, CustomRendition, DocumentText
from base.models.jobs import JobRun
from base.models.mail import Mail
from base.models.region import SiteSettings, validate_colour

__all__ = [
    "CustomDocument",
    "CustomImage",
    "CustomRendition",
    "DocumentText",
    "JobRun",
    "Mail",
    "SiteSettings",
    "validate_colour",
]

"""What making a PDF must not change for the rest of the process."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from base import paper
from base.uploads import check_image

CUT_OFF = b"GIF89a\x01\x00\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D"


def test_a_picture_that_is_cut_off_is_refused_also_after_a_pdf_was_made():
    paper._weasyprint()
    with pytest.raises(ValidationError):
        check_image(ContentFile(CUT_OFF, "a.gif"))

"""Downloads of the open format."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from practices.openformat.template import template_file

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def import_template(request):
    """``/praktijken/sjabloon.xlsx``: an empty spreadsheet with an explanation."""
    headers = {"Content-Disposition": 'attachment; filename="praktijken.xlsx"'}
    return HttpResponse(template_file(), content_type=XLSX, headers=headers)

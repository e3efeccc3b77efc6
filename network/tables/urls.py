"""Addresses of this room."""

app_name = "tables"
urlpatterns = []

"""Addresses of this room."""

app_name = "requests"
urlpatterns = []

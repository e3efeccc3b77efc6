"""Addresses of this room."""

app_name = "topics"
urlpatterns = []

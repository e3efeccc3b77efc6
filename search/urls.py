from django.urls import path

from search import views, views_saved

app_name = "search"
urlpatterns = [
    path("zoeken/", views.search, name="search"),
    path("zoeken/suggesties/", views.suggestions, name="suggestions"),
    path("zoeken/bewaren/", views_saved.save, name="save"),
    path("zoeken/stoppen/<str:token>/", views_saved.saved_stop, name="saved_stop"),
    path("mijn/zoekopdrachten/", views_saved.saved_list, name="saved"),
    path("mijn/zoekopdrachten/<int:pk>/weg/", views_saved.saved_delete, name="saved_delete"),
    path("mijn/zoekopdrachten/<int:pk>/mail/", views_saved.saved_mails, name="saved_mails"),
]

"""Addresses of the programming pages."""

from django.urls import URLPattern, path

from programming.rulebook_pages import views as rulebook

urlpatterns: list[URLPattern] = [
    path("rulebook/", rulebook.rulebook, name="rulebook"),
    path("rulebook/sources/", rulebook.rulebook_sources, name="rulebook_sources"),
    path("rulebook/myths/", rulebook.rulebook_myths, name="rulebook_myths"),
    path("rulebook/<slug:code>/", rulebook.rulebook_rule, name="rulebook_rule"),
]

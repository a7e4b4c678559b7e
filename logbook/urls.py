"""Addresses of the logbook's pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

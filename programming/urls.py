"""Addresses of the programming pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

"""The product's addresses, and the floor beside them."""

from django.urls import include, path

from tests.bench.views import floor

urlpatterns = [path("bench/floor/", floor, name="floor"), path("", include("repstack.urls"))]

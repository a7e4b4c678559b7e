"""All addresses. Pages that are open without logging in are listed in `access.OPEN_ROUTES`."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from repstack import views
from repstack.accounts.views import take_back

# The admin's own log-in form knows neither our limits nor the second factor.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

handler500 = "repstack.views.server_error"

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("healthz/live", views.healthz_live, name="healthz_live"),
    path("healthz/ready", views.healthz, name="healthz_ready"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("accounts/take-back/<str:token>/", take_back, name="account_take_back"),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("", include("programming.urls")),
    path("", include("logbook.urls")),
]

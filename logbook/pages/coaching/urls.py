"""Addresses of coaching: the athlete's under `sharing/`, the coach's under `coaching/`."""

from __future__ import annotations

from django.urls import URLPattern, path

from logbook.pages.coaching import (
    group_views,
    invited_views,
    notice_views,
    sharing_views,
    talk_views,
    views,
)

urlpatterns: list[URLPattern] = [
    path("sharing/", sharing_views.sharing, name="sharing"),
    path("sharing/invite/", sharing_views.sharing_invite, name="sharing_invite"),
    path(
        "sharing/invitations/<id:pk>/withdraw/",
        sharing_views.sharing_withdraw,
        name="sharing_withdraw",
    ),
    path("sharing/requests/<id:pk>/", sharing_views.sharing_request, name="sharing_request"),
    path(
        "sharing/requests/<id:pk>/decline/", sharing_views.sharing_decline, name="sharing_decline"
    ),
    path("sharing/coaches/<id:pk>/", sharing_views.sharing_coach, name="sharing_coach"),
    path("sharing/coaches/<id:pk>/end/", sharing_views.sharing_end, name="sharing_end"),
    path("sharing/block/", sharing_views.sharing_block, name="sharing_block"),
    path("sharing/blocks/<id:pk>/lift/", sharing_views.sharing_unblock, name="sharing_unblock"),
    path("sharing/comment/", talk_views.sharing_comment, name="sharing_comment"),
    path("sharing/comments/<id:pk>/settle/", talk_views.sharing_settle, name="sharing_settle"),
    path("sharing/weeks/<str:monday>/", talk_views.sharing_week, name="sharing_week"),
    path(
        "coaching/athletes/<id:pk>/weeks/<str:monday>/",
        talk_views.coaching_week,
        name="coaching_week",
    ),
    path(
        "coaching/athletes/<id:pk>/weeks/<str:monday>/comment/",
        talk_views.coaching_week_comment,
        name="coaching_week_comment",
    ),
    path("coaching/breaches/", talk_views.coaching_breaches, name="coaching_breaches"),
    path(
        "coaching/athletes/<id:pk>/breaches/<id:set_id>/",
        talk_views.coaching_answer,
        name="coaching_answer",
    ),
    path(
        "coaching/athletes/<id:pk>/sessions/<id:session_id>/comment/",
        talk_views.coaching_comment,
        name="coaching_comment",
    ),
    path("coaching/", views.coaching, name="coaching"),
    path("coaching/notices/", notice_views.coaching_notices, name="coaching_notices"),
    path(
        "coaching/notices/read/",
        notice_views.coaching_notices_read,
        name="coaching_notices_read",
    ),
    path("coaching/digest/", notice_views.coaching_digest, name="coaching_digest"),
    path("coaching/thresholds/", group_views.coaching_thresholds, name="coaching_thresholds"),
    path("coaching/groups/", group_views.coaching_groups, name="coaching_groups"),
    path("coaching/groups/<id:pk>/", group_views.coaching_group, name="coaching_group"),
    path(
        "coaching/groups/<id:pk>/delete/",
        group_views.coaching_group_delete,
        name="coaching_group_delete",
    ),
    path("coaching/ask/", invited_views.coaching_ask, name="coaching_ask"),
    path(
        "coaching/requests/<id:pk>/withdraw/",
        invited_views.coaching_withdraw,
        name="coaching_withdraw",
    ),
    path("coaching/invited/<str:token>/", invited_views.coaching_invited, name="coaching_invited"),
    path(
        "coaching/invited/<str:token>/accept/",
        invited_views.coaching_accept,
        name="coaching_accept",
    ),
    path(
        "coaching/invited/<str:token>/decline/",
        invited_views.coaching_decline,
        name="coaching_decline",
    ),
    path("coaching/athletes/<id:pk>/", views.coaching_athlete, name="coaching_athlete"),
    path(
        "coaching/athletes/<id:pk>/sessions/<id:session_id>/",
        views.coaching_session,
        name="coaching_session",
    ),
    path("coaching/athletes/<id:pk>/end/", views.coaching_end, name="coaching_end"),
]

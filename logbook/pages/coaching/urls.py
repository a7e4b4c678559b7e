"""Addresses of coaching: the athlete's under `sharing/`, the coach's under `coaching/`."""

from __future__ import annotations

from django.urls import URLPattern, path

from logbook.pages.coaching import (
    change_views,
    editing_views,
    given_views,
    group_views,
    invited_views,
    notice_views,
    plan_views,
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
    path("sharing/changes/<id:pk>/", change_views.sharing_change, name="sharing_change"),
    path("coaching/programs/", given_views.coaching_programs, name="coaching_programs"),
    path("coaching/programs/<id:program_id>/", given_views.coaching_given, name="coaching_given"),
    path("coaching/athletes/<id:pk>/plans/", plan_views.coaching_plans, name="coaching_plans"),
    path("coaching/athletes/<id:pk>/level/", plan_views.coaching_level, name="coaching_level"),
    path(
        "coaching/athletes/<id:pk>/technique/",
        plan_views.coaching_technique,
        name="coaching_technique",
    ),
    path("coaching/athletes/<id:pk>/give/", plan_views.coaching_give, name="coaching_give"),
    path(
        "coaching/athletes/<id:pk>/plans/<id:program_id>/",
        plan_views.coaching_plan,
        name="coaching_plan",
    ),
    path(
        "coaching/athletes/<id:pk>/plans/<id:program_id>/targets/<id:day_id>/<id:place>/<id:line>/",
        plan_views.coaching_target,
        name="coaching_target",
    ),
    path(
        "coaching/athletes/<id:pk>/plans/<id:program_id>/edit/",
        editing_views.coaching_edit,
        name="coaching_edit",
    ),
    path(
        "coaching/athletes/<id:pk>/plans/<id:program_id>/edit/<id:day_id>/add/",
        editing_views.coaching_pick,
        name="coaching_pick",
    ),
    path(
        "coaching/athletes/<id:pk>/plans/<id:program_id>/edit/<id:day_id>/<id:place>/substitutes/",
        editing_views.coaching_substitutes,
        name="coaching_substitutes",
    ),
]

"""Addresses of a draft's pages in the admin, and what a browser sends of their forms."""

from typing import Any

from django.urls import reverse


def table(draft, **query):
    return reverse(
        "admin:programming_riskentry_changelist", query={"release": f"draft-{draft.pk}", **query}
    )


def page(entry):
    return reverse("admin:programming_riskentry_change", args=[entry.pk])


def sent(form):
    """What a browser sends of a form as it stands, hidden first values included."""
    data: dict[str, Any] = {}
    for bound in form:
        names = [(bound.html_name, bound.field.widget, bound.html_name)]
        if bound.field.show_hidden_initial:
            hidden = bound.field.hidden_widget()
            names.append((bound.html_initial_name, hidden, bound.html_initial_name))
        for name, _, _ in names:
            value = bound.field.prepare_value(bound.initial)
            if value is None or (value is False and name == bound.html_name):
                if name != bound.html_name:
                    data[name] = ""
                continue
            data[name] = value if isinstance(value, list) else str(value)
    return data


def rows_sent(response):
    formset = response.context["cl"].formset
    data = {"_save": "Save"}
    for form in (formset.management_form, *formset.forms):
        data |= sent(form)
    return data, {form.instance.name: form.prefix for form in formset.forms}


def one(draft, name):
    return draft.entries.get(name=name)


def said(response):
    return [str(message) for message in response.context["messages"]]


def new(draft, name="Zercher carry", **more):
    return {
        "release": draft.pk,
        "name": name,
        "aliases": "",
        "tier": "avoid",
        "floor": "2",
        "rationale": "The bar hangs on the arms.",
        "equipment": "barbell",
        "pattern": "carry",
        "is_compound": "on",
        "default_role": "secondary",
        "primary_muscles": ["upper_back"],
        "load_kind": "external",
        "bodyweight_percent": "0",
        **more,
    }


ADD = "/admin/programming/riskentry/add/"


def act(staff, draft, action, names, **more):
    chosen = list(draft.entries.filter(name__in=names).values_list("pk", flat=True))
    data = {"action": action, "index": "0", "_selected_action": chosen, **more}
    return staff.post(table(draft), data, follow=True)


TWO = ["Barbell squat", "Curl"]

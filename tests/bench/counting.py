"""Counts the queries of a request that asks for it; every other request passes untouched."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase

# What a transaction says around them is no query: the engines word it differently.
_QUERIES = ("SELECT", "INSERT", "UPDATE", "DELETE")


class QueryCount:
    """Answers `Count-Queries: on` with the header `Queries`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "Count-Queries" not in request.headers:
            return self.get_response(request)
        asked: list[str] = []

        def note(execute: Callable[..., Any], sql: str, *arguments: Any) -> Any:
            if sql.startswith(_QUERIES):
                asked.append(sql)
            return execute(sql, *arguments)

        with connection.execute_wrapper(note):
            response = self.get_response(request)
        response["Queries"] = str(len(asked))
        return response

"""The page that tells programmers what ``/api/v1`` takes and gives: made here from its description, nothing fetched."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse, JSONResponse, Response

from diagnose.web.api.problems import API
from diagnose.web.pages import Page

router = APIRouter(include_in_schema=False)
_METHODS = ("get", "post", "patch")


@router.get(f"{API}/openapi.json")
async def description(page: Annotated[Page, Depends(Page)]) -> Response:
    """Return the OpenAPI description."""
    return JSONResponse(page.request.app.openapi())


@router.get("/api")
@router.get("/en/api")
async def reference(page: Annotated[Page, Depends(Page)]) -> HTMLResponse:
    """Show every operation, what it takes, and every record."""
    found: dict[str, Any] = page.request.app.openapi()
    operations = [
        (method.upper(), path, found["paths"][path][method])
        for path in found["paths"]
        for method in _METHODS
        if method in found["paths"][path]
    ]
    return page.show(
        "api",
        api=API,
        version=found["openapi"],
        operations=operations,
        records=found["components"]["schemas"],
        kind=kind_of,
        base=str(page.request.base_url).rstrip("/"),
    )


def kind_of(schema: dict[str, Any]) -> list[tuple[str, str]]:
    """Return what a schema says a value is, as words, each with the record that it names, if any."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return [(name, name)]
    for several in ("anyOf", "oneOf", "allOf"):
        if several in schema:
            parts = [part for one in schema[several] for part in [("|", ""), *kind_of(one)]]
            return parts[1:]
    if schema.get("type") == "array":
        inner = schema.get("items") or (schema.get("prefixItems") or [{}])[0]
        return [("[", ""), *kind_of(inner), ("]", "")]
    if "enum" in schema:
        return [(" | ".join(map(str, schema["enum"])), "")]
    if "const" in schema:
        return [(str(schema["const"]), "")]
    return [(str(schema.get("type", "any")), "")]

"""The Graph part of the stand-in: lists, directory and calendars as an application sees them."""

from infra.local365.graph.routes import SCHEMA, add_routes

__all__ = ["SCHEMA", "add_routes"]

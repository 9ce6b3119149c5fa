"""The course as a website: pages made from notebooks, built with Sphinx, and looked through."""

from helpers.authoring.site.build import SiteError, build_messages, build_site

__all__ = ["SiteError", "build_messages", "build_site"]

"""The design system: base pages, components, forms, lists, static build. Knows no field; `docs/ui.md` is its manual."""

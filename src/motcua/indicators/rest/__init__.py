"""The program's face, under `/api/v1` (CONTRACT): figures with their rows, and the index made of them."""

from motcua.indicators.rest import figures, service_quality

ROUTERS = (figures.router, service_quality.router)

#!/usr/bin/env bash
# All checks and tests, in the order of how quickly they find a fault. Every part runs even when one fails; the last lines say which did.
set -uo pipefail
cd "$(dirname "$0")/.."

failed=()
part() {
  local name=$1
  shift
  printf '\n== %s\n' "$name"
  local start=$SECONDS
  "$@" || failed+=("$name")
  printf '   (%s: %d s)\n' "$name" $((SECONDS - start))
}

make --no-print-directory setup || exit 1
part "lint" make --no-print-directory lint
part "types" make --no-print-directory types
part "import contracts" make --no-print-directory contracts
part "missing migrations" make --no-print-directory migrations
part "translations" make --no-print-directory messages
part "tests on SQLite" .venv/bin/python -m pytest -n 2 -rs -m "not browser"
part "tests on PostgreSQL" .venv/bin/python -m pytest -n 2 -rs -m "not browser and not database_free and not any_database" --postgres
part "browser journeys" .venv/bin/python -m pytest -rs -m browser

if [ ${#failed[@]} -gt 0 ]; then
  printf '\nFAILED: %s\n' "${failed[*]}"
  exit 1
fi
printf '\nEverything passed.\n'

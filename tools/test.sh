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

unset PYTHONDONTWRITEBYTECODE  # else each of some hundred processes compiles the product and its libraries anew

make --no-print-directory setup || exit 1
# The tests of a file stay together: what they share is made once.
together=(-rs -n 2 --dist loadfile --no-loadscope-reorder --ignore=tests/browser)

# mypy uses one core: it checks while the others do
types=$(mktemp)
make --no-print-directory types >"$types" 2>&1 &
checking=$!
types_found() {
  wait "$checking"
  local status=$?
  cat "$types"
  rm "$types"
  return $status
}
part "lint" make --no-print-directory lint
part "import contracts" make --no-print-directory contracts
part "missing migrations" make --no-print-directory migrations
part "translations" make --no-print-directory messages
part "types" types_found
part "tests on SQLite" .venv/bin/python -m pytest "${together[@]}"
part "tests on PostgreSQL" .venv/bin/python -m pytest "${together[@]}" \
  -m "not database_free and not any_database" --ignore=tests/config/test_api_conformance.py --postgres
part "browser journeys" .venv/bin/python -m pytest -rs tests/browser

if [ ${#failed[@]} -gt 0 ]; then
  printf '\nFAILED: %s\n' "${failed[*]}"
  exit 1
fi
printf '\nEverything passed.\n'

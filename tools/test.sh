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
conformance=tests/config/test_api_conformance.py
together=(-rs -n 2 --dist loadfile --no-loadscope-reorder --ignore=tests/browser --ignore="$conformance")

# Playwright, schemathesis and others would look at each of the thousands of tests that have no need of them.
pytest=(env PYTEST_DISABLE_PLUGIN_AUTOLOAD=1 PYTEST_PLUGINS=pytest_django.plugin,xdist.plugin,_hypothesis_pytestplugin
  .venv/bin/python -m pytest)

# tests/database.py says which stand where; MOTCUA_TEST_ALL=1 tries everything on both databases
services="not on_postgresql"
[ -z "${MOTCUA_TEST_ALL:-}" ] || services=""

# A core is idle while one process checks types, a browser draws or a server answers: such parts run beside others, and what they said
# is shown when they are done.
declare -A running said
beside() {
  local name=$1
  shift
  said[$name]=$(mktemp)
  "$@" >"${said[$name]}" 2>&1 &
  running[$name]=$!
}
ended() {
  local status=0
  wait "${running[$1]}" || status=$?
  cat "${said[$1]}"
  rm "${said[$1]}"
  return $status
}
of_one_process() {  # Chromium goes its journeys, then the REST face is held against its document; both on SQLite
  local status=0
  .venv/bin/python -m pytest -rs tests/browser || status=$?
  .venv/bin/python -m pytest -rs "$conformance" || status=$?
  return $status
}

beside "types" make --no-print-directory types
beside "missing migrations" make --no-print-directory migrations
part "lint" make --no-print-directory lint
part "import contracts" make --no-print-directory contracts
part "translations" make --no-print-directory messages
part "missing migrations" ended "missing migrations"
part "types" ended "types"
beside "browser journeys and conformance" of_one_process
part "tests on SQLite" "${pytest[@]}" "${together[@]}" -m "$services"
part "tests on PostgreSQL" "${pytest[@]}" "${together[@]}" -m "not database_free and not any_database" --postgres
part "browser journeys and conformance" ended "browser journeys and conformance"

if [ ${#failed[@]} -gt 0 ]; then
  printf '\nFAILED: %s\n' "${failed[*]}"
  exit 1
fi
printf '\nEverything passed.\n'

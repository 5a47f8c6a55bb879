#!/usr/bin/env bash
# Gradescope runs this once, when it builds the image of the autograder.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

fits() {
  "$1" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}
find_python() {
  local name
  for name in python3 python3.14 python3.13 python3.12 python3.11; do
    if fits "$name"; then command -v "$name" && return; fi
  done
  return 1
}

# bubblewrap, if it can be had: a box for students' code inside of the container.
if ! command -v bwrap >/dev/null || ! find_python >/dev/null; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq || true
  command -v bwrap >/dev/null || apt-get install -y -qq bubblewrap || true
  for version in 3.13 3.12 3.11; do
    find_python >/dev/null || apt-get install -y -qq "python$version" "python$version-venv" || true
  done
fi
python=$(find_python) || { echo "setup.sh: there is no Python from 3.11 on here." >&2; exit 1; }

"$python" -m venv .venv
.venv/bin/python -m pip install -qq --disable-pip-version-check -r requirements.txt

# The answers are for the grader alone.
chmod 700 tests solutions 2>/dev/null || true
PYTHONPATH=. .venv/bin/python -m grader doctor || true

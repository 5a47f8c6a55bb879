#!/usr/bin/env bash
# Gradescope runs this for each submission.
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" || exit 3
source=$PWD/source
[ -d "$source" ] || source=$PWD
export PYTHONPATH=$source
exec "$source/.venv/bin/python" -m grader gradescope run --root "$(dirname "$source")"

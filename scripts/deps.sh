#!/bin/sh
# deps.sh - installs what is missing from Debian's packages
#
#   scripts/deps.sh build        what the program is made of
#   scripts/deps.sh test         the above, and what the tests and lint need
#   scripts/deps.sh r            what the program is made of, and R with its packages survey and survival
#   scripts/deps.sh bench        what the tests need, and the peers that the program is timed against
#
# (1) Nothing is done, and nothing said, when all is there.
# (2) It says what it will install before it does; it never asks.
# (3) sudo only when not root; with neither, it says what to type.
# (4) Package lists are fetched when there are none, or when a package is not in them.
set -eu

build="gcc libc6-dev make lua5.4 liblua5.4-dev lua-argparse lua-lpeg-dev lua-cjson-dev
  lua-sql-sqlite3-dev libsqlite3-dev libedit-dev libbsd-dev libmd-dev libncurses-dev zlib1g-dev
  libzstd-dev"
test="lua-busted lua-system lua-term lua-filesystem lua-sql-postgres postgresql lua-lpeg lua-cjson lua-check
  libcmocka-dev clang clang-tidy llvm libclang-rt-14-dev chromium fonts-liberation
  zstd gzip tmux binutils patch procps"
r="r-base-core r-cran-survey r-cran-survival"
bench="$r r-cran-boot r-cran-data.table"
# Node may be there from elsewhere, and Debian's then does not go with it.
command -v node >/dev/null 2>&1 || bench="$bench nodejs"
command -v npm >/dev/null 2>&1 || bench="$bench npm"

# The packages of one group; each holds what it builds on.
packages_of() {
  case $1 in
    build) echo "$build" ;;
    test) echo "$build $test" ;;
    r) echo "$build $r" ;;
    bench) echo "$build $test $bench" ;;
    *) echo "deps.sh: no group '$1'; there are build, test, r and bench" >&2; exit 2 ;;
  esac
}

# Those of the arguments that are not installed.
missing_of() {
  installed=$(dpkg-query -W -f '${db:Status-Abbrev}|${Package}\n' 2>/dev/null |
    sed -n 's/^.i *|//p' | tr '\n' ' ')
  for package; do
    case " $installed " in
      *" $package "*) ;;
      *) printf ' %s' "$package" ;;
    esac
  done
}

# Runs a command as root.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

[ $# -gt 0 ] || set -- build
wanted=
for group; do wanted="$wanted $(packages_of "$group")"; done
command -v dpkg-query >/dev/null 2>&1 || {
  echo "deps.sh: not a Debian system; install by hand what matches:$(echo $wanted)" >&2
  exit 0
}
missing=$(missing_of $wanted)
[ -n "$missing" ] || exit 0                                                     # (1)

echo "deps.sh: installing$missing"                                              # (2)
if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null 2>&1; then               # (3)
  echo "deps.sh: neither root nor sudo; as root, type: apt-get install$missing" >&2
  exit 1
fi
install() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing
}
update() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q
}
if ! apt-cache show $missing >/dev/null 2>&1; then update; fi                   # (4)
install || { update && install; }

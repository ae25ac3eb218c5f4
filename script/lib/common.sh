# Sourced by every script: goes to the checkout's top, and knows how to speak, stop and ask Debian.
CDPATH='' cd -- "$(dirname -- "$0")/.."
py=.venv/bin/python

say() { printf '%s\n' "samlet: $*" >&2; }
die() { say "$*"; exit 1; }

# A short name for what the given files hold; `list` gives them one a line, so none may have a newline.
fingerprint() { cat -- "$@" | cksum; }

# stale STAMP KEY: has this step not yet been done for KEY? done_with STAMP KEY: now it has.
stale() { [ "$(cat "$1" 2>/dev/null)" != "$2" ]; }
done_with() { printf '%s\n' "$2" >"$1"; }

# debian PACKAGE...: install what is missing, where that can be done; else say how, and stop.
debian() {
    if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
        say "installing Debian packages: $*"
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -qq >&2 || die "apt-get update failed; is the network there?"
        apt-get install -y -qq --no-install-recommends "$@" >build/apt.log 2>&1 ||
            { tail -n 5 build/apt.log >&2; die "apt-get install $* failed; the rest is in build/apt.log"; }
    else
        die "$* missing. On Debian or Ubuntu: sudo apt-get install $*"
    fi
}

#!/bin/sh
# rustdoc with its JSON output, which a stable rustdoc has only for those who ask this way. Asked of
# rustdoc alone, so that the dependencies are those that every other command builds.
RUSTC_BOOTSTRAP=1 exec rustdoc "$@"
